/** Compares a stored type with one of today, part by part. */
import type { ArrayType } from "../kinds/array-types.ts";
import type { MapType } from "../kinds/map.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { adaptFields } from "./adapt-fields.ts";
import { adaptScalar, becameAnother, becameText } from "./adapt-scalar.ts";
import {
  type Adaptation,
  changed,
  isRefusal,
  joined,
  keepingNull,
  type Refusal,
  UNCHANGED,
} from "./adaptation.ts";
import type { TypeFingerprint } from "./fingerprint.ts";
import { fingerprintOf } from "./fingerprint-of.ts";
import { hasNullElements, withoutNull } from "./layout.ts";
import { type Structure, structureOf } from "./structure.ts";

/** How values of the stored type become values of the current one, or why they cannot. */
export function adapt(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  const structure = structureOf(current);
  if (structure === "general" || structureOf(stored) === "general")
    return adaptGeneral(stored, current, path);
  if (structure === "nullable") return adaptNullable(stored, current, path);
  if (structureOf(stored) === "nullable")
    return { reason: `${becameText(stored, current, path)}, but may be null in what was stored` };
  if (namedStructure(structureOf(stored)) !== namedStructure(structure))
    return becameAnother(stored, current, path);
  switch (structure) {
    case "scalar":
      return adaptScalar(stored, current, path);
    case "list":
      return adaptLists(stored, current, path);
    case "primitiveArray":
      return adaptPrimitiveArrays(stored, current, path);
    case "map":
      return adaptMaps(stored as MapType, current as MapType, path); // the structure says so
    case "tuple":
    case "row":
    case "object":
    case "class":
      return adaptFields(stored, current, path, adapt);
    case "optional":
      return becameAnother(stored, current, path); // fields compare their own
  }
}

/** Objects and instances of classes may become each other. */
function namedStructure(structure: Structure): Structure {
  return structure === "class" ? "object" : structure;
}

/** Undeclared values become declared ones by conversion, and the other way round as they are, if they are plain data. */
function adaptGeneral(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  const isStoredGeneral = structureOf(stored) === "general";
  if (isStoredGeneral && structureOf(current) === "general") return UNCHANGED;
  const lost = classWithin(fingerprintOf(stored));
  if (lost !== undefined) {
    const reason = "whose instances cannot be restored without it";
    return { reason: `${path}: ${current.text} does not declare the class ${lost}, ${reason}` };
  }
  return changed(
    becameText(stored, current, path),
    isStoredGeneral ? (value) => current.convert(value, path) : undefined,
  );
}

function adaptNullable(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  const part = adapt(withoutNull(stored), withoutNull(current), path);
  if (isRefusal(part)) return part;
  if (structureOf(stored) === "nullable") return keepingNull(part);
  const changes = [...part.changes, `${path}: may be null now`];
  return { ...keepingNull(part), isSameBytes: false, changes };
}

/** The arrays whose elements may always be null have the bytes of a LIST of NULLABLE. */
function adaptLists(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  const place = `${path}[]`;
  const [from, to] = [(stored as ArrayType).elementType, (current as ArrayType).elementType]; // the structure says so
  const isStoredNullable = hasNullElements(stored) || structureOf(from) === "nullable";
  const isNullable = hasNullElements(current) || structureOf(to) === "nullable";
  if (isStoredNullable && !isNullable)
    return { reason: `${place}: null is not allowed any more, but may be stored` };
  const part = isNullable
    ? adapt(withoutNull(from), withoutNull(to), place)
    : adapt(from, to, place);
  if (isRefusal(part)) return part;
  const element = isNullable ? keepingNull(part) : part;
  const { convert } = element;
  const list =
    convert === undefined
      ? undefined
      : (value: unknown) => (value as readonly unknown[]).map((item) => convert(item)); // as the stored type read it
  if (isNullable === isStoredNullable) return joined([element], list);
  const changes = [...element.changes, `${place}: may be null now`];
  return { isSameBytes: false, convert: list, changes };
}

/** Typed arrays keep their form where it is one of the new type. */
function adaptPrimitiveArrays(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  const [from, to] = [(stored as ArrayType).elementType, (current as ArrayType).elementType]; // the structure says so
  const element = adapt(from, to, `${path}[]`);
  if (isRefusal(element) || from.text === to.text) return element;
  return { ...element, isSameBytes: false, convert: (value) => current.convert(value, path) };
}

function adaptMaps(stored: MapType, current: MapType, path: string): Adaptation | Refusal {
  const key = adapt(stored.keyType, current.keyType, `${path}.keys`);
  if (isRefusal(key)) return key;
  const part = adapt(
    withoutNull(stored.valueType),
    withoutNull(current.valueType),
    `${path}.values`,
  );
  if (isRefusal(part)) return part;
  const item = keepingNull(part); // any value of a map may be null
  if (key.convert === undefined && item.convert === undefined)
    return joined([key, item], undefined);
  const [convertKey, convertItem] = [key.convert ?? same, item.convert ?? same];
  return joined([key, item], (value) => {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)]; // as the stored type read it
    return new Map(entries.map(([entryKey, entry]) => [convertKey(entryKey), convertItem(entry)]));
  });
}

/** The name of the first class in a type. */
function classWithin(type: TypeFingerprint): string | undefined {
  if (type.kind === "CLASS") return type.name ?? "";
  return partsOf(type)
    .map(classWithin)
    .find((name) => name !== undefined);
}

function partsOf(type: TypeFingerprint): readonly TypeFingerprint[] {
  if ("fields" in type) return type.fields.map((field) => field.type);
  if ("type" in type) return [type.type];
  if ("element" in type) return [type.element];
  return "key" in type ? [type.key, type.value] : [];
}

function same(value: unknown): unknown {
  return value;
}
