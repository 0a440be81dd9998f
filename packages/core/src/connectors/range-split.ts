/** Ranges of whole numbers as splits, for sources that are functions of an index. */
import { streamError } from "../base/stream-error.ts";
import { jsonSerializer } from "../connector/json-serializer.ts";
import type { SimpleVersionedSerializer } from "../connector/source.ts";
import type { SplitListState } from "../connector/split-list-enumerator.ts";

/** The numbers from `next` up to and including `to`. */
export interface RangeSplit {
  readonly splitId: string;
  readonly next: number;
  readonly to: number;
}

export const rangeSplitSerializer: SimpleVersionedSerializer<RangeSplit> = jsonSerializer(
  "A range split",
  1,
);
export const rangeListSerializer: SimpleVersionedSerializer<SplitListState<RangeSplit>> =
  jsonSerializer("A list of range splits", 1);

/** Cuts a range into at most `count` pieces of nearly equal length, in order. */
export function rangeSplits(from: number, to: number, count: number): RangeSplit[] {
  const length = to - from + 1;
  const pieces = Math.min(count, length);
  const splits: RangeSplit[] = [];
  let next = from;
  for (let index = 0; index < pieces; index++) {
    const pieceLength = Math.floor(length / pieces) + (index < length % pieces ? 1 : 0);
    splits.push({ splitId: String(index), next, to: next + pieceLength - 1 });
    next += pieceLength;
  }
  return splits;
}

/** Refuses what is not a whole number within ±(2^53 - 1). */
export function checkWholeNumber(option: string, value: number): void {
  if (!Number.isSafeInteger(value)) {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option,
      value,
      expected: "a whole number within ±(2^53 - 1)",
    });
  }
}
