/** BIG_DEC: `BigDecimal`, exact. */
import { StreamError } from "../../base/stream-error.ts";
import { BigDecimal, type BigDecimalInput } from "../big-decimal.ts";
import { wrongValue } from "../wrong-value.ts";
import { ScalarType } from "./scalar.ts";

/** A `BigDecimal`; text, numbers (their shortest digits) and bigints are read as one. */
export const BIG_DEC_TYPE: ScalarType<BigDecimal, BigDecimalInput> = new ScalarType<
  BigDecimal,
  BigDecimalInput
>({
  kind: "BIG_DEC",
  text: "BIG_DEC",
  isValue: (value) => value instanceof BigDecimal,
  convert(input, path) {
    try {
      return BigDecimal.of(input as BigDecimalInput); // checks
    } catch (error) {
      if (error instanceof StreamError) throw wrongValue(input, path, "BIG_DEC", error);
      throw error;
    }
  },
});
