/** `KeyedStateStore`: state by descriptor. `RuntimeContext` and the keyed contexts are such stores. */
import type {
  AggregatingStateDescriptor, ListStateDescriptor, MapStateDescriptor, ReducingStateDescriptor, ValueStateDescriptor,
} from "./descriptors.ts"; // biome-ignore format: names of one family
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "./handles.ts";

/** Gives out state handles. Flink: `KeyedStateStore`. On streams without a key every getter is `STATE_NOT_KEYED`. */
export abstract class KeyedStateStore {
  abstract getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  abstract getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  abstract getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  abstract getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  abstract getAggregatingState<IN, OUT>(
    descriptor: AggregatingStateDescriptor<IN, unknown, OUT>,
  ): AggregatingState<IN, OUT>;
}
