/**
 * The order of values, for min, max, minBy and maxBy.
 *
 * Null comes before everything. Numbers and bigints compare by value, NaN is the largest number (as in Java), strings by
 * code units, false before true. Values of different kinds have no order: `TYPE_NOT_COMPARABLE`.
 */
import { streamError } from "../base/stream-error.ts";
import { isBigDecimal } from "./big-decimal.ts";
import { temporalClassOf, temporalIsoText } from "./temporal.ts";
import { previewOf } from "./text.ts";

/** Negative, zero or positive: left comes before, with or after right. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (typeof left === "number" && typeof right === "number") return compareNumbers(left, right);
  if (typeof left === "string" && typeof right === "string") return left < right ? -1 : 1;
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : -1;
  if (right === null || right === undefined) return 1;
  return compareOthers(left, right);
}

function compareNumbers(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

function compareOthers(left: unknown, right: unknown): number {
  if (isInteger(left) && isInteger(right)) {
    if (Number.isNaN(left) || Number.isNaN(right))
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    return left < right ? -1 : left > right ? 1 : 0; // exact between number and bigint
  }
  if (typeof left === "boolean" && typeof right === "boolean") return Number(left) - Number(right);
  if (isBigDecimal(left) && isBigDecimal(right)) return left.compareTo(right);
  if (left instanceof Date && right instanceof Date)
    return compareNumbers(left.getTime(), right.getTime());
  return compareTemporal(left, right);
}

function isInteger(value: unknown): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function compareTemporal(left: unknown, right: unknown): number {
  if (typeof left === "object" && typeof right === "object" && left !== null && right !== null) {
    const className = temporalClassOf(left);
    // The classes compare themselves; `from` takes over a value of another implementation.
    const { compare, from } = left.constructor as {
      compare?: (a: object, b: object) => number;
      from?: (text: string) => object;
    };
    if (
      className !== undefined &&
      className === temporalClassOf(right) &&
      compare !== undefined &&
      from !== undefined
    ) {
      return compare(
        left,
        right.constructor === left.constructor ? right : from(temporalIsoText(right)),
      );
    }
  }
  throw streamError("TYPE_NOT_COMPARABLE", { left: previewOf(left), right: previewOf(right) });
}
