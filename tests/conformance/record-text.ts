/** The text of a record as the case text writes it, and back: `(a,1)`, `+I[a, 1]`, `[0,5)`, MIN and MAX. */
import { Row, TimeWindow } from "millrace";

const MAX = 2 ** 63;

/** What the case text would print: tuples `(f0,f1)`, rows by their own text, windows `[start,end)`. */
export function recordText(value: unknown): string {
  if (value === MAX) return "MAX";
  if (value === -MAX) return "MIN";
  if (value instanceof Row) return String(value);
  if (Array.isArray(value)) return `(${value.map(recordText).join(",")})`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return `[${[...(value as unknown as Iterable<unknown>)].map(recordText).join(",")}]`;
  }
  if (value instanceof TimeWindow) return `[${recordText(value.start)},${recordText(value.end)})`;
  return String(value);
}

/** Spaces after commas are no difference. */
export function withoutSpaces(text: string): string {
  return text.replace(/,\s+/g, ",");
}

/** A record as the text writes it, as a value: `(key2,1)` is `["key2", 1]`, `MIN` is -2^63. */
export function readRecord(text: string): unknown {
  const tuple = /^\((.*)\)$/.exec(text);
  if (tuple !== null) return splitFields(tuple[1] ?? "").map(readRecord);
  const constants: Record<string, unknown> = {
    MIN: -MAX,
    MAX,
    null: null,
    true: true,
    false: false,
  };
  if (Object.hasOwn(constants, text)) return constants[text];
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

function splitFields(text: string): string[] {
  const fields: string[] = [];
  let depth = 0;
  let field = "";
  for (const char of text) {
    if ("([{".includes(char)) depth++;
    if (")]}".includes(char)) depth--;
    if (char === "," && depth === 0) {
      fields.push(field.trim());
      field = "";
    } else field += char;
  }
  return [...fields, field.trim()];
}
