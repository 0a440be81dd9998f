/**
 * Which of its channels a record takes, per partitioner. Deterministic: a run can be repeated.
 *
 * Round robin starts at the source subtask's own index, so that several sources do not all begin with the first target.
 * @internal
 */
import { streamError } from "../../base/stream-error.ts";
import { createKeyRouting } from "./key-routing.ts";

/** Index into the edge's channels for a record's key (`undefined` where the partitioner takes none). */
export type SelectChannel = (key: unknown) => number;

export interface SelectChannelSettings {
  readonly sourceSubtask: number;
  readonly channelCount: number;
  readonly maxParallelism: number;
  /** For messages: the target vertex. */
  readonly operator: string;
}

/** Flink's `RebalancePartitioner` and `RescalePartitioner`. */
export function roundRobin({ sourceSubtask, channelCount }: SelectChannelSettings): SelectChannel {
  let next = sourceSubtask % channelCount;
  return () => {
    const selected = next;
    next = selected + 1 === channelCount ? 0 : selected + 1;
    return selected;
  };
}

/** Flink's `ShufflePartitioner`; pseudo-random from a fixed seed per source subtask (xorshift). */
export function shuffled({ sourceSubtask, channelCount }: SelectChannelSettings): SelectChannel {
  let state = ((sourceSubtask + 1) * 0x9e3779b1) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % channelCount;
  };
}

/** Flink's `KeyGroupStreamPartitioner`. */
export function byKeyGroup({ channelCount, maxParallelism }: SelectChannelSettings): SelectChannel {
  return createKeyRouting(maxParallelism, channelCount);
}

/** The user's partitioner, with its range checked. */
export function byFunction(
  partition: (key: unknown, count: number) => unknown,
  { channelCount, operator }: SelectChannelSettings,
): SelectChannel {
  return (key) => {
    const selected = partition(key, channelCount);
    if (
      typeof selected === "number" &&
      Number.isInteger(selected) &&
      selected >= 0 &&
      selected < channelCount
    )
      return selected;
    throw streamError("RUNTIME_PARTITION_OUT_OF_RANGE", {
      operator,
      partition: String(selected),
      count: channelCount,
    });
  };
}
