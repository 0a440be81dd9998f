/**
 * Hands out the records of a partition in order when the input has ended: all of a subtask, or one key after another.
 *
 * Flink: `SortPartitionOperator`, `KeyedSortPartitionOperator`. The records are kept in memory, those of a key under the
 * key. What comes out has no timestamp.
 */
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { SortPartitionNode } from "../../../plan/transformation.ts";
import { ValueStateDescriptor } from "../../../state/descriptors.ts";
import { compareValues } from "../../../types/compare.ts";
import { getField } from "../../../types/field-access.ts";
import type { ObjectTable } from "../../state/object-table.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator } from "../operator.ts";
import { UserFunction } from "../user-function.ts";
import { EndOfInput, type FinalWork } from "./end-of-input.ts";
import { keepRecord } from "./kept-records.ts";
import { SlicedSort, type SortOrder } from "./sliced-sort.ts";

/** `fullWindowPartition().sortPartition(…)`. */
export function createSortPartitionOperator(context: ChainedContext<SortPartitionNode>): Operator {
  const { node, keyedState } = context;
  const user = node.sortKey.type === "selector" ? new UserFunction(context, node.sortKey.function) : undefined; // biome-ignore format: one choice
  const order = sortOrderOf(node, user);
  const records = keyedState === undefined ? singlePartition() : partitionsByKey(keyedState);
  const end = new EndOfInput(context, () => sortAll(context, records, order, end.sliceSize));
  return {
    inputs: [
      end.input((value, _timestampMs, key) =>
        keepRecord(records.current(key), value, context.node.name),
      ),
    ],
    suspension: end.suspension,
    snapshotState: () => end.refuseSnapshot(),
    open: () => user?.open(),
    close: () => user?.close(),
  };
}

/** Where records are kept. */
interface Partitions {
  /** The partition that a record belongs to. */
  current(key: unknown): unknown[];
  /** Takes out the next partition; `undefined` when there is none. */
  next(): unknown[] | undefined;
}

function singlePartition(): Partitions {
  let records: unknown[] | undefined = [];
  return {
    current: () => (records ??= []),
    next() {
      const all = records;
      records = undefined;
      return all;
    },
  };
}

/** In the order of the slots: as keys came first, where none was ever forgotten. */
function partitionsByKey(table: ObjectTable): Partitions {
  // What is stored are lists of records, put there below.
  const values = table.valuesOf(new ValueStateDescriptor<unknown>("$partition")) as (
    | unknown[]
    | undefined
  )[];
  let nextSlot = 0;
  return {
    current(key) {
      const slot = table.setCurrentKey(key);
      return (values[slot] ??= []);
    },
    next() {
      while (nextSlot < values.length) {
        const slot = nextSlot++;
        const records = values[slot];
        if (records === undefined) continue;
        values[slot] = undefined;
        return records;
      }
      return undefined;
    },
  };
}

function sortOrderOf(node: SortPartitionNode, user: UserFunction | undefined): SortOrder {
  const { sortKey, order } = node;
  const getKey = user?.method("getKey");
  return {
    keyOf: (record) =>
      sortKey.type === "field" ? getField(record, sortKey.field) : getKey?.(record),
    compare: order === "ASCENDING" ? compareValues : (left, right) => compareValues(right, left),
  };
}

/** Sorts one partition after the other. */
function sortAll(
  { output, guard }: ChainedContext,
  partitions: Partitions,
  order: SortOrder,
  runSize: number,
): FinalWork {
  const emit = (record: unknown): void => {
    output.element(record, NO_TIMESTAMP);
    guard.running.number = guard.operatorNumber;
  };
  let sort: SlicedSort | undefined;
  return (limit) => {
    for (;;) {
      const done = sort?.step(limit, emit) ?? 0;
      if (done > 0) return done;
      const records = partitions.next();
      if (records === undefined) return 0;
      sort = new SlicedSort(records, order, runSize);
    }
  };
}
