/** `KeyedStateFunction`: what `applyToKeyedState` calls for the state of each key. */
import type {
  AggregatingStateDescriptor, ListStateDescriptor, MapStateDescriptor, ReducingStateDescriptor, StateDescriptor,
  ValueStateDescriptor,
} from "./descriptors.ts"; // biome-ignore format: names of one family
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "./handles.ts";

/** The handle of the state that a descriptor of type `D` describes. */
export type StateOf<D extends StateDescriptor> =
  D extends ValueStateDescriptor<infer T>
    ? ValueState<T>
    : D extends ListStateDescriptor<infer T>
      ? ListState<T>
      : D extends MapStateDescriptor<infer K, infer V>
        ? MapState<K, V>
        : D extends ReducingStateDescriptor<infer T>
          ? ReducingState<T>
          : D extends AggregatingStateDescriptor<infer IN, unknown, infer OUT>
            ? AggregatingState<IN, OUT>
            : never;

/** Called once for each key; `state` means that key. Flink: `KeyedStateFunction`. */
export abstract class KeyedStateFunction<in K, in S> {
  abstract process(key: K, state: S): void;
}
