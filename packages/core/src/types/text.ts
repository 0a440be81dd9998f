/**
 * The text of values whose type is not declared, for `print()`, encoders and error messages.
 *
 * Primitives by `String()`, instances with their own `toString` by that, everything else in the manner of JSON; never
 * `[object Object]`. Inside rows and tuples Flink's form of collections is used (`elementText`).
 */
import { bigDecimalBrand, hasBrand, rowBrand } from "./brands.ts";

const PREVIEW_LENGTH = 200;

/** The text of any value. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "function")
    return value.name === "" ? "[function]" : `[function ${value.name}]`;
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return dateText(value);
  const own = ownText(value);
  return own ?? jsonOf(value, []);
}

/** The text of a value inside a JSON text: strings quoted. */
export function jsonText(value: unknown): string {
  return jsonOf(value, []);
}

/** The text of a field of a row or tuple: collections as Java writes them, `[a, b]` and `{k=v}`. */
export function elementText(value: unknown): string {
  return elementTextWithin(value, []);
}

/** A value in an error message: strings quoted, cut to a readable length. */
export function previewOf(value: unknown): string {
  let text: string;
  try {
    text =
      typeof value === "string"
        ? JSON.stringify(value)
        : typeof value === "bigint"
          ? `${value}n`
          : textOf(value);
  } catch {
    text = "(a value without a text)"; // its own toString threw; the error that is being reported matters more
  }
  return text.length > PREVIEW_LENGTH ? `${text.slice(0, PREVIEW_LENGTH)}…` : text;
}

function dateText(value: Date): string {
  return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
}

/** By the value's own `toString`; `undefined` where it only has the ones that say nothing. */
function ownText(value: object): string | undefined {
  const own: unknown = Reflect.get(value, "toString");
  if (typeof own !== "function") return undefined; // no prototype
  if (own === Object.prototype.toString || own === Array.prototype.toString) return undefined;
  return stringOf(value);
}

function stringOf(value: { toString(): string }): string {
  return String(value);
}

function jsonOf(value: unknown, parents: object[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function" || typeof value === "symbol" || value === undefined)
    return "null";
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
    return String(value);
  }
  if (value === null) return "null";
  if (value instanceof Date) return JSON.stringify(dateText(value));
  if (hasBrand(value, rowBrand) || hasBrand(value, bigDecimalBrand)) return stringOf(value);
  const own = ownText(value);
  if (own !== undefined) return JSON.stringify(own);
  if (parents.includes(value)) return '"[cycle]"';
  parents.push(value);
  const text = compositeJson(value, parents);
  parents.pop();
  return text;
}

function compositeJson(value: object, parents: object[]): string {
  if ("toJSON" in value && typeof value.toJSON === "function")
    return jsonOf(value.toJSON(), parents);
  const items = itemsOf(value);
  if (items !== undefined) return `[${items.map((item) => jsonOf(item, parents)).join(",")}]`;
  const fields: string[] = [];
  for (const [name, field] of Object.entries(value)) {
    if (field === undefined || typeof field === "function" || typeof field === "symbol") continue;
    fields.push(`${JSON.stringify(name)}:${jsonOf(field, parents)}`);
  }
  return `{${fields.join(",")}}`;
}

/** The items of what is written as a list: arrays, typed arrays, sets, and maps as their entries. */
function itemsOf(value: object): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (value instanceof Map || value instanceof Set) return [...value];
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return [...(value as Uint8Array)]; // any typed array iterates
  return undefined;
}

function elementTextWithin(value: unknown, parents: object[]): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object" || hasBrand(value, rowBrand)) return textOf(value);
  const isMap = value instanceof Map;
  const items = value instanceof Uint8Array ? [...new Int8Array(value)] : itemsOf(value); // bytes are signed, as in Flink
  if (items === undefined) return textOf(value);
  if (parents.includes(value)) return "[cycle]";
  parents.push(value);
  const texts = isMap
    ? [...value].map(
        ([key, item]) => `${elementTextWithin(key, parents)}=${elementTextWithin(item, parents)}`,
      )
    : items.map((item) => elementTextWithin(item, parents));
  parents.pop();
  return isMap ? `{${texts.join(", ")}}` : `[${texts.join(", ")}]`;
}
