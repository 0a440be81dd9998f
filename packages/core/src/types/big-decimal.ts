/**
 * `BigDecimal`: an exact decimal number, an unscaled bigint and a scale (the number of digits after the point).
 *
 * Immutable. Nothing is rounded unless a scale and a rounding are named. `equals` and `compareTo` go by value: 1.10 equals 1.1.
 */
import { type Enum, enumOf } from "../base/enum.ts";
import { streamError } from "../base/stream-error.ts";
import { bigDecimalBrand, hasBrand } from "./brands.ts";
import { previewOf } from "./text.ts";

/** How digits are dropped; Java's names. `UNNECESSARY` asserts that nothing is lost. */
export type RoundingMode =
  | "UP"
  | "DOWN"
  | "CEILING"
  | "FLOOR"
  | "HALF_UP"
  | "HALF_DOWN"
  | "HALF_EVEN"
  | "UNNECESSARY";
/** The names of `RoundingMode`. */
// biome-ignore format: a table
export const RoundingMode: Enum<RoundingMode> = /* @__PURE__ */ enumOf("UP", "DOWN", "CEILING", "FLOOR", "HALF_UP", "HALF_DOWN", "HALF_EVEN", "UNNECESSARY");

/** What is read as a decimal. */
export type BigDecimalInput = BigDecimal | string | number | bigint;

/** Scale and rounding of a division. */
export interface DivisionOptions {
  /** Digits after the point of the result. */
  readonly scale: number;
  /** Default: `HALF_UP`. */
  readonly rounding?: RoundingMode | undefined;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
const SCALE_LIMIT = 100_000; // an exponent beyond it would only exhaust memory

/** An exact decimal number. */
export class BigDecimal {
  /** The digits without the point. */
  readonly unscaled: bigint;
  /** The number of digits after the point, never negative. */
  readonly scale: number;

  static {
    Object.defineProperty(this.prototype, bigDecimalBrand, { value: true });
  }

  /** `unscaled` / 10^`scale`; a negative scale is multiplied out. */
  constructor(unscaled: bigint, scale: number) {
    if (!Number.isInteger(scale) || Math.abs(scale) > SCALE_LIMIT)
      throw notADecimal(`${unscaled}e${-scale}`);
    this.unscaled = scale < 0 ? unscaled * powerOfTen(-scale) : unscaled;
    this.scale = scale < 0 ? 0 : scale;
  }

  /** Reads a decimal: text exactly, a number as its shortest text (0.1 is 0.1). Throws `TYPE_WRONG_DECIMAL`. */
  static of(value: BigDecimalInput): BigDecimal {
    if (typeof value === "bigint") return new BigDecimal(value, 0);
    if (typeof value === "string" || typeof value === "number") return parse(String(value));
    if (value instanceof BigDecimal) return value;
    const foreign: unknown = value;
    if (isBigDecimal(foreign)) return new BigDecimal(foreign.unscaled, foreign.scale); // of another copy of the package
    throw notADecimal(foreign);
  }

  plus(other: BigDecimalInput): BigDecimal {
    const right = BigDecimal.of(other);
    const scale = Math.max(this.scale, right.scale);
    return new BigDecimal(unscaledAt(this, scale) + unscaledAt(right, scale), scale);
  }

  minus(other: BigDecimalInput): BigDecimal {
    return this.plus(BigDecimal.of(other).negate());
  }

  times(other: BigDecimalInput): BigDecimal {
    const right = BigDecimal.of(other);
    return new BigDecimal(this.unscaled * right.unscaled, this.scale + right.scale);
  }

  /** The quotient: exact without options (`TYPE_DECIMAL_DIVISION` where that is impossible, and for zero), or rounded as they say. */
  divide(other: BigDecimalInput, options?: DivisionOptions): BigDecimal {
    const right = BigDecimal.of(other);
    if (right.unscaled === 0n) throw streamError("TYPE_DECIMAL_DIVISION", { left: this, right });
    if (options === undefined) return divideExactly(this, right);
    const numerator = this.unscaled * powerOfTen(right.scale + options.scale);
    const quotient = divideRounded(
      numerator,
      right.unscaled * powerOfTen(this.scale),
      options.rounding ?? "HALF_UP",
    );
    if (quotient === undefined) throw streamError("TYPE_DECIMAL_DIVISION", { left: this, right });
    return new BigDecimal(quotient, options.scale);
  }

  /** The same value with another number of digits after the point. Default rounding: `UNNECESSARY`, which throws where digits would be lost. */
  withScale(scale: number, rounding: RoundingMode = "UNNECESSARY"): BigDecimal {
    if (scale >= this.scale) return new BigDecimal(unscaledAt(this, scale), scale);
    return this.divide(1n, { scale, rounding });
  }

  negate(): BigDecimal {
    return new BigDecimal(-this.unscaled, this.scale);
  }

  /** Negative, zero or positive: this is less than, equal to or greater than the other. */
  compareTo(other: BigDecimalInput): number {
    const right = BigDecimal.of(other);
    const scale = Math.max(this.scale, right.scale);
    const left = unscaledAt(this, scale);
    const against = unscaledAt(right, scale);
    return left < against ? -1 : left > against ? 1 : 0;
  }

  /** Same value: 1.10 equals 1.1. False for everything that is not a BigDecimal. */
  equals(other: unknown): boolean {
    return isBigDecimal(other) && this.compareTo(other) === 0;
  }

  /** The nearest number. */
  toNumber(): number {
    return Number(this.toString());
  }

  /** All digits, without an exponent: `1.10`. */
  toString(): string {
    const sign = this.unscaled < 0n ? "-" : "";
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled)
      .toString()
      .padStart(this.scale + 1, "0");
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  /** The text: JSON's numbers would be read back rounded. */
  toJSON(): string {
    return this.toString();
  }
}

/** True for a decimal of any copy of this package. */
export function isBigDecimal(value: unknown): value is BigDecimal {
  return hasBrand(value, bigDecimalBrand);
}

function parse(text: string): BigDecimal {
  const [, sign, whole = "", fraction = "", exponent = "0"] = DECIMAL.exec(text.trim()) ?? [];
  if (sign === undefined || whole.length + fraction.length === 0) throw notADecimal(text);
  const digits = BigInt(whole + fraction);
  return new BigDecimal(sign === "-" ? -digits : digits, fraction.length - Number(exponent));
}

function notADecimal(value: unknown): Error {
  return streamError("TYPE_WRONG_DECIMAL", { value: previewOf(value) });
}

function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function unscaledAt(value: BigDecimal, scale: number): bigint {
  return scale === value.scale ? value.unscaled : value.unscaled * powerOfTen(scale - value.scale);
}

/** Java's preferred scale (the difference), or as many digits as the exact result needs. */
function divideExactly(left: BigDecimal, right: BigDecimal): BigDecimal {
  let numerator = left.unscaled * powerOfTen(right.scale);
  let denominator = right.unscaled * powerOfTen(left.scale);
  const divisor = greatestCommonDivisor(numerator, denominator);
  numerator /= divisor;
  denominator /= divisor;
  let [rest, twos, fives] = [denominator < 0n ? -denominator : denominator, 0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  if (rest !== 1n) throw streamError("TYPE_DECIMAL_DIVISION", { left, right });
  const scale = Math.max(twos, fives, left.scale - right.scale, 0);
  return new BigDecimal((numerator * powerOfTen(scale)) / denominator, scale);
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [a, b] = [left < 0n ? -left : left, right < 0n ? -right : right];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The rounded quotient, `undefined` where `UNNECESSARY` was a wrong promise. */
function divideRounded(
  numerator: bigint,
  denominator: bigint,
  rounding: RoundingMode,
): bigint | undefined {
  const quotient = numerator / denominator; // towards zero
  const rest = numerator % denominator;
  if (rest === 0n) return quotient;
  const isNegative = numerator < 0n !== denominator < 0n;
  const away = isNegative ? quotient - 1n : quotient + 1n;
  const twice = 2n * (rest < 0n ? -rest : rest) - (denominator < 0n ? -denominator : denominator); // sign: below, at, above the half
  switch (rounding) {
    case "UP":
      return away;
    case "DOWN":
      return quotient;
    case "CEILING":
      return isNegative ? quotient : away;
    case "FLOOR":
      return isNegative ? away : quotient;
    case "HALF_UP":
      return twice >= 0n ? away : quotient;
    case "HALF_DOWN":
      return twice > 0n ? away : quotient;
    case "HALF_EVEN":
      return twice > 0n || (twice === 0n && quotient % 2n !== 0n) ? away : quotient;
    case "UNNECESSARY":
      return undefined;
  }
}
