/**
 * Elements that an operator holds: what waits in its inbox (W6), and requests that have no answer yet.
 *
 * HE1 Order is kept. HE2 Records of keyed inputs carry their canonical key, so that they follow it when subtasks change;
 * others are dealt out as a list, in order, and watermarks, statuses and ends go to all.
 */
import type { SerializerFingerprint } from "./stored-serializer.ts";

/** One element; `input` is the operator's. */
export type HeldElement =
  | HeldRecord
  | { readonly type: "watermark"; readonly input: number; readonly timestampMs: number }
  | { readonly type: "status"; readonly input: number; readonly isIdle: boolean }
  | { readonly type: "end"; readonly input: number };

/** A record that waits. */
export interface HeldRecord {
  readonly type: "record";
  readonly input: number;
  /** `NO_TIMESTAMP` where it has none. */
  readonly timestampMs: number;
  readonly value: Uint8Array;
  readonly valueSerializer: SerializerFingerprint;
  /** `undefined` on inputs without a key. */
  readonly key: HeldKey | undefined;
}

/** The key of a record. */
export interface HeldKey {
  readonly canonical: Uint8Array;
  readonly value: Uint8Array;
  readonly serializer: SerializerFingerprint;
}
