/**
 * Serializes plain data that holds records of any kind: JSON in which what JSON does not know is a tagged pair.
 *
 * A value that is not plain (an instance of a user's class) is `CONNECTOR_NOT_SERIALIZABLE`: never a silent loss.
 */
import { streamError } from "../base/stream-error.ts";
import type { SimpleVersionedSerializer } from "../connector/source.ts";
import { previewOf } from "../types/text.ts";

const VERSION = 1;

/** Either a JSON primitive, or a tag with its content. Every object and array is tagged, so no text can be mistaken. */
type Tagged = string | number | boolean | null | readonly [tag: Tag, content: unknown];
type Tag =
  | "array"
  | "object"
  | "map"
  | "set"
  | "date"
  | "bytes"
  | "bigint"
  | "number"
  | "undefined";

/** `what` names the data in errors. */
export function recordSerializer<T>(what: string): SimpleVersionedSerializer<T> {
  return {
    version: VERSION,
    serialize: (value) => new TextEncoder().encode(JSON.stringify(tagged(value, what))),
    deserialize(version, bytes) {
      if (version !== VERSION)
        throw streamError("CONNECTOR_UNKNOWN_VERSION", { what, version, known: VERSION });
      return untagged(JSON.parse(new TextDecoder().decode(bytes))) as T; // written by serialize of the same version
    },
  };
}

function tagged(value: unknown, what: string): Tagged {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : ["number", Object.is(value, -0) ? "-0" : String(value)];
  }
  if (typeof value === "bigint") return ["bigint", String(value)];
  if (value === undefined) return ["undefined", null];
  if (Array.isArray(value)) return ["array", value.map((item) => tagged(item, what))];
  if (value instanceof Date) return ["date", value.getTime()];
  if (value instanceof Map)
    return ["map", [...value].map(([key, item]) => [tagged(key, what), tagged(item, what)])];
  if (value instanceof Set) return ["set", [...value].map((item) => tagged(item, what))];
  if (value instanceof Uint8Array) return ["bytes", Array.from(value)];
  if (typeof value === "object") {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return ["object", Object.entries(value).map(([name, field]) => [name, tagged(field, what)])];
    }
  }
  throw streamError("CONNECTOR_NOT_SERIALIZABLE", { what, value: previewOf(value) });
}

function untagged(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const [tag, content] = value as [Tag, unknown]; // arrays are only ever tagged pairs
  const items = Array.isArray(content) ? (content as unknown[]) : [];
  switch (tag) {
    case "array":
      return items.map(untagged);
    case "set":
      return new Set(items.map(untagged));
    case "map":
      return new Map(items.map((entry) => untaggedPair(entry)));
    case "object":
      return Object.fromEntries(items.map((entry) => untaggedField(entry)));
    case "bytes":
      return Uint8Array.from(items as number[]); // written by Array.from of bytes
    case "date":
      return new Date(Number(content));
    case "bigint":
      return BigInt(String(content));
    case "number":
      return Number(content);
    case "undefined":
      return undefined;
  }
}

function untaggedPair(entry: unknown): [unknown, unknown] {
  const [key, item] = entry as [unknown, unknown]; // written as a pair
  return [untagged(key), untagged(item)];
}

function untaggedField(entry: unknown): [string, unknown] {
  const [name, field] = entry as [string, unknown]; // written as a pair of name and value
  return [name, untagged(field)];
}
