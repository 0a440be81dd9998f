/** Reads stored fingerprints: JSON that may come from anywhere becomes a fingerprint, or an error that says what is wrong. */
import { streamError } from "../../base/stream-error.ts";
import { previewOf } from "../text.ts";
import {
  type FieldFingerprint,
  SERIALIZER_VERSION,
  type SerializerFingerprint,
  type TypeFingerprint,
} from "./fingerprint.ts";

// biome-ignore format: a list
const SCALAR_KINDS = ["STRING", "BYTE", "SHORT", "INT", "LONG", "BIG_INT", "BIG_DEC", "FLOAT", "DOUBLE", "BOOLEAN", "CHAR", "SQL_DATE", "SQL_TIME", "SQL_TIMESTAMP", "INSTANT", "SCHEMA", "GENERIC"];
// biome-ignore format: a list
const PRIMITIVE_KINDS = ["BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE", "BOOLEAN", "CHAR"];
const DEPTH_LIMIT = 200; // no program declares so deep a type

/** The fingerprint in parsed JSON; throws `TYPE_WRONG_FINGERPRINT`, naming the place, also for a version of the future. */
export function parseFingerprint(json: unknown): SerializerFingerprint {
  const { version, type } = fieldsOf(json, "fingerprint");
  if (version !== SERIALIZER_VERSION)
    throw wrong(version, "fingerprint.version", `version ${SERIALIZER_VERSION}`);
  return { version, type: parseType(type, "fingerprint.type", 0) };
}

function parseType(json: unknown, path: string, depth: number): TypeFingerprint {
  if (depth > DEPTH_LIMIT) throw wrong(json, path, "a type of fewer levels");
  const { kind, fields, type, element, key, value, name, bigint, vendor } = fieldsOf(json, path);
  const part = (child: unknown, field: string): TypeFingerprint =>
    parseType(child, `${path}.${field}`, depth + 1);
  switch (kind) {
    case "TUPLE":
    case "ROW":
    case "OBJECT":
    case "CLASS": {
      const parsed = parseFields(fields, `${path}.fields`, depth);
      return typeof name === "string" ? { kind, name, fields: parsed } : { kind, fields: parsed };
    }
    case "NULLABLE":
    case "OPTIONAL":
      return { kind, type: part(type, "type") };
    case "LIST":
    case "BASIC_ARRAY":
    case "OBJECT_ARRAY":
      return { kind, element: part(element, "element") };
    case "PRIMITIVE_ARRAY": {
      const parsed = part(element, "element");
      if (PRIMITIVE_KINDS.includes(parsed.kind)) return { kind, element: parsed };
      throw wrong(parsed.kind, `${path}.element`, "a primitive type");
    }
    case "MAP":
      return { kind, key: part(key, "key"), value: part(value, "value") };
    case "LONG":
      return { kind, bigint: bigint === true };
    case "SCHEMA":
      return { kind, vendor: String(vendor) };
    default:
      if (typeof kind !== "string" || !SCALAR_KINDS.includes(kind))
        throw wrong(kind, `${path}.kind`, "the kind of a type");
      return { kind } as TypeFingerprint; // one of the scalar kinds
  }
}

function parseFields(json: unknown, path: string, depth: number): FieldFingerprint[] {
  if (!Array.isArray(json)) throw wrong(json, path, "a list of fields");
  const names = new Set<string>();
  return json.map((item: unknown, index) => {
    const { name, type } = fieldsOf(item, `${path}[${index}]`);
    if (typeof name !== "string" || names.has(name))
      throw wrong(name, `${path}[${index}].name`, "a name of its own");
    names.add(name);
    return { name, type: parseType(type, `${path}[${index}].type`, depth + 1) };
  });
}

function fieldsOf(json: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return json as Readonly<Record<string, unknown>>; // own fields of an object are read only
  throw wrong(json, path, "an object");
}

function wrong(value: unknown, path: string, expected: string): Error {
  return streamError("TYPE_WRONG_FINGERPRINT", { value: previewOf(value), path, expected });
}
