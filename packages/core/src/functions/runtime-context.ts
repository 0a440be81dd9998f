/** What a function learns about where it runs, and its way to state, accumulators and metrics. */
import type { Logger } from "../base/logger.ts";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../state/handles.ts";
import type { Accumulator } from "./accumulators.ts";

/** Handed to `open(context)`; valid until `close()` has returned. One per subtask. */
export abstract class RuntimeContext {
  abstract getTaskName(): string;
  abstract getTaskNameWithSubtasks(): string;
  abstract getNumberOfParallelSubtasks(): number;
  abstract getMaxNumberOfParallelSubtasks(): number;
  abstract getIndexOfThisSubtask(): number;
  abstract getAttemptNumber(): number;
  abstract getJobId(): string;
  abstract getJobParameter(key: string, defaultValue: string): string;
  /** Keyed state; only on keyed streams, otherwise `STATE_NOT_KEYED`. */
  abstract getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  abstract getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  abstract getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  abstract getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  abstract getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
  abstract addAccumulator(name: string, accumulator: Accumulator<never, unknown>): void;
  abstract getAccumulator(name: string): Accumulator<never, unknown> | undefined;
  abstract readonly logger: Logger;
}
