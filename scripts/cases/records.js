// Records in prose: `(a,1)(b,2)`, `a b c`, `+I[a, 0]`, {1,2}, 2..10, and the shorthand "x3", "twice", "nine times".
const times = {
  once: 1,
  twice: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
};
const fillers = new Set(["and", "then", "times", "timers"]);
const opening = "([{";
const closing = ")]}";

/** The end of the item that begins at `start`: brackets are balanced, whatever their kind (`[0,5)` is a window). */
function endOfItem(text, start) {
  let depth = 0;
  let index = start;
  if (text[start] === '"') {
    index = text.indexOf('"', start + 1) + 1;
    return index + (/^@-?\w+/.exec(text.slice(index))?.[0].length ?? 0);
  }
  for (; index < text.length; index++) {
    const char = text[index];
    if (opening.includes(char)) depth++;
    else if (closing.includes(char)) {
      depth--;
      if (depth === 0) {
        // Glued to it: the timestamp of `(a,1)@5`, nothing else.
        const suffix = /^@[\w.()-]*[\w)]/.exec(text.slice(index + 1));
        return index + 1 + (suffix?.[0].length ?? 0);
      }
    } else if (depth === 0 && /[\s,;`]/.test(char)) break;
  }
  return index;
}

/** The text without remarks: groups in round brackets, after a space, that hold several words. */
export function withoutRemarks(text) {
  let rest = text;
  for (let index = rest.indexOf(" ("); index !== -1; index = rest.indexOf(" (", index + 1)) {
    const end = endOfItem(rest, index + 1);
    const inside = rest.slice(index + 2, end - 1).replaceAll(", ", ",");
    if (/(?:^|[^A-Za-z])[a-z+]{2,} \S|^\w=\d/i.test(inside))
      rest = `${rest.slice(0, index)} ${rest.slice(end)}`;
  }
  return rest;
}

/** The items of a text as written, with the multipliers among them. */
function itemsOf(text) {
  const items = [];
  let index = 0;
  while (index < text.length) {
    if (/[\s,;`]/.test(text[index])) {
      index++;
      continue;
    }
    const end = endOfItem(text, index);
    items.push(text.slice(index, end));
    index = Math.max(end, index + 1);
  }
  return items;
}

/** `R('a',dec 3)` as a row's text, quotes gone. */
function plain(item) {
  const row = /^R\((.*)\)$/.exec(item);
  const text = row === null ? item : `+I[${row[1].split(",").join(", ")}]`;
  return text
    .replace(/["']([^"']*)["']/g, "$1")
    .replace(/\bdec (?=\d)/g, "")
    .replace(/[.:]$/, "");
}

function rangeOf(item, step) {
  const range = /^([A-Za-z]+-)?(-?\d+)\.\.(-?\d+)$/.exec(item);
  if (range === null) return undefined;
  return numbersFrom(Number(range[2]), Number(range[3]), step).map(
    (one) => `${range[1] ?? ""}${one}`,
  );
}

function numbersFrom(from, to, step) {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => String(from + index * step));
}

/** `2,4,..,16`: what stands for the dots. */
function between(records, next) {
  const [before, last] = records.slice(-2).map(Number);
  return numbersFrom(last, Number(next), last - before).slice(1, -1);
}

/** `sideout-1,2`: a number after a name with a number is the name with that number. */
function named(records) {
  const name = /^([a-z]+-)\d+$/.exec(records[0] ?? "")?.[1];
  return name === undefined
    ? records
    : records.map((one) => (/^\d+$/.test(one) ? name + one : one));
}

function expand(item, step) {
  const set = /^\{(.*)\}$/.exec(item);
  if (set !== null && !/[:=]/.test(set[1]))
    return set[1].split(",").flatMap((one) => expand(one.trim(), step));
  return rangeOf(item, step) ?? [plain(item)];
}

function multiplierOf(item, next) {
  const digits = /^x(\d+)$/.exec(item);
  if (digits !== null) return Number(digits[1]);
  if (item === "twice" || item === "once") return times[item];
  return next?.replace(/\W$/, "") === "times" ? times[item] : undefined;
}

/** What a literal stands for: the first one, with the words at `positions` replaced by its own. */
function completed(literals, positions) {
  const template = (literals[0] ?? "").split(" ");
  return literals.map((literal, index) => {
    if (index === 0 || positions === undefined) return literal;
    const words = literal.split(" ");
    if (words.length !== positions.length) return literal;
    return template.map((word, at) => words[positions.indexOf(at)] ?? word).join(" ");
  });
}

/** Each text in backticks is one record. `shorthand` are the words that a shorter one replaces in the first. */
export function literalsOf(text, { shorthand } = {}) {
  const repeated = /\beach\b.*\btwice\b/.test(text) ? 2 : 1;
  const found = [...text.matchAll(/`([^`]+)`(?:\s*x(\d+)\b)?/g)];
  const literals = completed(
    found.map(([, literal]) => literal),
    shorthand,
  );
  return literals.flatMap((literal, index) => {
    const count = Number(found[index][2] ?? repeated);
    return Array(count).fill(plain(literal));
  });
}

/** A list ends where a sentence goes on in prose. */
const prose = /(?:[;:]| -|, although)\s+(?=[A-Za-z]{2,})[\s\S]*$|\.\s+(?=`?[A-Za-z])[\s\S]*$/;

/** `(1,[1.30,null])` as a row: its text has Flink's spaces and no zeros at the end of numbers. */
function asRow(record) {
  const fields = record.replace(/^\((.*)\)$/, "$1").replace(/,/g, ", ");
  return `+I[${fields.replace(/(\.\d*?)0+(?=[,\]]|$)/g, "$1")}]`;
}

/** The records that a text lists. `step` is that of ranges, 1 unless given. */
export function recordsOf(text, { step = 1, isRow = false } = {}) {
  const prefix = /\(prefix (\w+) on all\)/.exec(text)?.[1];
  const repeated = /\beach\b.*\btwice\b/.test(text) ? 2 : 1;
  const sentence = withoutRemarks(` ${text}`).replace(prose, "");
  const clean = repeated === 1 ? sentence : sentence.replace(/\beach( of)?\b|\btwice\b/g, " ");
  const items = itemsOf(clean);
  const records = [];
  let last = [];
  for (let index = 0; index < items.length; index++) {
    const multiplier = multiplierOf(items[index], items[index + 1]);
    if (multiplier !== undefined) {
      for (let more = 1; more < multiplier; more++) records.push(...last);
    } else if (items[index] === "..") {
      records.push(...between(records, items[index + 1]));
    } else if (!fillers.has(items[index].replace(/\W$/, ""))) {
      last = expand(items[index], step).filter((one) => one !== "");
      records.push(...last);
    }
  }
  const complete = prefix === undefined ? records : records.map((one) => one.replace("..", prefix));
  const rows = isRow ? complete.map(asRow) : named(complete);
  return rows.flatMap((one) => Array(repeated).fill(one));
}
