/**
 * State that belongs to an operator's subtasks and not to keys: named lists of elements, each with a mode (C7).
 *
 * OS1 The mode alone says who gets which elements after a restore with other subtasks. OS2 Elements keep their order.
 */
import type { SerializerFingerprint } from "../../types/serializers/fingerprint.ts";

/**
 * How elements are redistributed. `split`: list state, dealt out evenly. `union`: all elements to every subtask (also the
 * states of writers). `broadcast`: equal in all subtasks; subtask i gets the copy of i modulo the old parallelism.
 * `pool`: all of them once, in order, to whoever hands them out anew (splits of readers, committables).
 */
export type OperatorStateMode = "split" | "union" | "broadcast" | "pool";

/** One named state of one subtask. */
export interface OperatorStateSnapshot {
  readonly name: string;
  readonly mode: OperatorStateMode;
  readonly serializer: ElementSerializer;
  /** One for each element; an entry of a broadcast state is its key's length, its key, and its value. */
  readonly elements: readonly Uint8Array[];
}

/** What wrote the elements. */
export type ElementSerializer =
  | {
      readonly type: "fingerprints";
      /** By what they write: `element`, or `key` and `value` of a broadcast state. */
      readonly fingerprints: Readonly<Record<string, SerializerFingerprint>>;
    }
  /** A connector's `SimpleVersionedSerializer`. */
  | { readonly type: "version"; readonly version: number };
