import { describe, expect, test } from "vitest";
import { StreamError } from "../base/stream-error.ts";
import { isTypeInput, resolveType } from "./resolve-type.ts";
import { Temporal } from "./temporal.ts";
import { Types } from "./types.ts";

class Click {}
const schema = Object.assign(() => {}, {
  "~standard": { version: 1, vendor: "own", validate: () => ({ value: 1 }) },
});

function refusal(input: unknown): readonly string[] {
  try {
    resolveType(input as never, { method: "map", parameter: "outputType" });
  } catch (error) {
    if (error instanceof StreamError) return [error.message, error.hint];
  }
  return ["accepted"];
}

describe("a type position", () => {
  test("takes types and our factories uncalled", () => {
    const where = { method: "map", parameter: "outputType" };
    expect([
      resolveType(Types.STRING, where),
      resolveType(Types.STRING(), where),
      resolveType(Types.LONG, where),
    ]).toEqual([Types.STRING(), Types.STRING(), Types.LONG()]);
    expect([Types.STRING, Types.STRING(), Types.TUPLE, Click, "STRING"].map(isTypeInput)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test.each<[string, unknown, string, string]>([
    [
      "a class",
      Click,
      "TYPE_CLASS_AS_TYPE  map was called with the class Click as outputType",
      "Types.CLASS",
    ],
    [
      "a schema",
      schema,
      "TYPE_SCHEMA_AS_TYPE  map was called with a schema of own as outputType",
      "Types.SCHEMA",
    ],
    [
      "a lambda",
      (x: number) => x,
      "TYPE_FUNCTION_AS_TYPE  map was called with the function (anonymous) as outputType",
      "Types.STRING()",
    ],
    [
      "a factory that needs arguments",
      Types.LIST,
      "TYPE_FACTORY_NOT_CALLED  map was called with Types.LIST as outputType",
      "Call it",
    ],
    [
      "a string",
      "STRING",
      'TYPE_EXPECTED  map was called with "STRING" as outputType',
      "Types.STRING()",
    ],
    [
      "nothing",
      undefined,
      "TYPE_EXPECTED  map was called with undefined as outputType",
      "Types.STRING()",
    ],
  ])("refuses %s with a hint, without calling it", (_name, input, message, hint) => {
    const [text, advice] = refusal(input);
    expect([text?.startsWith(message), advice?.includes(hint)]).toEqual([true, true]);
  });
});

describe("declarations", () => {
  test.each<[string, () => unknown]>([
    ["26 tuple fields", () => Types.TUPLE(Array(26).fill(Types.INT))],
    ["a name twice", () => Types.ROW_NAMED(["a", "a"], [Types.INT, Types.INT])],
    [
      "fewer names than types",
      () => Types.ROW_NAMED(["a"] as never, [Types.INT, Types.INT] as never),
    ],
    ["OPTIONAL outside of an object", () => Types.LIST(Types.OPTIONAL(Types.INT))],
    ["an array of strings as primitive", () => Types.PRIMITIVE_ARRAY(Types.STRING)],
    ["no array", () => Types.TUPLE(Types.INT as never)],
    ["no fields", () => Types.OBJECT(undefined as never)],
    ["no class", () => Types.CLASS({} as never, {})],
    ["no schema", () => Types.SCHEMA({} as never)],
  ])("%s is refused where it is declared", (_name, declare) => {
    expect(declare).toThrow("TYPE_WRONG_DECLARATION");
  });

  // covers: Types.CLASS
  test("what is no class is named by its kind", () => {
    expect(() => Types.CLASS({ x: 1 } as never, {})).toThrow("an object with x is not a class.");
  });

  test("texts name fields and types", () => {
    const type = Types.ROW_NAMED(["id", "unit price"], [Types.LONG, Types.NULLABLE(Types.BIG_DEC)]);
    expect(type.text).toBe("ROW<id LONG, `unit price` NULLABLE<BIG_DEC>>");
    expect(String(type)).toBe("RowTypeInfo(id: Long, unit price: NULLABLE<BIG_DEC>)");
    expect(Types.TUPLE([Types.STRING, Types.INT]).text).toBe("TUPLE<STRING, INT>");
  });
});

describe("Temporal", () => {
  test("its classes are there at the first use", () => {
    expect(String(Temporal.PlainDate.from("2024-02-29").add({ years: 1 }))).toBe("2025-02-28");
    expect(Object.keys(Temporal)).toContain("ZonedDateTime");
  });
});
