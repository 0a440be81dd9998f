/** The plain lane: a type's codec put together from functions, for runtimes that forbid code from text. Same bytes as the generated lane. */
import type { ClassType } from "../kinds/class-type.ts";
import { isPlainArray } from "../kinds/fields.ts";
import type { MapType } from "../kinds/map.ts";
import { defineField } from "../kinds/object.ts";
import type { RowType } from "../kinds/row-type.ts";
import { isRow, shapedRow } from "../row.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";
import type { Codec } from "./codec.ts";
import type { GeneralCodec } from "./general-codec.ts";
import {
  elementOf,
  hasNullElements,
  maskBitOf,
  maskBytes,
  minBytesOf,
  mismatch,
  optionalPart,
  rowKindNumber,
  rowKindOf,
  withoutNull,
} from "./layout.ts";
import { primitiveArrayCodec } from "./primitive-array-codec.ts";
import { scalarCodecOf } from "./scalar-codecs.ts";
import { structureOf } from "./structure.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The codec of a type. */
export function plainCodecOf(type: AnyTypeInformation, general: GeneralCodec): Codec {
  switch (structureOf(type)) {
    case "scalar":
      return checked(type, scalarCodecOf(type) ?? mismatch()); // every scalar has one
    case "nullable":
    case "optional":
      return orNull(plainCodecOf(withoutNull(type), general));
    case "tuple":
      return tupleCodec(fieldCodecs(type, general));
    case "row":
      return rowCodec(type as RowType, general); // the structure says so, as in all cases below
    case "object":
      return objectCodec(type, general);
    case "class":
      return classCodec(type as ClassType, general);
    case "list":
      return listCodec(type, general);
    case "primitiveArray":
      return primitiveArrayCodec(type);
    case "map":
      return mapCodec(type as MapType, general);
    case "general":
      return generalCodec(general);
  }
}

function checked(type: AnyTypeInformation, codec: Codec): Codec {
  return {
    write(value, output) {
      if (!type.isValue(value)) mismatch();
      codec.write(value, output);
    },
    read: (input) => codec.read(input),
  };
}

function generalCodec(general: GeneralCodec): Codec {
  return {
    write: (value, output) => general.write(value, output, "value"),
    read: (input) => general.read(input),
  };
}

function orNull(codec: Codec): Codec {
  return {
    write(value, output) {
      output.byte(value === null ? 0 : 1);
      if (value !== null) codec.write(value, output);
    },
    read: (input) => (input.flag() ? codec.read(input) : null),
  };
}

function fieldCodecs(type: AnyTypeInformation, general: GeneralCodec): Codec[] {
  return type.fieldTypes.map((field) => plainCodecOf(field, general));
}

function tupleCodec(fields: readonly Codec[]): Codec {
  return {
    write(value, output) {
      if (!isPlainArray(value) || value.length !== fields.length) mismatch();
      if (fields.length === 0) output.byte(0);
      for (const [index, field] of fields.entries()) field.write(value[index], output);
    },
    read(input) {
      if (fields.length === 0) input.byte();
      return fields.map((field) => field.read(input));
    },
  };
}

function rowCodec(type: RowType, general: GeneralCodec): Codec {
  const fields = type.fieldTypes.map((field) => plainCodecOf(withoutNull(field), general));
  const bytes = maskBytes(fields.length);
  return {
    write(value, output) {
      if (!isRow(value) || value.length !== fields.length) return mismatch();
      const start = output.reserve(bytes);
      output.bytes.fill(0, start, start + bytes);
      output.bytes[start] = rowKindNumber(value);
      for (const [index, field] of fields.entries()) {
        if (value[index] !== null) field.write(value[index], output);
        else {
          const { byte, bit } = maskBitOf(index);
          output.bytes[start + byte] = (output.bytes[start + byte] ?? 0) | bit;
        }
      }
    },
    read(input) {
      const start = input.take(bytes);
      const values = fields.map((field, index) => {
        const { byte, bit } = maskBitOf(index);
        return (input.view.getUint8(start + byte) & bit) === 0 ? field.read(input) : null;
      });
      return shapedRow(values, type.shape, rowKindOf(input.view.getUint8(start)));
    },
  };
}

/** Writes the fields of objects and instances; a field that may be missing has a byte that says whether it is there. */
function namedFields(type: AnyTypeInformation, general: GeneralCodec): NamedFields {
  const fields = type.fieldTypes.map((field, index) => ({
    name: type.fieldNames[index] ?? "",
    isOptional: field.kind === "OPTIONAL",
    codec: plainCodecOf(optionalPart(field) ?? field, general),
  }));
  return {
    write(value, output) {
      if (fields.length === 0) output.byte(0);
      for (const { name, isOptional, codec } of fields) {
        if (!isOptional) codec.write((value as Fields)[name], output);
        else {
          const field = Object.hasOwn(value, name) ? (value as Fields)[name] : undefined;
          output.byte(field === undefined ? 0 : 1);
          if (field !== undefined) codec.write(field, output);
        }
      }
    },
    read(input, target) {
      if (fields.length === 0) input.byte();
      for (const { name, isOptional, codec } of fields) {
        if (!isOptional || input.flag()) defineField(target, name, codec.read(input));
      }
      return target;
    },
  };
}

interface NamedFields {
  write(value: object, output: ByteOutput): void;
  read(input: ByteInput, target: object): object;
}

function objectCodec(type: AnyTypeInformation, general: GeneralCodec): Codec {
  const fields = namedFields(type, general);
  return {
    write(value, output) {
      if (typeof value !== "object" || value === null) return mismatch();
      fields.write(value, output);
    },
    read: (input) => fields.read(input, {}),
  };
}

function classCodec(type: ClassType, general: GeneralCodec): Codec {
  const fields = namedFields(type, general);
  const { prototype } = type.class;
  return {
    write(value, output) {
      if (typeof value !== "object" || value === null) return mismatch();
      if (Object.getPrototypeOf(value) !== prototype) mismatch();
      if (!Object.keys(value).every((name) => type.fieldNames.includes(name))) mismatch();
      fields.write(value, output);
    },
    read: (input) => fields.read(input, Object.create(prototype)),
  };
}

function listCodec(type: AnyTypeInformation, general: GeneralCodec): Codec {
  const part = plainCodecOf(elementOf(type), general);
  const element = hasNullElements(type) ? orNull(part) : part;
  const minBytes = hasNullElements(type) ? 1 : minBytesOf(elementOf(type));
  return {
    write(value, output) {
      if (!isPlainArray(value)) return mismatch();
      output.count(value.length);
      for (let index = 0; index < value.length; index++) element.write(value[index], output);
    },
    read(input) {
      const count = input.count(minBytes);
      const list: unknown[] = [];
      for (let index = 0; index < count; index++) list.push(element.read(input));
      return list;
    },
  };
}

function mapCodec(type: MapType, general: GeneralCodec): Codec {
  const key = plainCodecOf(type.keyType, general);
  const item = orNull(plainCodecOf(withoutNull(type.valueType), general));
  const minBytes = minBytesOf(type.keyType) + 1;
  return {
    write(value, output) {
      if (!(value instanceof Map)) return mismatch();
      output.count(value.size);
      for (const [entryKey, entry] of value) {
        key.write(entryKey, output);
        item.write(entry, output);
      }
    },
    read(input) {
      const count = input.count(minBytes);
      const map = new Map<unknown, unknown>();
      for (let index = 0; index < count; index++) {
        const entryKey = key.read(input);
        map.set(entryKey, item.read(input));
      }
      return map;
    },
  };
}
