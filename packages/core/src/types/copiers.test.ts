import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CodeGeneration, compileSource, detectCodeGeneration } from "./code-generation.ts";
import { Row } from "./row.ts";
import type { AnyTypeInformation } from "./type-information.ts";
import { Types } from "./types.ts";

class Point {
  x = 1;
  tags: string[] = ["a"];
}

/** A type, and values of it. */
const samples: readonly [string, AnyTypeInformation, unknown][] = [
  ["tuple", Types.TUPLE([Types.STRING, Types.LIST(Types.INT)]), ["a", [1, 2]]],
  ["object", Types.OBJECT({ a: Types.INT, b: Types.LIST(Types.STRING), ["__proto__"]: Types.INT }), JSON.parse('{"a":1,"b":["x"],"__proto__":2}')],
  ["object with an optional field missing", Types.OBJECT({ a: Types.INT, b: Types.OPTIONAL(Types.LIST(Types.INT)) }), { a: 1 }],
  ["object with an optional field", Types.OBJECT({ a: Types.INT, b: Types.OPTIONAL(Types.LIST(Types.INT)) }), { a: 1, b: [1] }],
  ["nullable field", Types.TUPLE([Types.NULLABLE(Types.LIST(Types.INT)), Types.INT]), [null, 1]],
  ["class", Types.CLASS(Point, { x: Types.INT, tags: Types.LIST(Types.STRING) }), new Point()],
  ["map", Types.MAP(Types.STRING, Types.LIST(Types.INT)), new Map([["a", [1]]])],
  ["array with null", Types.BASIC_ARRAY(Types.LIST(Types.INT)), [null, [1]]],
  ["typed array", Types.PRIMITIVE_ARRAY(Types.DOUBLE), new Float64Array([1, 2])],
  ["undeclared", Types.GENERIC(), { a: [1] }],
]; // biome-ignore format: a table

describe.each<CodeGeneration>(["allowed", "forbidden"])(
  "copiers, code generation %s",
  (codeGeneration) => {
    test.each(samples)("a copied %s equals the value and shares nothing", (_name, type, value) => {
      const copy: unknown = type.createCopier(codeGeneration)(value);
      expect(copy).toStrictEqual(value);
      expect(copy).not.toBe(value);
      const parts = Object.values(copy as object).filter(
        (part) => typeof part === "object" && part !== null,
      );
      expect(parts.filter((part) => Object.values(value as object).includes(part))).toEqual([]);
    });

    // covers: Row.setRowKind
    test("a copied row keeps kind, names and texts", () => {
      const type = Types.ROW_NAMED(["at", "list"], [Types.SQL_TIME, Types.LIST(Types.INT)]);
      const row = type.convert(["12:00:00.5", [1]], "r");
      row.setRowKind("DELETE");
      const copy = type.createCopier(codeGeneration)(row);
      expect([String(copy), copy.get("list"), copy === row, copy[1] === row[1]]).toEqual([
        "-D[12:00:00, [1]]",
        [1],
        false,
        false,
      ]);
    });

    test("a null field of a row stays null", () => {
      const type = Types.ROW([Types.LIST(Types.INT)]);
      const copy = type.createCopier(codeGeneration)(
        (type as AnyTypeInformation).convert([null], "r") as never,
      );
      expect(String(copy)).toBe("+I[null]");
    });
  },
);

test("generated and plain copiers agree on any object", () => {
  const type: AnyTypeInformation = Types.OBJECT({
    a: Types.NULLABLE(Types.LIST(Types.INT)),
    b: Types.OPTIONAL(Types.TUPLE([Types.STRING, Types.NULLABLE(Types.DOUBLE)])),
    c: Types.MAP(Types.STRING, Types.LIST(Types.STRING)),
  });
  const [generated, plain] = [type.createCopier("allowed"), type.createCopier("forbidden")];
  fc.assert(
    fc.property(
      fc.record(
        {
          a: fc.option(fc.array(fc.integer())),
          b: fc.tuple(fc.string(), fc.option(fc.double())),
          c: fc
            .array(fc.tuple(fc.string(), fc.array(fc.string())))
            .map((entries) => new Map(entries)),
        },
        { requiredKeys: ["a", "c"] },
      ),
      (record) => {
        const value = type.convert(record, "r");
        expect(generated(value)).toStrictEqual(plain(value));
        expect(generated(value)).toStrictEqual(value);
      },
    ),
  );
});

test("immutable values are not copied", () => {
  const copier = Types.STRING().createCopier();
  expect(copier("a")).toBe("a");
  expect(Types.NULLABLE(Types.SQL_DATE).isImmutable).toBe(true);
});

test("compiled source sees its bindings and nothing is shared between two compilations", () => {
  const first = compileSource("test", { a: 1 }, "return () => a;") as () => number;
  const second = compileSource("test", { a: 2 }, "return () => a;") as () => number;
  expect([first(), second(), detectCodeGeneration()]).toEqual([1, 2, "allowed"]);
});

test("a row is no tuple and no list until it is converted", () => {
  const type = Types.TUPLE([Types.STRING]);
  expect([type.isValue(Row.of("a")), type.convert(Row.of("a") as never, "r")]).toEqual([
    false,
    ["a"],
  ]);
});
