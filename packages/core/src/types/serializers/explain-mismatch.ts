/** Finds what is wrong with a value that a codec refused: the first place, as the error that a conversion would give. */

import { streamError } from "../../base/stream-error.ts";
import type { ClassType } from "../kinds/class-type.ts";
import { isPlainArray } from "../kinds/fields.ts";
import type { MapType } from "../kinds/map.ts";
import { isRow } from "../row.ts";
import { previewOf } from "../text.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { fieldPath, missingField, wrongValue } from "../wrong-value.ts";
import { ByteOutput } from "./byte-output.ts";
import type { GeneralCodec } from "./general-codec.ts";
import { elementOf, hasNullElements, optionalPart, withoutNull } from "./layout.ts";
import { structureOf } from "./structure.ts";

type Found = Error | undefined;

/** The error for the first wrong place, `undefined` where nothing is wrong. */
export function explainMismatch(
  type: AnyTypeInformation,
  value: unknown,
  path: string,
  general: GeneralCodec,
): Found {
  const explain = (
    partType: AnyTypeInformation | undefined,
    part: unknown,
    place: string,
  ): Found =>
    partType === undefined ? undefined : explainMismatch(partType, part, place, general);
  switch (structureOf(type)) {
    case "nullable":
    case "optional":
      return value === null ? undefined : explain(withoutNull(type), value, path);
    case "tuple":
    case "row": {
      const isKind = type.kind === "ROW" ? isRow(value) : isPlainArray(value);
      if (!isKind || (value as unknown[]).length !== type.fieldTypes.length)
        return wrongValue(value, path, type.text);
      const fields = value as readonly unknown[]; // rows and arrays have fields by position
      return first(type.fieldTypes, (field, index) => {
        if (type.kind === "ROW" && fields[index] === null) return undefined;
        return explain(field, fields[index], `${path}[${index}]`);
      });
    }
    case "object":
    case "class":
      return explainFields(type, value, path, explain);
    case "list":
      if (!isPlainArray(value)) return wrongValue(value, path, type.text);
      return first(value, (item, index) => {
        if (item === null && hasNullElements(type)) return undefined;
        return explain(elementOf(type), item, `${path}[${index}]`);
      });
    case "map": {
      if (!(value instanceof Map)) return wrongValue(value, path, type.text);
      const { keyType, valueType } = type as MapType; // the kind says so
      return first([...value], ([key, item]) => {
        const place = `${path}.get(${previewOf(key)})`;
        return (
          explain(keyType, key, place) ??
          (item === null ? undefined : explain(valueType, item, place))
        );
      });
    }
    case "general":
      return explainGeneral(value, path, general);
    case "scalar":
    case "primitiveArray":
      return explainScalar(type, value, path);
  }
}

function explainScalar(type: AnyTypeInformation, value: unknown, path: string): Found {
  if (type.isValue(value)) return undefined;
  try {
    type.convert(value, path); // which says more: null, out of range
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return wrongValue(value, path, type.text);
}

function explainGeneral(value: unknown, path: string, general: GeneralCodec): Found {
  try {
    general.write(value, new ByteOutput(), path);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return undefined;
}

function explainFields(
  type: AnyTypeInformation,
  value: unknown,
  path: string,
  explain: (partType: AnyTypeInformation | undefined, part: unknown, place: string) => Found,
): Found {
  if (typeof value !== "object" || value === null) return wrongValue(value, path, type.text);
  if (type.kind === "CLASS") {
    const { prototype } = (type as ClassType).class; // the kind says so
    if (Object.getPrototypeOf(value) !== prototype) return wrongValue(value, path, type.text);
    const field = Object.keys(value).find((name) => !type.fieldNames.includes(name));
    if (field !== undefined)
      return streamError("TYPE_UNDECLARED_FIELD", { field, path, type: type.text });
  }
  return first(type.fieldTypes, (fieldType, index) => {
    const name = type.fieldNames[index] ?? "";
    const field: unknown = Reflect.get(value, name);
    const optional = optionalPart(fieldType);
    if (optional !== undefined && (field === undefined || !Object.hasOwn(value, name)))
      return undefined;
    if (field === undefined && structureOf(fieldType) !== "general")
      return missingField(name, path, type.text);
    return explain(optional ?? fieldType, field, fieldPath(path, name));
  });
}

function first<T>(items: readonly T[], find: (item: T, index: number) => Found): Found {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
