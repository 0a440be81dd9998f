/** What both lanes make of a type: the functions that write and read its values without saying where a wrong one is. */
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";

/** Writes and reads values of one type. */
export interface Codec {
  /** Throws `Mismatch` for a value that is not of the type. */
  write(value: unknown, output: ByteOutput): void;
  read(input: ByteInput): unknown;
}
