// Writes tests/conformance/expected from tests/conformance/cases.md; with --check compares. Usage: npm run cases
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { readCases } from "./cases/read-cases.js";
import { defaultRule } from "./cases/rule.js";
import { rules } from "./cases/rules.js";
import { writeOrCheck } from "./generated-page.js";

const folder = "tests/conformance";
const source = readFileSync(join(resolve(import.meta.dirname, ".."), folder, "cases.md"), "utf8");

const textOf = (id) => cases.find((one) => one.id === id).text;

function extracted(one) {
  const parts = rules[one.id] ?? defaultRule(one);
  const expected = {};
  for (const [name, part] of Object.entries(parts)) {
    try {
      if (part.sameAs === undefined) {
        expected[name] = { isOrdered: part.isOrdered, ...part.read(one.text, textOf) };
      } else {
        const { id, part: other } = part.sameAs;
        expected[name] = extracted(cases.find((each) => each.id === id)).expected[other];
      }
    } catch (error) {
      throw new Error(`${one.id} ${name}: ${error.message}`, { cause: error });
    }
  }
  const { text: _text, ...rest } = one;
  return { ...rest, expected };
}

const cases = readCases(source);
for (const id of Object.keys(rules)) {
  if (!cases.some((one) => one.id === id)) throw new Error(`a rule names ${id}, which is no case`);
}
const sections = Map.groupBy(cases, (one) => one.section);
for (const [section, inSection] of sections) {
  const data = Object.fromEntries(inSection.map((one) => [one.id, extracted(one)]));
  const file = `${folder}/expected/${String(section).padStart(2, "0")}.json`;
  writeOrCheck(file, `${JSON.stringify(data, null, 2)}\n`, "npm run cases");
}
