/** Ids are branded strings: one kind cannot stand in for another. What they look like is Flink's. */
import type { RandomBytes } from "./ports.ts";

/** A job's id: 32 hexadecimal digits. */
export type JobId = string & { readonly __id: "job" };
/** The id of an operator in checkpoints, metrics and REST: 32 hexadecimal digits. */
export type OperatorId = string & { readonly __id: "operator" };
/** The id of a vertex of the job graph: that of its first operator. */
export type VertexId = string & { readonly __id: "vertex" };

/** A new job id. */
export function newJobId(random: RandomBytes): JobId {
  return hexOf(random.bytes(16)) as JobId; // 16 bytes are the 32 digits that the brand promises
}

/** `text` as a job id, or `undefined` where it is none. */
export function parseJobId(text: string): JobId | undefined {
  return isHexId(text) ? (text as JobId) : undefined; // just checked
}

/** `text` as an operator id, or `undefined` where it is none. */
export function parseOperatorId(text: string): OperatorId | undefined {
  return isHexId(text) ? (text as OperatorId) : undefined; // just checked
}

/** `text` as a vertex id, or `undefined` where it is none. */
export function parseVertexId(text: string): VertexId | undefined {
  return isHexId(text) ? (text as VertexId) : undefined; // just checked
}

/** Bytes as lower-case hexadecimal digits. */
export function hexOf(bytes: Uint8Array): string {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return digits;
}

function isHexId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
