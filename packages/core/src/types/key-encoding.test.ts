import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { murmur3x32 } from "../base/murmur.ts";
import { propertyRuns } from "../testing/property-runs.ts";
import { BigDecimal } from "./big-decimal.ts";
import { compareBytes } from "./key-bytes.ts";
import { encodeKey, keyHash, lookupKey } from "./key-encoding.ts";
import { keyVectors } from "./key-vectors.ts";
import { Row } from "./row.ts";
import { Temporal } from "./temporal.ts";

const hex = (key: unknown): string => Buffer.from(encodeKey(key)).toString("hex");

/** Keys as users make them: nested, with equal values of different make. */
const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -0,
    1,
    1n,
    Number.NaN,
    Infinity,
    2 ** 53,
    2n ** 53n,
    2 ** 70,
    2n ** 70n,
    "",
    "1",
    "\u0000",
    "\u0000s1:a",
    "\ud800",
  ),
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: "binary", maxLength: 4 }),
  fc.string({ maxLength: 100 }),
  fc.date({ noInvalidDate: false }),
  fc
    .tuple(fc.bigInt({ min: -200n, max: 200n }), fc.nat(3))
    .map(([unscaled, scale]) => new BigDecimal(unscaled, scale)),
);
const { key } = fc.letrec<{ key: unknown }>((tie) => ({
  key: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("key"), { maxLength: 3 }),
    fc.array(tie("key"), { maxLength: 3 }).map((fields) => Row.of(...fields)),
    fc.dictionary(fc.constantFrom("a", "b", "__proto__", "toString"), tie("key"), { maxKeys: 3 }),
    // A Map tells 1 from 1n, a key does not: two entries that are one key by value are not generated.
    fc
      .uniqueArray(fc.tuple(leaf, tie("key")), { maxLength: 2, selector: ([name]) => model(name) })
      .map((entries) => new Map(entries)),
  ),
}));

/** The naive model: a text that is equal exactly for equal keys, by JSON and sorting. */
function model(value: unknown): string {
  if (typeof value === "number" || typeof value === "bigint") {
    const isWhole = typeof value === "bigint" || Number.isInteger(value);
    return isWhole ? `number ${BigInt(value)}` : `number ${value}`;
  }
  if (typeof value === "string") return JSON.stringify(value.split(""));
  if (value === null || typeof value === "boolean") return `${value}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (value instanceof BigDecimal) {
    const text = value.toString();
    return `decimal ${text.includes(".") ? text.replace(/\.?0+$/, "") : text}`;
  }
  if (value instanceof Map)
    return `map ${JSON.stringify([...value].map((entry) => model(entry)).sort())}`;
  if (Array.isArray(value)) return `list ${JSON.stringify([...value].map(model))}`;
  const fields = Object.entries(value as object).sort(([a], [b]) => (a < b ? -1 : 1));
  return `fields ${JSON.stringify(fields.map(([name, field]) => [name, model(field)]))}`;
}

describe("the encoding of keys", () => {
  test.each(keyVectors)("is what it was for $name", ({ key: value, bytes, hash }) => {
    expect([hex(value), keyHash(value)]).toEqual([bytes, hash]);
  });

  test("is equal exactly for equal keys", () => {
    fc.assert(
      fc.property(key, key, (left, right) => {
        expect(hex(left) === hex(right)).toBe(model(left) === model(right));
        expect(hex(left)).toBe(hex(structuredRebuild(left)));
      }),
      propertyRuns(1000),
    );
  });

  test("has the look-up key that is equal exactly where the bytes are", () => {
    const same = new Map();
    fc.assert(
      fc.property(key, key, (left, right) => {
        same.clear();
        same.set(lookupKey(left), true);
        expect(same.has(lookupKey(right))).toBe(hex(left) === hex(right));
        expect(same.has(lookupKey(structuredRebuild(left)))).toBe(true);
      }),
      propertyRuns(1000),
    );
  });

  test("has a hash that is murmur3 of the bytes, by the short ways too", () => {
    fc.assert(
      fc.property(key, (value) => {
        expect(keyHash(value)).toBe(murmur3x32(encodeKey(value)));
      }),
      propertyRuns(1000),
    );
  });

  test("is no prefix of another key's", () => {
    fc.assert(
      fc.property(key, key, (left, right) => {
        expect(hex(left) !== hex(right) && hex(right).startsWith(hex(left))).toBe(false);
      }),
    );
  });

  test("orders integers of one size as numbers", () => {
    const numbers = [5, -1, 0, 2 ** 31 - 1, -(2 ** 31)];
    const sorted = numbers.toSorted((left, right) =>
      compareBytes(encodeKey(left), encodeKey(right)),
    );
    expect(sorted).toEqual([-(2 ** 31), -1, 0, 5, 2 ** 31 - 1]);
  });
});

describe("equal by value", () => {
  test.each<[string, unknown, unknown]>([
    ["1 and 1n", 1, 1n],
    ["0 and -0", 0, -0],
    ["two NaN", Number.NaN, -Number.NaN],
    ["2^60 as number and bigint", 2 ** 60, 2n ** 60n],
    ["an array and a row", ["a", 1], Row.ofKind("DELETE", "a", 1n)],
    ["a typed array and an array", new Uint8Array([1, 2]), [1, 2]],
    ["objects of other field order", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["a missing and an undefined field", { a: 1 }, { a: 1, b: undefined }],
    ["an instance and a plain object", new (class Point { x = 1; })(), { x: 1 }],
    ["maps of other order", new Map([[1, 2], [3, 4]]), new Map([[3, 4], [1, 2]])],
    ["sets of other order", new Set([1, 2]), new Set([2, 1])],
    ["decimals of other scale", BigDecimal.of("1.10"), BigDecimal.of("1.1")],
    ["dates", new Date(5), new Date(5)],
    ["Temporal dates", Temporal.PlainDate.from("2024-02-29"), Temporal.PlainDate.from("2024-02-29")],
  ])("%s", (_name, left, right) => {
    expect([hex(left), lookupKey(left)]).toEqual([hex(right), lookupKey(right)]);
  }); // biome-ignore format: a table

  test.each<[string, unknown, unknown]>([
    ["1 and its text", 1, "1"],
    ["null and its text", null, "null"],
    ["true and 1", true, 1],
    ["0.1 and a decimal", 0.1, BigDecimal.of("0.1")],
    ["a key and a list of it", "a", ["a"]],
    ["lists of other nesting", [["a"], "b"], [["a", "b"]]],
    ["an empty list and an empty object", [], {}],
    ["a date and its milliseconds", new Date(5), 5],
    [
      "dates of other classes",
      Temporal.PlainDate.from("2024-02-29"),
      Temporal.PlainDateTime.from("2024-02-29"),
    ],
    ["a composite and a string that looks like its look-up key", ["a"], String(lookupKey(["a"]))],
  ])("different: %s", (_name, left, right) => {
    expect(hex(left)).not.toBe(hex(right));
    expect(lookupKey(left)).not.toBe(lookupKey(right));
  });

  test("names of Object.prototype are ordinary keys and fields", () => {
    expect(lookupKey("__proto__")).toBe("__proto__");
    expect(hex(JSON.parse('{"__proto__":1}'))).not.toBe(hex({}));
  });
});

describe("what cannot be a key", () => {
  test.each<[string, unknown, string]>([
    ["undefined", undefined, "The value undefined at key cannot be used as key: it is undefined."],
    ["a function in a field", { a: [() => 1] }, "The value [function] at key.a[0] cannot be used as key: it is function."],
    ["a promise", Promise.resolve(1), "it is a promise; key selectors are synchronous."],
    ["an instance without fields", new (class Hidden { #n = 1; n() { return this.#n; } })(), "it is an object without fields of its own."],
  ])("%s is refused by path", (_name, value, message) => {
    for (const use of [encodeKey, keyHash, lookupKey]) expect(() => use(value)).toThrow(message);
  }); // biome-ignore format: a table

  test("a cycle is refused, and the next key is encoded as ever", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const use of [encodeKey, keyHash, lookupKey])
      expect(() => use(cycle)).toThrow("TYPE_NOT_A_KEY");
    expect(hex(1)).toBe("1080000001");
  });

  test("a getter of a key may encode keys itself", () => {
    const outer = {
      get a() {
        return keyHash(["inner"]);
      },
    };
    expect(hex(outer)).toBe(hex({ a: keyHash(["inner"]) }));
  });
});

/** The same key made anew: other objects, other field order, numbers as bigints where that is the same value. */
function structuredRebuild(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (value instanceof Date) return new Date(value);
  if (value instanceof BigDecimal) return new BigDecimal(value.unscaled * 10n, value.scale + 1);
  if (value instanceof Map)
    return new Map(
      [...value].reverse().map(([k, v]) => [structuredRebuild(k), structuredRebuild(v)]),
    );
  if (Array.isArray(value)) return Row.of(...[...value].map(structuredRebuild));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, structuredRebuild(field)]),
  );
}
