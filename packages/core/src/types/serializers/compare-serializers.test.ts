import { describe, expect, test } from "vitest";
import { BigDecimal } from "../big-decimal.ts";
import { Row } from "../row.ts";
import { textOf } from "../text.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { Types } from "../types.ts";
import { widenings } from "./adapt-scalar.ts";
import { ByteInput } from "./byte-input.ts";
import { ByteOutput } from "./byte-output.ts";
import { compareSerializers } from "./compare-serializers.ts";
import { parseFingerprint } from "./parse-fingerprint.ts";
import { serializerOf } from "./serializer-of.ts";

class Point {
  x = 1;
}
class Place {
  x = 1;
}

/** `same`, the changes, or the reason. */
function answer(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
): string | readonly string[] {
  const json = JSON.parse(JSON.stringify(serializerOf(stored).fingerprint));
  const compatibility = compareSerializers(parseFingerprint(json), serializerOf(current));
  if (compatibility.kind === "same") return "same";
  return compatibility.kind === "incompatible" ? compatibility.reason : compatibility.changes;
}

/** A value of the stored type as today's program gets it. */
function migrated(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  value: unknown,
): unknown {
  const output = new ByteOutput();
  serializerOf(stored).write(value, output);
  const today = serializerOf(current);
  const compatibility = compareSerializers(serializerOf(stored).fingerprint, today);
  const input = new ByteInput(output.take(), "state");
  if (compatibility.kind === "incompatible") throw new Error(compatibility.reason);
  const result = compatibility.kind === "same" ? today.read(input) : compatibility.read(input);
  expect(input.remaining).toBe(0);
  today.write(result, new ByteOutput());
  return result;
}

const { INT, LONG, STRING, DOUBLE, NULLABLE, OPTIONAL, OBJECT, LIST, MAP, TUPLE, ROW_NAMED } =
  Types;

describe("the same bytes", () => {
  test.each<[string, AnyTypeInformation, AnyTypeInformation]>([
    ["the same type", OBJECT({ a: INT }), OBJECT({ a: INT })],
    ["a class of another name", Types.CLASS(Point, { x: INT }), Types.CLASS(Place, { x: INT })],
    ["an object that became a class", OBJECT({ x: INT }), Types.CLASS(Point, { x: INT })],
    ["LONG as bigint", LONG(), LONG({ bigint: true })],
    ["another array of elements that may be null", Types.BASIC_ARRAY(INT), Types.OBJECT_ARRAY(INT)],
    ["a list of NULLABLE", Types.BASIC_ARRAY(INT), LIST(NULLABLE(INT))],
    [
      "a row's field that may be null anyway",
      ROW_NAMED(["a"], [INT]),
      ROW_NAMED(["a"], [NULLABLE(INT)]),
    ],
  ])("%s", (_name, stored, current) => {
    expect(answer(stored, current)).toBe("same");
  });
});

describe("after a migration", () => {
  test("every widening keeps the value", () => {
    const values: Record<string, unknown> = {
      "LONG(bigint)": -5n,
      BIG_INT: 7n,
      CHAR: "x",
      FLOAT: 1.5,
    };
    const types: Record<string, AnyTypeInformation> = {
      ...Object.fromEntries(
        [
          Types.BYTE,
          Types.SHORT,
          INT,
          LONG,
          Types.BIG_INT,
          Types.BIG_DEC,
          Types.FLOAT,
          DOUBLE,
          Types.CHAR,
          STRING,
        ].map((factory) => [factory().text, factory()]),
      ),
      "LONG(bigint)": LONG({ bigint: true }),
    };
    for (const [stored, targets] of widenings()) {
      for (const target of targets) {
        const [from, to] = [types[stored]!, types[target]!];
        const value = values[stored] ?? -5;
        expect(textOf(migrated(from, to, value))).toBe(textOf(value));
      }
    }
  });

  test("a field is added, removed, widened and moved, at any depth", () => {
    const stored = OBJECT({ id: INT, old: STRING, items: LIST(OBJECT({ n: INT })) });
    const current = OBJECT({
      items: LIST(OBJECT({ n: LONG({ bigint: true }), note: NULLABLE(STRING) })),
      id: LONG,
      more: OPTIONAL(STRING),
    });
    expect(answer(stored, current)).toEqual([
      "value.items[].n: INT became LONG(bigint)",
      "value.items[].note: added, null in what was stored",
      "value.id: INT became LONG",
      "value.more: added, missing in what was stored",
      "value.old: removed",
    ]);
    expect(migrated(stored, current, { id: 1, old: "x", items: [{ n: 2 }] })).toStrictEqual({
      items: [{ n: 2n, note: null }],
      id: 1,
    });
  });

  test("rows keep their kind and get today's names and texts", () => {
    const stored = ROW_NAMED(["a", "b"], [INT, STRING]);
    const current = ROW_NAMED(["b", "c", "a"], [STRING, NULLABLE(INT), DOUBLE]);
    const row = migrated(stored, current, stored.convert(Row.ofKind("DELETE", 1, "x"), "value"));
    expect(String(row)).toBe("-D[x, null, 1.0]");
    expect((row as Row).getFieldNames()).toEqual(["b", "c", "a"]);
  });

  test("null and missing fields stay what they are, as far as today's type has them", () => {
    const stored = OBJECT({ a: OPTIONAL(INT), b: NULLABLE(INT), c: INT });
    const current = OBJECT({ a: NULLABLE(LONG), b: NULLABLE(LONG), c: OPTIONAL(INT) });
    expect(migrated(stored, current, { b: null, c: 3 })).toStrictEqual({ a: null, b: null, c: 3 });
    expect(migrated(stored, current, { a: 1, b: 2, c: 3 })).toStrictEqual({ a: 1, b: 2, c: 3 });
  });

  test("instances, maps, tuples and primitive arrays are built anew", () => {
    const point = migrated(
      Types.CLASS(Place, { x: INT }),
      Types.CLASS(Point, { x: Types.BIG_DEC }),
      new Place(),
    );
    expect(point).toStrictEqual(Object.assign(new Point(), { x: BigDecimal.of(1) }));
    expect(migrated(MAP(INT, INT), MAP(LONG, LONG), new Map([[1, null]]))).toEqual(
      new Map([[1, null]]),
    );
    const bigints = MAP(LONG({ bigint: true }), LONG({ bigint: true }));
    expect(migrated(MAP(INT, INT), bigints, new Map([[1, 2]]))).toEqual(new Map([[1n, 2n]]));
    expect(migrated(TUPLE([INT]), TUPLE([LONG, NULLABLE(INT)]), [1])).toEqual([1, null]);
    const ints = Types.PRIMITIVE_ARRAY(INT);
    expect(migrated(ints, Types.PRIMITIVE_ARRAY(LONG), Int32Array.of(1))).toEqual(Int32Array.of(1));
    expect(migrated(ints, Types.PRIMITIVE_ARRAY(LONG({ bigint: true })), [1])).toEqual([1n]);
  });

  test("undeclared values become declared ones if they fit, and declared ones undeclared", () => {
    const type = OBJECT({ id: LONG });
    expect(migrated(Types.GENERIC(), type, { id: 1, more: 2 })).toEqual({ id: 1 });
    expect(() => migrated(Types.GENERIC(), type, { id: "x" })).toThrow("value.id");
    expect(migrated(type, Types.GENERIC(), { id: 1 })).toEqual({ id: 1 });
  });
});

describe("incompatible", () => {
  test.each<[string, AnyTypeInformation, AnyTypeInformation, string]>([
    ["another kind", OBJECT({ a: INT }), OBJECT({ a: STRING }), "value.a: INT became STRING"],
    ["a narrower type", LIST(LONG), LIST(INT), "value[]: LONG became INT"],
    [
      "a required field",
      OBJECT({}),
      OBJECT({ a: INT }),
      "value.a: INT was added, which can be neither null nor missing",
    ],
    [
      "a field that was optional",
      OBJECT({ a: OPTIONAL(INT) }),
      OBJECT({ a: INT }),
      "value.a: OPTIONAL became INT, but may be missing in what was stored",
    ],
    [
      "a field that was nullable",
      OBJECT({ a: NULLABLE(INT) }),
      OBJECT({ a: INT }),
      "value.a: NULLABLE<INT> became INT, but may be null in what was stored",
    ],
    [
      "elements that were nullable",
      Types.BASIC_ARRAY(INT),
      LIST(INT),
      "value[]: null is not allowed any more, but may be stored",
    ],
    [
      "another structure",
      MAP(STRING, INT),
      OBJECT({ a: INT }),
      "value: MAP<STRING, INT> became OBJECT<a INT>",
    ],
    [
      "a class that is not declared any more",
      LIST(Types.CLASS(Point, { x: INT })),
      LIST(Types.GENERIC()),
      "value[]: GENERIC does not declare the class Point, whose instances cannot be restored without it",
    ],
    ["keys", MAP(STRING, INT), MAP(INT, INT), "value.keys: STRING became INT"],
  ])("%s, named by its place", (_name, stored, current, reason) => {
    expect(answer(stored, current)).toBe(reason);
  });

  test("a version that is not known", () => {
    const stored = { ...serializerOf(INT()).fingerprint, version: 2 };
    expect(compareSerializers(stored, serializerOf(INT()))).toEqual({
      kind: "incompatible",
      reason: "written in version 2 of the canonical bytes; this is version 1",
    });
    expect(() => parseFingerprint(stored)).toThrow(
      "fingerprint.version is 2; version 1 is expected there",
    );
  });
});

test.each<[string, unknown, string]>([
  ["no object", 1, "fingerprint is 1; an object"],
  ["an unknown kind", { kind: "UUID" }, 'fingerprint.type.kind is "UUID"; the kind of a type'],
  [
    "a name twice",
    {
      kind: "ROW",
      fields: [
        { name: "a", type: { kind: "INT" } },
        { name: "a", type: { kind: "INT" } },
      ],
    },
    'fingerprint.type.fields[1].name is "a"; a name of its own',
  ],
  [
    "an array of what is not primitive",
    { kind: "PRIMITIVE_ARRAY", element: { kind: "STRING" } },
    "a primitive type is expected",
  ],
])("a stored fingerprint with %s is refused", (name, type, text) => {
  expect(() => parseFingerprint(name === "no object" ? type : { version: 1, type })).toThrow(text);
});
