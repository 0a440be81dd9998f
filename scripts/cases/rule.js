// What a rule selects from a case's text and how it is read. A rule never holds a value: values come from the text.
import { arrowsOf } from "./arrows.js";
import { literalsOf, recordsOf } from "./records.js";
import { scriptOf } from "./script.js";

const whole = /^([\s\S]*)$/;

/** The text of the first group; a rule that selects nothing is out of date. */
function selected(select, text) {
  const found = select.exec(text);
  if (found === null) throw new Error(`${select} finds nothing in: ${text}`);
  return found.slice(1).filter((group) => group !== undefined);
}

const rule =
  (read) =>
  (select = whole, options = {}) => ({
    isOrdered: options.isOrdered ?? false,
    read: (text) => read(selected(select, text), options),
  });

/** A list of records: `(a,1)(b,2)`, `a b c`, `+I[a, 0]`. */
export const records = rule((groups, options) => ({
  records: groups.flatMap((group) => recordsOf(group, options)),
}));

/** What another case of the section expects. */
export const sameAs = (id, part = "output") => ({ sameAs: { id, part } });

/** Each text in backticks is one record. */
export const literals = rule((groups, options) => ({
  records: groups.flatMap((group) => literalsOf(group, options)),
}));

/** The groups themselves, in order: numbers and words of a sentence. */
export const values = (select, options) => ({
  ...rule((groups) => ({ records: groups }))(select, options),
  isOrdered: true,
});

/** Every match of a pattern with the flag g: its first group, or all of it. */
export const matches = (pattern, select) => ({
  isOrdered: true,
  read: (text) => {
    const [within] = select === undefined ? [text] : selected(select, text);
    const found = [...within.matchAll(pattern)].map(([all, group]) => group ?? all);
    if (found.length === 0) throw new Error(`${pattern} finds nothing in: ${within}`);
    return { records: found };
  },
});

/** Pairs: `0 -> [0,5)`. */
export const arrows = rule((groups) => ({ arrows: groups.flatMap(arrowsOf) }));

/** Every match of a pattern with the flag g as a pair: its first group, and the others that are there. */
export const pairs = (pattern, select = whole) => ({
  isOrdered: true,
  read: (text) => {
    const found = [...selected(select, text).join("").matchAll(pattern)].map(([, from, ...to]) => ({
      from,
      to: to.filter((group) => group !== undefined),
    }));
    if (found.length === 0) throw new Error(`${pattern} finds nothing in: ${text}`);
    return { arrows: found };
  },
});

/** A harness script; outputs between two watermarks have no order unless the rule says so. */
export const script = rule((groups, options) => ({
  steps: groups.flatMap((group) => scriptOf(group, options)),
}));

/** A script that goes on where `first`, a script in the text of the case `id`, ends; `record` is what its `E @5` sends. */
export const continued = (id, { first, record }, select = whole) => ({
  isOrdered: false,
  read: (text, textOf) => {
    const [pattern] = record === undefined ? [""] : selected(record, textOf(id));
    const before = scriptOf(selected(first, textOf(id)).join(""), { record: pattern });
    return { steps: scriptOf(selected(select, text).join(""), { record: pattern, before }) };
  },
});

/** What is read where a case has no rule: its script, or what follows "Output". */
export function defaultRule({ section, text }) {
  // Process functions (15) emit in order; windows of several keys fire in none.
  if (text.includes("=>")) return { script: script(whole, { isOrdered: section === 15 }) };
  if (section === 2 && text.includes(" -> ")) return { output: records(/ -> (?!.* -> )(.*)$/m) };
  const output = /\bOutput\b(?: exactly| \*ordered\*)?(?: \([^)]*\))?:?[ \n-]+(.+)$/m;
  if (output.test(text)) {
    const isOrdered = /\*ordered\*|\bordered\b/.test(text);
    return { output: records(output, { isOrdered }) };
  }
  return {};
}
