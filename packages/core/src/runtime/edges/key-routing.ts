/**
 * From a key to the subtask that owns it (S2): canonical bytes → murmur3 → key group → subtask.
 *
 * What was computed for a key is remembered for strings and numbers, up to a bound: keys repeat, and the bytes of a key
 * cost more than a look-up.
 * @internal
 */
import { keyGroupOfHash, murmur3x32, subtaskOfKeyGroup } from "../../base/murmur.ts";
import { encodeKey } from "../../types/key-encoding.ts";

/** Entries after which the memory starts anew, so that an unbounded key space does not fill the heap. */
const REMEMBERED_KEYS = 16_384;

/** The 32-bit hash of a key that places it. */
export function keyHash(key: unknown): number {
  return murmur3x32(encodeKey(key));
}

/** A function from key to subtask, with a memory of its own. */
export function createKeyRouting(
  maxParallelism: number,
  parallelism: number,
): (key: unknown) => number {
  const remembered = new Map<unknown, number>();
  return (key) => {
    const isRemembered = typeof key === "string" || typeof key === "number";
    const known = isRemembered ? remembered.get(key) : undefined;
    if (known !== undefined) return known;
    const subtask = subtaskOfKeyGroup(
      keyGroupOfHash(keyHash(key), maxParallelism),
      parallelism,
      maxParallelism,
    );
    if (isRemembered) {
      if (remembered.size >= REMEMBERED_KEYS) remembered.clear();
      remembered.set(key, subtask);
    }
    return subtask;
  };
}
