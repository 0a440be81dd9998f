/** Sums, for the rolling and windowed `sum`: numbers, bigints and BigDecimals, each with its own kind, never rounded. */
import { streamError } from "../base/stream-error.ts";
import { BigDecimal, isBigDecimal } from "./big-decimal.ts";
import { previewOf } from "./text.ts";
import type { AnyTypeInformation } from "./type-information.ts";

/** Adds two values of one kind; throws `TYPE_NOT_SUMMABLE` for others, null and mixed kinds. */
export function addValues(left: unknown, right: unknown): unknown {
  if (typeof left === "number" && typeof right === "number") return left + right;
  if (typeof left === "bigint" && typeof right === "bigint") return left + right;
  if (isBigDecimal(left) && isBigDecimal(right)) return BigDecimal.of(left).plus(right);
  throw streamError("TYPE_NOT_SUMMABLE", { left: previewOf(left), right: previewOf(right) });
}

/**
 * The addition of values of a declared type: BYTE, SHORT and INT wrap, FLOAT is rounded to 32 bits, a LONG beyond its
 * range is `TYPE_OUT_OF_RANGE`. Undeclared values add as they are.
 */
export function createAddition(
  type: AnyTypeInformation | undefined,
): (left: unknown, right: unknown) => unknown {
  if (type === undefined || type.kind === "GENERIC") return addValues;
  return (left, right) => type.convert(addValues(left, right), "sum");
}
