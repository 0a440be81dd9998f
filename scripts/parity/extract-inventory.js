// Writes tests/parity/inventory.json from the text of Flink's API inventory: classes with their methods, and the
// features of its tables. Usage: node scripts/parity/extract-inventory.js INVENTORY.md
import { readFileSync } from "node:fs";
import { writeOrCheck } from "../generated-page.js";

const [path] = process.argv.slice(2);
if (path === undefined) throw new Error("usage: extract-inventory.js INVENTORY.md");
const lines = readFileSync(path, "utf8").split("\n");

/** Tables of which each row is a feature, by the heading above them; the others describe, and have no items. */
const featureTables = [
  "DataStream ↔ Table (2.x Python has all of these)",
  "Two-input and whole-partition operations",
  "Streams, partitioning, sources and sinks",
  "Functions, state, time",
  "Libraries",
  "DataStream V2 (Java only, experimental, 2.x)",
];

const cellsOf = (line) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The entries of a cell: signatures in backquotes, one after another. */
const signatures = (cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

const camelCase = (name) => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());

const nameOf = (signature) =>
  /^(?:static |async |new |await |get |readonly )*([A-Za-z_][A-Za-z_0-9.]*)/.exec(signature)?.[1];

/** The name in TypeScript of a method: what the row says where it says one for each, else the rule of the inventory. */
function typeScriptName(python, index, pythonSignatures, typeScriptSignatures) {
  const rule = camelCase(python);
  if (typeScriptSignatures.map(nameOf).includes(rule)) return rule;
  if (typeScriptSignatures.length !== pythonSignatures.length) return rule;
  return nameOf(typeScriptSignatures[index]) ?? rule;
}

const items = [];
let group;
let heading = "";
let owner;

function addClass(line) {
  const [, name, versions] =
    /^\*\*`([^`]+)`\*\*.*? — ([^.]*(?:\.\d+[^.]*)*)\. /.exec(`${line} `) ?? [];
  if (name === undefined) throw new Error(`no class: ${line}`);
  owner = { name, versions: versions === "all versions" ? "all" : versions };
  items.push({ group, class: name, name, versions: owner.versions });
}

function addMethods(cells) {
  const [pythonCell, typeScriptCell, versionsCell] = cells;
  const python = signatures(pythonCell);
  const typeScript = signatures(typeScriptCell);
  const versions = versionsCell.split("<br>");
  python.forEach((signature, index) => {
    const method = nameOf(signature);
    const isConstructor = method === owner.name || method === owner.name.split(".").at(-1);
    if (isConstructor) return; // the class itself is the item
    const name = typeScriptName(method, index, python, typeScript);
    if (items.some((item) => item.class === owner.name && item.method === method)) return;
    items.push({
      group,
      class: owner.name,
      method,
      name,
      versions: versions.length === python.length ? versions[index] : versions[0],
    });
  });
}

const isRule = (line) => /^\|[-| ]+\|$/.test(line);

for (const [index, line] of lines.entries()) {
  const section = /^## (\d+)\. /.exec(line);
  if (section !== null) {
    group = Number(section[1]);
    owner = undefined;
    heading = "";
  }
  if (line.startsWith("### ")) {
    heading = line.slice(4);
    owner = undefined;
  }
  if (group === undefined || group < 1 || group > 13) continue;
  if (line.startsWith("**`")) addClass(line);
  if (!line.startsWith("| ") || isRule(line) || isRule(lines[index + 1] ?? "")) continue;
  const cells = cellsOf(line);
  if (owner !== undefined && cells.length === 4) addMethods(cells);
  else if (featureTables.includes(heading)) {
    items.push({ group, table: heading, feature: cells[0].replaceAll("`", ""), versions: "" });
  }
}

const groups = Map.groupBy(items, (item) => item.group);
const text = [...groups.values()]
  .map((each) => each.map((item) => `  ${JSON.stringify(item)}`).join(",\n"))
  .join(",\n\n");
writeOrCheck("tests/parity/inventory.json", `[\n${text}\n]\n`, "extract-inventory.js");
