/** The id of a job: a branded string, which no other text can stand in for. What it looks like is Flink's. */
import type { RandomBytes } from "./ports.ts";

/** A job's id: 32 hexadecimal digits. */
export type JobId = string & { readonly __id: "job" };

/** A new job id. */
export function newJobId(random: RandomBytes): JobId {
  return hexOf(random.bytes(16)) as JobId; // 16 bytes are the 32 digits that the brand promises
}

/** Bytes as lower-case hexadecimal digits. */
function hexOf(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return digits;
}
