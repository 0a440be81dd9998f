/**
 * Hashes that place keys, and Flink's assignment of keys to key groups and of key groups to subtasks (S2).
 *
 * All of it is part of the checkpoint format: a change moves every key. Integers are 32 bit, arithmetic wraps as Java's.
 * Flink: org.apache.flink.util.MathUtils, org.apache.flink.runtime.state.KeyGroupRangeAssignment.
 */

/** Flink's lower bound of a derived max parallelism. */
export const DEFAULT_LOWER_BOUND_MAX_PARALLELISM = 128;
/** Flink's upper bound of max parallelism: key groups are 16 bit in its format. */
export const UPPER_BOUND_MAX_PARALLELISM = 32_768;

/** Key groups `first` to `last`, both included. */
export interface KeyGroupRange {
  readonly first: number;
  readonly last: number;
}

/** Flink's murmur hash of one 32-bit integer; never negative. */
export function murmurHash(code: number): number {
  let hash = Math.imul(code, 0xcc9e2d51);
  hash = (hash << 15) | (hash >>> 17);
  hash = Math.imul(hash, 0x1b873593);
  hash = (hash << 13) | (hash >>> 19);
  hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  hash = avalanche(hash ^ 4);
  if (hash >= 0) return hash;
  // Java has no absolute value of its smallest integer; Flink takes 0.
  return hash === -2_147_483_648 ? 0 : -hash;
}

/** MurmurHash3 x86 32 bit of `bytes` from `start` to `end`; a signed 32-bit integer. */
export function murmur3x32(
  bytes: Uint8Array,
  start: number = 0,
  end: number = bytes.length,
  seed: number = 0,
): number {
  let hash = seed | 0;
  const blockEnd = start + ((end - start) & ~3);
  for (let at = start; at < blockEnd; at += 4) {
    // Within the array: at < blockEnd ≤ end.
    const word =
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24);
    hash ^= mixWord(word);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let tail = 0;
  for (let at = end - 1; at >= blockEnd; at--) tail = (tail << 8) | (bytes[at] ?? 0);
  if (blockEnd < end) hash ^= mixWord(tail);
  return avalanche(hash ^ (end - start));
}

/** The key group of a key, from the 32-bit hash of the key. */
export function keyGroupOfHash(keyHash: number, maxParallelism: number): number {
  return murmurHash(keyHash) % maxParallelism;
}

/** The subtask that owns a key group (Flink's `computeOperatorIndexForKeyGroup`). */
export function subtaskOfKeyGroup(
  keyGroup: number,
  parallelism: number,
  maxParallelism: number,
): number {
  return Math.floor((keyGroup * parallelism) / maxParallelism);
}

/** The key groups that a subtask owns (Flink's `computeKeyGroupRangeForOperatorIndex`). */
export function keyGroupRangeOfSubtask(
  subtaskIndex: number,
  parallelism: number,
  maxParallelism: number,
): KeyGroupRange {
  return {
    first: Math.floor((subtaskIndex * maxParallelism + parallelism - 1) / parallelism),
    last: Math.floor(((subtaskIndex + 1) * maxParallelism - 1) / parallelism),
  };
}

/** The max parallelism of an operator that sets none: 1.5 times its parallelism as a power of two, from 128 to 32,768. */
export function defaultMaxParallelism(parallelism: number): number {
  const rounded = roundUpToPowerOfTwo(parallelism + Math.floor(parallelism / 2));
  return Math.min(
    Math.max(rounded, DEFAULT_LOWER_BOUND_MAX_PARALLELISM),
    UPPER_BOUND_MAX_PARALLELISM,
  );
}

function mixWord(word: number): number {
  const mixed = Math.imul(word, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
}

function avalanche(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function roundUpToPowerOfTwo(value: number): number {
  let power = 1;
  while (power < value) power *= 2;
  return power;
}
