/** Values of random types are read by a later version of the type: wider, with more and fewer fields, in another order. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../../packages/core/src/testing/property-runs.ts";
import { ByteInput } from "../../packages/core/src/types/serializers/byte-input.ts";
import { ByteOutput } from "../../packages/core/src/types/serializers/byte-output.ts";
import { compareSerializers } from "../../packages/core/src/types/serializers/compare-serializers.ts";
import type {
  FieldFingerprint,
  TypeFingerprint,
} from "../../packages/core/src/types/serializers/fingerprint.ts";
import { parseFingerprint } from "../../packages/core/src/types/serializers/parse-fingerprint.ts";
import { serializerOf } from "../../packages/core/src/types/serializers/serializer-of.ts";
import { typeOfFingerprint } from "../../packages/core/src/types/serializers/type-of-fingerprint.ts";
import type { AnyTypeInformation } from "../../packages/core/src/types/type-information.ts";
import { seen, typedValues } from "./typed-values.ts";

const added: FieldFingerprint = {
  name: "added later",
  type: { kind: "NULLABLE", type: { kind: "STRING" } },
};
const WIDER = {
  BYTE: "SHORT",
  SHORT: "INT",
  INT: "LONG",
  FLOAT: "DOUBLE",
  CHAR: "STRING",
} as const;

/** The same type as a later program might declare it. */
function later(type: TypeFingerprint): TypeFingerprint {
  if ("fields" in type) {
    const fields = type.fields.map((field) => ({ name: field.name, type: later(field.type) }));
    if (type.kind === "TUPLE") return { kind: "TUPLE", fields };
    const kind = type.kind === "CLASS" ? "OBJECT" : type.kind;
    return { kind, fields: [added, ...fields.toReversed()] };
  }
  if ("type" in type) return { kind: type.kind, type: later(type.type) };
  if ("element" in type) {
    if (type.kind === "PRIMITIVE_ARRAY") return type;
    if (type.kind === "LIST") return { kind: "LIST", element: later(type.element) };
    return { kind: "LIST", element: nullable(later(type.element)) };
  }
  if ("key" in type) return { kind: "MAP", key: later(type.key), value: later(type.value) };
  return {
    kind: type.kind in WIDER ? WIDER[type.kind as keyof typeof WIDER] : type.kind,
    bigint: type.bigint === true,
  };
}

function nullable(type: TypeFingerprint): TypeFingerprint {
  return type.kind === "NULLABLE" ? type : { kind: "NULLABLE", type };
}

/** What must not change: fields by name, without the added ones, prototypes and texts. */
function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kept);
  if (typeof value !== "object" || value === null) return value;
  if ("row" in value && "names" in value && Array.isArray(value.row)) {
    const names = value.names as readonly string[] | undefined; // as `seen` gives them
    const fields = value.row.map((field: unknown, index) => [names?.[index] ?? index, kept(field)]);
    return { kind: Reflect.get(value, "kind"), fields: byName(fields) };
  }
  if ("prototype" in value && "fields" in value && Array.isArray(value.fields))
    return {
      fields: byName(value.fields.map(([name, field]: [string, unknown]) => [name, kept(field)])),
    };
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, kept(field)]));
}

function byName(fields: readonly unknown[][]): unknown[] {
  const names = fields.filter(([name]) => name !== added.name);
  return names.toSorted(([left], [right]) => (String(left) < String(right) ? -1 : 1));
}

function migrate(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  list: readonly unknown[],
): unknown[] {
  const [before, today] = [serializerOf(stored, "forbidden"), serializerOf(current, "forbidden")];
  const output = new ByteOutput();
  for (const value of list) before.write(value, output);
  const input = new ByteInput(output.take(), "state");
  const compatibility = compareSerializers(before.fingerprint, today);
  expect(compatibility).not.toMatchObject({ kind: "incompatible" });
  const reader = compatibility.kind === "afterMigration" ? compatibility : today;
  const values = list.map(() => reader.read(input));
  expect(input.remaining).toBe(0);
  for (const value of values) today.write(value, output);
  return values;
}

const samples = typedValues(3).chain(({ type, values }) =>
  fc.record({ type: fc.constant(type), list: fc.array(values, { maxLength: 4 }) }),
);

test("a later version of a type reads what an earlier one wrote", () => {
  fc.assert(
    fc.property(samples, ({ type, list }) => {
      const { fingerprint } = serializerOf(type, "forbidden");
      const json = JSON.parse(JSON.stringify({ ...fingerprint, type: later(fingerprint.type) }));
      const current = typeOfFingerprint(parseFingerprint(json).type);
      expect(migrate(type, current, list).map((value) => kept(seen(value)))).toEqual(
        list.map((value) => kept(seen(value))),
      );
    }),
    propertyRuns(200),
  );
});

test("a type reads what it wrote itself, without a migration", () => {
  fc.assert(
    fc.property(samples, ({ type }) => {
      const serializer = serializerOf(type, "forbidden");
      const stored = parseFingerprint(JSON.parse(JSON.stringify(serializer.fingerprint)));
      expect(compareSerializers(stored, serializer)).toEqual({ kind: "same" });
    }),
    propertyRuns(100),
  );
});
