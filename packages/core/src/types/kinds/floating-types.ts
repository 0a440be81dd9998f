/** FLOAT (rounded to 32 bits when it is converted) and DOUBLE, with Java's texts: `1.0`, `1.0E10`. */
import { outOfRange, wrongValue } from "../wrong-value.ts";
import { ScalarType } from "./scalar.ts";

const FLOAT_DIGITS = 9; // as many as tell any two 32-bit numbers apart

/** A number. */
export const DOUBLE_TYPE: ScalarType<number, number | bigint> = new ScalarType<
  number,
  number | bigint
>({
  kind: "DOUBLE",
  text: "DOUBLE",
  isValue: (value) => typeof value === "number",
  convert: (input, path) => exactNumber(input, path, "DOUBLE"),
  toText: (value) => javaText(String(value), value),
});

/** A number that 32 bits can hold; others become the nearest one. */
export const FLOAT_TYPE: ScalarType<number, number | bigint> = new ScalarType<
  number,
  number | bigint
>({
  kind: "FLOAT",
  text: "FLOAT",
  isValue: (value) => typeof value === "number" && Object.is(Math.fround(value), value),
  convert: (input, path) =>
    Math.fround(typeof input === "number" ? input : exactNumber(input, path, "FLOAT")),
  toText: (value) => javaText(shortestFloatText(value), value),
});

/** The shortest digits that are this 32-bit number and no other: 1.1, not 1.100000023841858. */
export function shortestFloatText(value: number): string {
  for (let digits = 1; digits < FLOAT_DIGITS; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

function exactNumber(input: unknown, path: string, type: string): number {
  if (typeof input !== "bigint") throw wrongValue(input, path, type);
  const number = Number(input);
  if (!Number.isFinite(number) || BigInt(number) !== input) throw outOfRange(input, path, type);
  return number;
}

/** JavaScript's digits in Java's form: always a fraction, an exponent below 0.001 and from ten million on. */
function javaText(text: string, value: number): string {
  if (!Number.isFinite(value)) return text;
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-3 && magnitude < 1e7) return text.includes(".") ? text : `${text}.0`;
  const [mantissa = "", exponent = ""] = Number(text).toExponential().split("e");
  return `${mantissa.includes(".") ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
