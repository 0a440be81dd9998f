/**
 * Keyed state and timers of one operator as bytes by key group.
 *
 * KS1 Each key group at most once in a part, ascending; entries of a group ascending by canonical key bytes (S2), then
 * namespace bytes. KS2 An entry is four byte strings, each with its length in front: canonical key, key in `keySerializer`,
 * namespace in `namespaceSerializer` (empty where the part has none), content. So entries are split, merged and looked up
 * without knowing any type. KS3 The content of a state depends on its kind and descriptor alone, never on the table that
 * held it: typed tables write the same bytes.
 *
 * Seam (C4): parts are serialized completely inside of the synchronous call. A table that freezes its blocks instead
 * replaces the arrays by iterables that are read later; nothing else of the form changes.
 */
import type { SerializerFingerprint } from "../../types/serializers/fingerprint.ts";

/** All keyed parts of an operator in one subtask. */
export interface KeyedSnapshot {
  readonly maxParallelism: number;
  /** The key groups that the subtask owned, inclusive; those without entries are in no part. */
  readonly keyGroups: { readonly first: number; readonly last: number };
  readonly keySerializer: SerializerFingerprint;
  /** Ascending by name; the names of operators' own states begin with `$`. */
  readonly states: readonly KeyedStateSnapshot[];
  readonly timers: readonly TimersSnapshot[];
}

/** One key group's entries of one part. */
export interface KeyGroupEntries {
  readonly keyGroup: number;
  readonly entryCount: number;
  /** As KS2 says. */
  readonly bytes: Uint8Array;
}

/** A descriptor's kind, or what an operator keeps without a descriptor. */
export type KeyedStateKind = "value" | "list" | "map" | "reducing" | "aggregating" | "windows";

/** One state by name. */
export interface KeyedStateSnapshot {
  readonly name: string;
  readonly kind: KeyedStateKind;
  /** By what they write: `value`, `element`, `accumulator`, `mapKey`, `mapValue`, `window`. */
  readonly serializers: Readonly<Record<string, SerializerFingerprint>>;
  /** Of states per window: what wrote the windows, by name; absent where there is one content for each key. */
  readonly namespaceSerializer?: string | undefined;
  /** Present where contents carry the time from which they live: 8 bytes before each value, element or map value. */
  readonly timeToLiveMs?: number | undefined;
  readonly groups: readonly KeyGroupEntries[];
}

/**
 * The timers of one clock. The content of an entry is the timestamp and the timer's place in the order of firing, so
 * that timers of equal timestamps fire in the order they would have.
 */
export interface TimersSnapshot {
  readonly clock: "eventTime" | "processingTime";
  readonly namespaceSerializer?: string | undefined;
  readonly groups: readonly KeyGroupEntries[];
}
