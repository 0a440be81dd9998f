import { describe, expect, test } from "vitest";
import { Row } from "../row.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { Types } from "../types.ts";
import { ByteInput } from "./byte-input.ts";
import { ByteOutput } from "./byte-output.ts";
import { serializerOf } from "./serializer-of.ts";

class Point {
  x = 1;
}

const { INT, STRING, OBJECT, OPTIONAL, LIST, MAP, TUPLE, ROW } = Types;
const point = Types.CLASS(Point, { x: INT });

describe.each(["allowed", "forbidden"] as const)("with code generation %s", (codeGeneration) => {
  test.each<[string, AnyTypeInformation, unknown, string]>([
    [
      "a fraction as INT",
      INT(),
      1.5,
      "TYPE_WRONG_VALUE  The value 1.5 at value is not of type INT.",
    ],
    ["a LONG out of range", Types.LONG(), 2 ** 60, "at value does not fit into LONG."],
    [
      "a text of a field",
      OBJECT({ a: LIST(OBJECT({ "b c": INT })) }),
      { a: [{ "b c": "x" }] },
      'The value "x" at value.a[0]["b c"] is not of type INT.',
    ],
    ["a null", TUPLE([INT, STRING]), [1, null], "TYPE_NULL_VALUE  The value at value[1] is null"],
    [
      "a missing field",
      OBJECT({ a: INT }),
      {},
      "TYPE_MISSING_FIELD  The field a of value is missing",
    ],
    [
      "a missing field of that name on every object",
      OBJECT({ toString: STRING }),
      {},
      "at value.toString is not of type STRING",
    ],
    ["a tuple of another length", TUPLE([INT]), [1, 2], "at value is not of type TUPLE<INT>"],
    ["an array for a row", ROW([INT]), [1], "at value is not of type ROW<f0 INT>"],
    ["a row with a wrong field", ROW([INT]), Row.of("x"), "at value[0] is not of type INT"],
    ["another class", point, { x: 1 }, "at value is not of type CLASS<Point: x INT>"],
    [
      "an undeclared field of an instance",
      point,
      Object.assign(new Point(), { y: 1 }),
      "TYPE_UNDECLARED_FIELD  The field y of value",
    ],
    [
      "a key of a map",
      MAP(INT, INT),
      new Map([["a", 1]]),
      'The value "a" at value.get("a") is not of type INT.',
    ],
    [
      "a value of a map",
      MAP(STRING, INT),
      new Map([["a", "b"]]),
      'The value "b" at value.get("a") is not of type INT.',
    ],
    ["a null in a list", LIST(INT), [null], "at value[0] is null"],
    [
      "a number in an array of text",
      Types.BASIC_ARRAY(STRING),
      [null, 1],
      "The value 1 at value[1] is not of type STRING.",
    ],
    [
      "an array of no primitives",
      Types.PRIMITIVE_ARRAY(INT),
      ["a"],
      "at value[0] is not of type INT",
    ],
    [
      "a function where nothing is declared",
      OBJECT({ a: Types.GENERIC() }),
      { a: { b: [() => 1] } },
      "TYPE_NOT_COPYABLE",
    ],
    [
      "a wrong optional field",
      OBJECT({ a: OPTIONAL(INT) }),
      { a: "x" },
      'The value "x" at value.a is not of type INT.',
    ],
  ])("refuses %s, names its place and writes nothing", (_name, type, value, message) => {
    const output = new ByteOutput();
    output.byte(7);
    expect(() => serializerOf(type, codeGeneration).write(value, output)).toThrow(message);
    expect(output.take()).toEqual(Uint8Array.of(7));
  });

  test("a field that is undefined is missing, where it may be", () => {
    const type = OBJECT({ a: OPTIONAL(INT), toString: OPTIONAL(INT) });
    const serializer = serializerOf(type, codeGeneration);
    const output = new ByteOutput();
    serializer.write({ a: undefined }, output);
    expect(output.take()).toEqual(Uint8Array.of(0, 0));
    expect(serializer.read(new ByteInput(output.take(), "value"))).toEqual({});
  });

  test("a count that the bytes cannot hold is refused, also of values without parts", () => {
    const input = () => new ByteInput(Uint8Array.of(100, 0), "state");
    const text = "state ends too early: 100 bytes are needed at byte 1, 1 are left.";
    expect(() => serializerOf(LIST(TUPLE([])), codeGeneration).read(input())).toThrow(text);
    expect(() => serializerOf(LIST(OBJECT({})), codeGeneration).read(input())).toThrow(text);
  });

  test("a typed array that the type has not is refused", () => {
    const bytes = Uint8Array.of(9, 8, 0, 0, 0, 0, 0, 0, 0, 0); // a Float64Array
    const serializer = serializerOf(Types.PRIMITIVE_ARRAY(INT), codeGeneration);
    expect(() => serializer.read(new ByteInput(bytes, "state"))).toThrow(
      "state is damaged at byte 0: a Float64Array is no PRIMITIVE_ARRAY<INT>.",
    );
  });
});

test("the fingerprint is plain data that names the whole type", () => {
  const type = OBJECT({ p: point, m: MAP(STRING, Types.NULLABLE(INT)) });
  expect(JSON.parse(JSON.stringify(serializerOf(type).fingerprint))).toEqual({
    version: 1,
    type: {
      kind: "OBJECT",
      fields: [
        {
          name: "p",
          type: { kind: "CLASS", name: "Point", fields: [{ name: "x", type: { kind: "INT" } }] },
        },
        {
          name: "m",
          type: {
            kind: "MAP",
            key: { kind: "STRING" },
            value: { kind: "NULLABLE", type: { kind: "INT" } },
          },
        },
      ],
    },
  });
});
