/**
 * BYTE, SHORT and INT, which wrap as two's complement (43878 as SHORT is -21658, as in Flink), LONG and BIG_INT, which never do.
 *
 * Fractions are errors everywhere: nothing is rounded.
 */
import type { TypeKind } from "../type-information.ts";
import { outOfRange, wrongValue } from "../wrong-value.ts";
import { ScalarType } from "./scalar.ts";

/** 8 bits, wrapping. */
export const BYTE_TYPE: ScalarType<number, number | bigint> = narrowInteger("BYTE", 8);
/** 16 bits, wrapping. */
export const SHORT_TYPE: ScalarType<number, number | bigint> = narrowInteger("SHORT", 16);
/** 32 bits, wrapping. */
export const INT_TYPE: ScalarType<number, number | bigint> = narrowInteger("INT", 32);

/** A number within ±(2^53-1); anything beyond is `TYPE_OUT_OF_RANGE`. */
export const LONG_TYPE: ScalarType<number, number | bigint> = new ScalarType<
  number,
  number | bigint
>({
  kind: "LONG",
  text: "LONG",
  isValue: Number.isSafeInteger,
  convert(input, path) {
    if (typeof input === "bigint") {
      if (Number.isSafeInteger(Number(input))) return Number(input);
      throw outOfRange(input, path, "LONG");
    }
    throw Number.isInteger(input)
      ? outOfRange(input, path, "LONG")
      : wrongValue(input, path, "LONG");
  },
});

/** Always a bigint of 64 bits. */
export const LONG_BIGINT_TYPE: ScalarType<bigint, bigint | number> = new ScalarType<
  bigint,
  bigint | number
>({
  kind: "LONG",
  text: "LONG(bigint)",
  isValue: (value) => typeof value === "bigint" && BigInt.asIntN(64, value) === value,
  convert: (input, path) => {
    if (typeof input === "bigint") throw outOfRange(input, path, "LONG(bigint)");
    return exactBigint(input, path, "LONG(bigint)");
  },
});

/** A bigint of any size. */
export const BIG_INT_TYPE: ScalarType<bigint, bigint | number> = new ScalarType<
  bigint,
  bigint | number
>({
  kind: "BIG_INT",
  text: "BIG_INT",
  isValue: (value) => typeof value === "bigint",
  convert: (input, path) => exactBigint(input, path, "BIG_INT"),
});

function exactBigint(input: unknown, path: string, type: string): bigint {
  if (typeof input !== "number" || !Number.isInteger(input)) throw wrongValue(input, path, type);
  if (!Number.isSafeInteger(input)) throw outOfRange(input, path, type); // was rounded before it came here
  return BigInt(input);
}

function narrowInteger(kind: TypeKind, bits: number): ScalarType<number, number | bigint> {
  const shift = 32 - bits;
  return new ScalarType<number, number | bigint>({
    kind,
    text: kind,
    isValue: (value) => typeof value === "number" && (value << shift) >> shift === value,
    convert(input, path) {
      if (typeof input === "bigint") return Number(BigInt.asIntN(bits, input));
      if (typeof input !== "number" || !Number.isInteger(input))
        throw wrongValue(input, path, kind);
      return (input << shift) >> shift;
    },
  });
}
