/** From a descriptor to a state of an object table: its handle, what iteration shows of it, and what cleanup leaves of it. */
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type { State } from "../../state/handles.ts";
import { AggregatedState } from "./aggregating-state.ts";
import { StoredListState } from "./list-state.ts";
import { StoredMap, StoredMapState } from "./map-state.ts";
import { ObjectTableValueState } from "./object-table-value-state.ts";
import { ReducedState } from "./reducing-state.ts";
import { singleContent } from "./single-content.ts";
import { type CurrentSlot, StateColumn } from "./state-column.ts";
import { TimedValue, TimeToLive } from "./time-to-live.ts";
import { TimedValueState } from "./timed-value-state.ts";

/** One state of a table. */
export interface TableState {
  readonly descriptor: StateDescriptor;
  /** By slot. */
  readonly values: unknown[];
  readonly handle: State;
  /** Absent where nothing expires: a content without what has expired, `undefined` where nothing is left of it. */
  readonly cleaned?: ((content: unknown) => unknown) | undefined;
  /** Slot at which incremental cleanup goes on. */
  cleanupSlot: number;
}

/** What a state gets from its table. */
export interface TableStateContext {
  readonly table: CurrentSlot;
  readonly values: unknown[];
  readonly nowMs: () => number;
  /** Called at each access of a state with incremental cleanup. */
  cleanUp(state: TableState, slotCount: number): void;
}

/** Makes a state; the descriptor is of one of the five kinds. */
export function createTableState(
  descriptor: StateDescriptor,
  context: TableStateContext,
): TableState {
  const { table, values } = context;
  const config = descriptor.getTtlConfig();
  const column = new StateColumn(table, values, descriptor);
  if (config === undefined) {
    const handle = createHandle(descriptor, column, undefined, context);
    return { descriptor, values, handle, cleanupSlot: 0 };
  }
  const slotCount = config.getCleanupStrategies().getIncrementalCleanupStrategy()?.getCleanupSize();
  const ttl = new TimeToLive(config, context.nowMs, () => {
    if (slotCount !== undefined) context.cleanUp(state, slotCount);
  });
  const state: TableState = {
    descriptor,
    values,
    handle: createHandle(descriptor, column, ttl, context),
    cleaned: (content) => withoutExpired(content, ttl),
    cleanupSlot: 0,
  };
  return state;
}

function createHandle(
  descriptor: StateDescriptor,
  column: StateColumn,
  ttl: TimeToLive | undefined,
  { table, values }: TableStateContext,
): State {
  if (descriptor instanceof ValueStateDescriptor)
    return ttl === undefined
      ? new ObjectTableValueState(table, values, descriptor)
      : new TimedValueState(column, singleContent(column, ttl), descriptor);
  if (descriptor instanceof ListStateDescriptor)
    return new StoredListState(column, ttl, descriptor);
  if (descriptor instanceof MapStateDescriptor) return new StoredMapState(column, ttl, descriptor);
  const content = singleContent(column, ttl);
  if (descriptor instanceof ReducingStateDescriptor)
    return new ReducedState(column, content, descriptor);
  if (descriptor instanceof AggregatingStateDescriptor)
    return new AggregatedState(column, content, descriptor);
  throw new TypeError(`no state of kind ${descriptor.kind}`);
}

/** Flink: `TtlStateFactory`'s `getUnexpiredOrNull` of each kind. Returns the same content where nothing has expired. */
function withoutExpired(content: unknown, ttl: TimeToLive): unknown {
  if (content instanceof TimedValue) return ttl.isExpired(content) ? undefined : content;
  if (content instanceof StoredMap) {
    const live = new StoredMap();
    for (const [lookup, entry] of content.entries)
      if (!ttl.isExpired(entry)) live.entries.set(lookup, entry);
    if (live.entries.size === content.entries.size) return content;
    return live.entries.size === 0 ? undefined : live;
  }
  // The third form of a content that expires is the list's.
  const items = content as readonly TimedValue[];
  const live = items.filter((item) => !ttl.isExpired(item));
  if (live.length === items.length) return content;
  return live.length === 0 ? undefined : live;
}

/** A content as plain data: a value, an array, a Map from key to value. Times are left out. */
export function plainContent(content: unknown): unknown {
  if (content instanceof TimedValue) return content.value;
  if (content instanceof StoredMap)
    return new Map(Array.from(content.entries.values(), ({ key, value }) => [key, value]));
  if (Array.isArray(content) && content[0] instanceof TimedValue)
    return content.map((item: TimedValue) => item.value);
  return content;
}
