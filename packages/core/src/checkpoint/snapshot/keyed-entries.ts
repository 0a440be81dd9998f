/**
 * Writes and reads the entries of a keyed part (KS1, KS2), whatever they hold.
 *
 * Entries are sorted when they are taken: by key group, canonical key, namespace, and for equal ones in the order in
 * which they were added.
 */
import { keyGroupOfHash, murmur3x32 } from "../../base/murmur.ts";
import { compareBytes } from "../../types/key-bytes.ts";
import { ByteInput } from "../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../types/serializers/byte-output.ts";
import type { KeyGroupEntries } from "./keyed-snapshot.ts";

/** A key as entries carry it. */
export interface EntryKey {
  /** Its encoding by which it is equal, hashed and sorted (S2). */
  readonly canonical: Uint8Array;
  /** In the operator's key serializer. */
  readonly value: Uint8Array;
}

/** One entry; its bytes are views that are valid as long as those of the group. */
export interface KeyedEntry {
  readonly key: EntryKey;
  readonly namespace: Uint8Array;
  readonly content: Uint8Array;
}

/** The namespace of parts without one. */
export const NO_NAMESPACE_BYTES: Uint8Array = new Uint8Array(0);

/** The key group of a canonical key. */
export function keyGroupOfCanonical(canonical: Uint8Array, maxParallelism: number): number {
  return keyGroupOfHash(murmur3x32(canonical), maxParallelism);
}

/** Collects the entries of one part. */
export class EntryCollector {
  /** The content of the next entry: to be filled before `add`, which empties it. */
  readonly content: ByteOutput = new ByteOutput();
  readonly #maxParallelism: number;
  readonly #entries: {
    keyGroup: number;
    key: EntryKey;
    namespace: Uint8Array;
    bytes: Uint8Array;
  }[] = [];

  constructor(maxParallelism: number) {
    this.#maxParallelism = maxParallelism;
  }

  /** Adds what was written to `content` under a key and a namespace; both byte strings are kept, not copied. */
  add(key: EntryKey, namespace: Uint8Array = NO_NAMESPACE_BYTES): void {
    const keyGroup = keyGroupOfCanonical(key.canonical, this.#maxParallelism);
    this.#entries.push({ keyGroup, key, namespace, bytes: this.content.take() });
    this.content.clear();
  }

  /** The entries by key group, sorted. */
  take(): readonly KeyGroupEntries[] {
    const sorted = this.#entries.sort(
      (left, right) =>
        left.keyGroup - right.keyGroup ||
        compareBytes(left.key.canonical, right.key.canonical) ||
        compareBytes(left.namespace, right.namespace),
    );
    const groups: KeyGroupEntries[] = [];
    const output = new ByteOutput();
    let entryCount = 0;
    for (const [index, { keyGroup, key, namespace, bytes }] of sorted.entries()) {
      output.block(key.canonical);
      output.block(key.value);
      output.block(namespace);
      output.block(bytes);
      entryCount += 1;
      if (sorted[index + 1]?.keyGroup === keyGroup) continue;
      groups.push({ keyGroup, entryCount, bytes: output.take() });
      output.clear();
      entryCount = 0;
    }
    return groups;
  }
}

/** The entries of the groups, in order. `name` says in errors what the bytes are. */
export function* readEntries(
  groups: Iterable<KeyGroupEntries>,
  name: string,
): Generator<KeyedEntry, void> {
  for (const { keyGroup, entryCount, bytes } of groups) {
    const input = new ByteInput(bytes, `${name}, key group ${keyGroup}`);
    const next = (): Uint8Array => input.view8(input.count(1));
    for (let index = 0; index < entryCount; index++)
      yield {
        key: { canonical: next(), value: next() },
        namespace: next(),
        content: next(),
      };
    if (input.remaining > 0) throw input.damaged("bytes behind the last entry");
  }
}
