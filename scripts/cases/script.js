// Harness scripts in prose: `E v @t`, `WM t`, `PT t`, `SNAP`, `END`, each with what it gives: `=> x @t`, "nothing", "-> side".
import { recordsOf, withoutRemarks } from "./records.js";

const stepName =
  /(?:^|[\s,;])(?:(E1|E2|E)(?= )|(WM12|WM1|WM2|WM|PT)(?= (?:-?\d|MIN|MAX|\(MAX|window))|(SNAP|END)(?=[\s,;]|$))/g;

/** Clauses: between semicolons that stand in no brackets; a sentence's end is one too. */
function clausesOf(text) {
  const clauses = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (
      depth === 0 &&
      (char === ";" || (char === "." && /^\.(\s|$)/.test(text.slice(index))))
    ) {
      clauses.push(text.slice(from, index));
      from = index + 1;
    }
  }
  clauses.push(text.slice(from));
  return clauses.map((clause) => clause.trim()).filter((clause) => clause !== "");
}

function stepsOfClause(clause, pattern) {
  const found = [...clause.matchAll(stepName)];
  return found.flatMap((match, index) => {
    const text = clause.slice(match.index + match[0].length, found[index + 1]?.index);
    const argument = text
      .replace(/\b(nothing|then)\b.*$/, "")
      .replace(/[\s,;:-]+$/, "")
      .trim();
    const [, record, mark, other] = match;
    if (record === undefined) return marks(mark ?? other, argument);
    const values = recordsOf(argument).map((value) =>
      value.startsWith("@") ? `${pattern}${value}` : value,
    );
    return [{ step: record, values, outputs: [] }];
  });
}

/** `WM 1000, 2000` are two watermarks. */
function marks(step, argument) {
  const values = argument === "" ? [] : argument.split(",").map((value) => value.trim());
  if (values.length < 2) return [{ step, values, outputs: [] }];
  return values.map((value) => ({ step, values: [value], outputs: [] }));
}

/** `=> a @5` as one record `a@5`; a timestamp that several records share is written once: `a x3 @5`, "all `@5`". */
function outputsOf(text, marker) {
  const clean = withoutRemarks(` ${text}`).replace(/\bat once\b|\bnothing\b/g, " ");
  const shared = /^(.*?)((?: x\d+)?) @(-?\w+)$/.exec(clean.trim());
  const records =
    shared === null
      ? recordsOf(clean.replace(/ (?=@)/g, ""))
      : recordsOf(`${shared[1]}${shared[2]}`).map((one) => `${one}@${shared[3]}`);
  return records.map((one) => `${marker}${one}`);
}

/** "...TS:15@15" is the output before it with another end. */
function completed(output, before) {
  const tail = /^\.\.\.(\w+:.*)$/.exec(output)?.[1];
  if (tail === undefined || before === undefined) return output;
  return before.slice(0, before.lastIndexOf(tail.slice(0, tail.indexOf(":") + 1))) + tail;
}

/** What a step gives; `-> side` alone is the record itself, and "all five @5" are the records of the last `E`. */
function listedOutputs(listed, isSide, steps) {
  const last = steps.at(-1);
  if (isSide && listed.trim() === "") return last.values.map((value) => `late ${value}`);
  const all = /\ball \w+ @(\w+)/.exec(listed);
  const records = steps.findLast(({ step }) => step === "E");
  if (all !== null) return records.values.map((value) => `${value}@${all[1]}`);
  return outputsOf(listed, isSide ? "late " : "");
}

/**
 * The steps of a script, each with its outputs in the order written. `record` is what `E @5` stands for, `before` the
 * steps that come first.
 */
export function scriptOf(text, { record = "", before: earlier = [] } = {}) {
  const steps = structuredClone(earlier);
  for (const clause of clausesOf(text.replaceAll("`", "").replace(/\n- /g, "; "))) {
    const [inputs, ...after] = clause.split(/=>|->(?= ?(?:late )?side\b)/);
    const added = stepsOfClause(withoutRemarks(` ${inputs}`), record);
    steps.push(...added);
    const last = steps.at(-1);
    if (after.length === 0 || last === undefined) continue;
    const isSide = /->\s*(late )?side/.test(clause);
    const listed = after.join(" ").replace(/^\s*(late )?side( output)?/, "");
    const before = steps.flatMap(({ outputs }) => outputs).at(-1);
    const outputs = listedOutputs(withoutRemarks(listed), isSide, steps);
    last.outputs.push(...outputs.map((output) => completed(output, before)));
  }
  return steps;
}
