/** The bytes of decimals: the scale, then the unscaled integer. 1.1 and 1.10 are different values of the same number, and stay so. */
import { BigDecimal } from "../big-decimal.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";

export function writeDecimal(value: BigDecimal, output: ByteOutput): void {
  output.count(value.scale);
  output.integer(value.unscaled);
}

export function readDecimal(input: ByteInput): BigDecimal {
  const start = input.position;
  const [scale, unscaled] = [input.count(0), input.integer()];
  try {
    return new BigDecimal(unscaled, scale);
  } catch (cause) {
    throw input.damaged("not a decimal", start, cause);
  }
}
