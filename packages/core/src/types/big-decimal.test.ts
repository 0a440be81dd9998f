import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BigDecimal, type RoundingMode } from "./big-decimal.ts";

const text = (value: BigDecimal): string => value.toString();
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(20))
  .map(([unscaled, scale]) => new BigDecimal(unscaled, scale));

describe("BigDecimal", () => {
  test("keeps all digits of a text, and the shortest ones of a number", () => {
    const inputs = [
      "1000000000000000000.05999999999999999899999999999",
      "-0.50",
      "+7",
      ".5",
      "1.",
      "1.5e3",
      "1.5E-3",
      0.1,
      1e21,
      12n,
    ];
    expect(inputs.map((input) => text(BigDecimal.of(input)))).toEqual([
      "1000000000000000000.05999999999999999899999999999", "-0.50", "7", "0.5", "1", "1500", "0.0015", "0.1", "1000000000000000000000", "12",
    ]); // biome-ignore format: one line
  });

  test.each(["", ".", "1,5", "abc", "1e", "0x10", Number.NaN, Infinity, "1e999999999", null])(
    "refuses %s",
    (input) => {
      expect(() => BigDecimal.of(input as never)).toThrow("TYPE_WRONG_DECIMAL");
    },
  );

  test("calculates exactly", () => {
    const left = BigDecimal.of("1.10");
    expect([left.plus("0.2"), left.minus(2), left.times("1.5"), left.negate()].map(text)).toEqual([
      "1.30",
      "-0.90",
      "1.650",
      "-1.10",
    ]);
    expect([
      left.equals(BigDecimal.of("1.1")),
      left.equals(1.1),
      left.compareTo("1.2"),
      left.compareTo(1),
    ]).toEqual([true, false, -1, 1]);
    expect([left.toNumber(), JSON.stringify({ left })]).toEqual([1.1, '{"left":"1.10"}']);
  });

  test("divides exactly, or as told", () => {
    expect([["1", "8"], ["1.00", "4"], ["10", "2"], ["0", "3"], ["-1", "16"]].map(([a = "", b = ""]) => text(BigDecimal.of(a).divide(b)))).toEqual([
      "0.125", "0.25", "5", "0", "-0.0625",
    ]); // biome-ignore format: a table
    expect(() => BigDecimal.of(1).divide(3)).toThrow(
      "TYPE_DECIMAL_DIVISION  1 / 3 has no exact decimal result.",
    );
    expect(() => BigDecimal.of(1).divide(0, { scale: 2 })).toThrow("TYPE_DECIMAL_DIVISION");
    expect([
      text(BigDecimal.of(2).divide(3, { scale: 4 })),
      text(BigDecimal.of("1.25").withScale(3)),
    ]).toEqual(["0.6667", "1.250"]);
    expect(() => BigDecimal.of("1.25").withScale(1)).toThrow("TYPE_DECIMAL_DIVISION");
  });

  test.each<[RoundingMode, string]>([
    ["UP", "6 3 2 2 -2 -2 -3 -6"],
    ["DOWN", "5 2 1 1 -1 -1 -2 -5"],
    ["CEILING", "6 3 2 2 -1 -1 -2 -5"],
    ["FLOOR", "5 2 1 1 -2 -2 -3 -6"],
    ["HALF_UP", "6 3 2 1 -1 -2 -3 -6"],
    ["HALF_DOWN", "5 2 2 1 -1 -2 -2 -5"],
    ["HALF_EVEN", "6 2 2 1 -1 -2 -2 -6"],
  ])("rounds %s as Java does", (rounding, expected) => {
    const values = ["5.5", "2.5", "1.6", "1.1", "-1.1", "-1.6", "-2.5", "-5.5"];
    expect(values.map((value) => text(BigDecimal.of(value).withScale(0, rounding))).join(" ")).toBe(
      expected,
    );
  });

  test("its arithmetic is that of fractions", () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(BigDecimal.of(a.toString()).toString()).toBe(a.toString());
        expect(b.unscaled === 0n || a.times(b).divide(b).equals(a)).toBe(true);
        expect(Math.sign(a.compareTo(b))).toBe(-Math.sign(b.compareTo(a)) + 0);
      }),
    );
  });
});
