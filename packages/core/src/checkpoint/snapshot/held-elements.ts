/**
 * Elements that an operator holds: what waits in its inbox (W6), and requests that have no answer yet.
 *
 * HE1 Order is kept. HE2 Records of keyed inputs carry their canonical key, so that they follow it when subtasks change;
 * those of broadcast inputs beside them follow the copy of the broadcast state; all others are dealt out as a list. HE3 When subtasks are combined, records come first, then the least of the
 * last watermarks; an end only where all combined subtasks hold one or have ended.
 */
import type { SerializerFingerprint } from "../../types/serializers/fingerprint.ts";
import type { EntryKey } from "./keyed-entries.ts";

/** What one operator holds in one subtask. */
export interface HeldElements {
  /** What wrote the records' values, by input. */
  readonly valueSerializers: readonly SerializerFingerprint[];
  /** What wrote their keys; absent where the operator has no key. */
  readonly keySerializer?: SerializerFingerprint | undefined;
  /** Oldest first. */
  readonly elements: readonly HeldElement[];
}

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
  /** Absent where the input has no key. */
  readonly key?: EntryKey | undefined;
}
