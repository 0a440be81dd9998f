/** Ranges of key groups: which of those that a subtask had are another one's now. Flink: `KeyGroupRange`. */
import type { KeyGroupRange } from "../../base/murmur.ts";

/** Key groups `first` to `last`, both included; throws a RangeError for what is none. */
export function keyGroupRange(first: number, last: number): KeyGroupRange {
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last >= first)
    return { first, last };
  throw new RangeError(`there are no key groups ${first} to ${last}`); // a defect of the caller
}

/** The key groups in both ranges; `undefined` where there are none. */
export function intersectKeyGroups(
  one: KeyGroupRange,
  other: KeyGroupRange,
): KeyGroupRange | undefined {
  const first = Math.max(one.first, other.first);
  const last = Math.min(one.last, other.last);
  return first > last ? undefined : { first, last };
}

/** True where the range has the key group. */
export function hasKeyGroup({ first, last }: KeyGroupRange, keyGroup: number): boolean {
  return keyGroup >= first && keyGroup <= last;
}
