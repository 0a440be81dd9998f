/** The cases of the state suite for list, reducing and aggregating state, and those that all kinds share. */
import type { KeyedStateBackend } from "../runtime/state/backend.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
} from "../state/descriptors.ts";
import { Types } from "../types/types.ts";
import { stateMapCases } from "./state-map-cases.ts";
import {
  createRandom,
  entriesOf,
  equal,
  type OpenedBackend,
  openBackend,
  refuses,
  type StateBackendSuiteContext,
  type SuiteCase,
  sortedEntries,
} from "./state-suite-parts.ts";

const list = new ListStateDescriptor<number>("list", Types.LONG());
const map = new MapStateDescriptor<unknown, number | null>("map");
const sum = new ReducingStateDescriptor<number>("sum", (previous, value) => previous + value);
const mean = new AggregatingStateDescriptor<number, { total: number; count: number }, number>(
  "mean",
  {
    createAccumulator: () => ({ total: 0, count: 0 }),
    add(value, accumulator) {
      accumulator.total += value;
      accumulator.count += 1;
      return accumulator;
    },
    getResult: ({ total, count }) => total / count,
  },
);

/** The cases. */
export function stateKindCases(context: StateBackendSuiteContext): readonly SuiteCase[] {
  const open = (): OpenedBackend => openBackend(context);
  return [
    { name: "a list keeps elements in order, under each key", run: () => keepsLists(open()) },
    { name: "what a list gave out does not change", run: () => showsListsAsTheyWere(open()) },
    { name: "a wrong element leaves the list as it is", run: () => refusesElements(open()) },
    ...stateMapCases(context),
    { name: "added values are reduced and aggregated at once", run: () => combines(open()) },
    { name: "a function that returns undefined is an error", run: () => refusesResults(open()) },
    { name: "states of all kinds that are empty take no room", run: () => takesNoRoom(open()) },
    { name: "every kind refuses outside of a call", run: () => guardsCalls(open()) },
    { name: "a descriptor of another kind or type is refused", run: () => refusesKinds(open()) },
    {
      name: "random steps on lists, maps and sums give the same as a model",
      run: () => behavesAsModel(open(), context.seed ?? 1),
    },
  ];
}

function keepsLists({ backend }: OpenedBackend): void {
  const handle = backend.listState(list);
  backend.setCurrentKey("a");
  equal([...handle.get()], []);
  handle.add(1);
  handle.addAll([2, 3]);
  handle.addAll([]);
  backend.setCurrentKey("b");
  equal([...handle], []);
  handle.update(new Set([7, 8]));
  backend.setCurrentKey("a");
  equal([...handle], [1, 2, 3]);
  handle.update([4]);
  equal([...handle.get()], [4]);
  equal(entriesOf(backend, "list"), [
    ["a", [4]],
    ["b", [7, 8]],
  ]);
  handle.clear();
  equal([...handle.get()], []);
}

function showsListsAsTheyWere({ backend }: OpenedBackend): void {
  const handle = backend.listState(list);
  backend.setCurrentKey("a");
  handle.addAll([1, 2]);
  const before = handle.get();
  for (const element of handle) handle.add(element * 10);
  const between = handle.get();
  handle.addAll(handle);
  handle.update([]);
  equal([...before, ...before], [1, 2, 1, 2]);
  equal([...between], [1, 2, 10, 20]);
  equal([...handle], []);
}

function refusesElements({ backend }: OpenedBackend): void {
  const handle = backend.listState(list);
  backend.setCurrentKey("a");
  handle.add(1);
  refuses("TYPE_WRONG_VALUE", () => handle.addAll([2, "text" as never]));
  refuses("TYPE_WRONG_VALUE", () => handle.update([2, "text" as never]));
  refuses("STATE_VALUE_UNDEFINED", () => handle.add(undefined as never));
  for (const wrong of ["text", null, 3, { length: 1 }]) {
    refuses("STATE_WRONG_VALUES", () => handle.addAll(wrong as never));
    refuses("STATE_WRONG_VALUES", () => handle.update(wrong as never));
  }
  equal([...handle], [1]);
}

function combines({ backend }: OpenedBackend): void {
  const [summed, averaged] = [backend.reducingState(sum), backend.aggregatingState(mean)];
  backend.setCurrentKey("a");
  equal([summed.get(), averaged.get()], [null, null]);
  for (const value of [1, 2, 6]) {
    summed.add(value);
    averaged.add(value);
  }
  backend.setCurrentKey("b");
  equal([summed.get(), averaged.get()], [null, null]);
  summed.add(5);
  averaged.add(5);
  equal([summed.get(), averaged.get()], [5, 5]);
  summed.add(null as never);
  averaged.add(null as never);
  equal([summed.get(), averaged.get()], [null, null]);
  backend.setCurrentKey("a");
  equal([summed.get(), averaged.get()], [9, 3]);
  equal(entriesOf(backend, "mean"), [["a", { total: 9, count: 3 }]]);
  const untilTen = backend.reducingState(
    new ReducingStateDescriptor<number>("until ten", (a, b) =>
      a + b < 10 ? a + b : (null as never),
    ),
  );
  for (const value of [4, 5, 1]) untilTen.add(value);
  equal(untilTen.get(), null);
  untilTen.add(3);
  equal(untilTen.get(), 3);
  const wrapping = backend.reducingState(
    new ReducingStateDescriptor<number>("wrapping", { reduce: (a, b) => a + b }, Types.SHORT()),
  );
  wrapping.add(30000);
  wrapping.add(30000);
  equal(wrapping.get(), -5536);
}

function refusesResults({ backend }: OpenedBackend): void {
  const nothing = (): never => undefined as never;
  const reducing = backend.reducingState(new ReducingStateDescriptor<number>("reducing", nothing));
  const functions = { createAccumulator: () => 0, add: () => 1, getResult: () => 2 };
  const adding = backend.aggregatingState(
    new AggregatingStateDescriptor<number, number, number>("adding", {
      ...functions,
      add: nothing,
    }),
  );
  const resulting = backend.aggregatingState(
    new AggregatingStateDescriptor<number, number, number>("resulting", {
      ...functions,
      getResult: nothing,
    }),
  );
  backend.setCurrentKey("a");
  reducing.add(1);
  refuses("STATE_FUNCTION_RETURNED_UNDEFINED", () => reducing.add(2));
  refuses("STATE_VALUE_UNDEFINED", () => reducing.add(undefined as never));
  refuses("STATE_FUNCTION_RETURNED_UNDEFINED", () => adding.add(1));
  refuses("STATE_VALUE_UNDEFINED", () => resulting.add(undefined as never));
  resulting.add(1);
  refuses("STATE_FUNCTION_RETURNED_UNDEFINED", () => resulting.get());
  equal(reducing.get(), 1);
}

function takesNoRoom({ backend }: OpenedBackend): void {
  const handles = openAll(backend);
  for (const key of ["a", "b"]) {
    backend.setCurrentKey(key);
    handles.list.add(1);
    handles.map.put("x", 1);
    handles.sum.add(1);
    handles.mean.add(1);
  }
  handles.list.update([]);
  handles.map.remove("x");
  handles.sum.clear();
  backend.clearCurrentKey();
  equal(backend.keyCount, 2);
  backend.setCurrentKey("b");
  handles.mean.clear();
  backend.clearCurrentKey();
  equal(backend.keyCount, 1);
}

function guardsCalls({ backend, guard }: OpenedBackend): void {
  const handles = openAll(backend);
  const uses = [
    () => handles.list.get(),
    () => handles.list.add(1),
    () => handles.list.addAll([]),
    () => handles.list.update([1]),
    () => handles.list.clear(),
    () => handles.map.get("x"),
    () => handles.map.put("x", 1),
    () => handles.map.putAll([]),
    () => handles.map.remove("x"),
    () => handles.map.contains("x"),
    () => handles.map.isEmpty(),
    () => handles.map.keys(),
    () => handles.map.clear(),
    () => handles.sum.get(),
    () => handles.sum.add(1),
    () => handles.sum.clear(),
    () => handles.mean.get(),
    () => handles.mean.add(1),
    () => handles.mean.clear(),
  ];
  for (const use of uses) refuses("STATE_NO_KEY", use);
  backend.setCurrentKey("a");
  handles.map.putAll([
    ["x", 1],
    ["y", 2],
  ]);
  const iterator = handles.map[Symbol.iterator]();
  iterator.next();
  guard.running.number = 0;
  for (const use of uses) refuses("STATE_OUTSIDE_CALL", use);
  refuses("STATE_OUTSIDE_CALL", () => iterator.next());
  guard.running.number = guard.operatorNumber + 1;
  for (const use of uses) refuses("STATE_WRONG_SUBTASK", use);
}

function refusesKinds({ backend }: OpenedBackend): void {
  backend.listState(list);
  // Reached from programs without types only.
  refuses("STATE_WRONG_DESCRIPTOR", () => backend.valueState(list as never));
  refuses("STATE_WRONG_DESCRIPTOR", () => backend.mapState(list as never));
  refuses("STATE_WRONG_DESCRIPTOR", () => backend.listState(undefined as never));
  refuses("STATE_NAME_CONFLICT", () => backend.mapState(new MapStateDescriptor("list")));
  refuses("STATE_NAME_CONFLICT", () =>
    backend.listState(new ListStateDescriptor<string>("list", Types.STRING())),
  );
  const same = backend.listState(new ListStateDescriptor<number>("list", Types.LONG()));
  equal(same === backend.listState(list), true);
}

function openAll(backend: KeyedStateBackend) {
  return {
    list: backend.listState(list),
    map: backend.mapState(map),
    sum: backend.reducingState(sum),
    mean: backend.aggregatingState(mean),
  };
}

function behavesAsModel({ backend }: OpenedBackend, seed: number): void {
  const handles = openAll(backend);
  const lists = new Map<number, number[]>();
  const maps = new Map<number, Map<number, number>>();
  const sums = new Map<number, number>();
  const random = createRandom(seed);
  for (let step = 0; step < 3000; step++) {
    const [key, item] = [random(8), random(5)];
    const place = `seed ${seed}, step ${step}`;
    backend.setCurrentKey(key);
    const elements = lists.get(key) ?? [];
    const entries = maps.get(key) ?? new Map<number, number>();
    equal([...handles.list], elements, place);
    equal([...handles.map], [...entries], place);
    equal([handles.map.get(item), handles.sum.get()], [entries.get(item) ?? null, sums.get(key) ?? null], place); // biome-ignore format: a pair
    const action = random(7);
    if (action === 0) {
      handles.list.add(step);
      lists.set(key, [...elements, step]);
    } else if (action === 1) {
      handles.list.update(elements.slice(item));
      lists.set(key, elements.slice(item));
    } else if (action === 2) {
      handles.map.put(item, step);
      maps.set(key, entries.set(item, step));
    } else if (action === 3) {
      handles.map.remove(item);
      entries.delete(item);
    } else if (action === 4) {
      handles.sum.add(step);
      sums.set(key, (sums.get(key) ?? 0) + step);
    } else if (action === 5) {
      handles.sum.clear();
      sums.delete(key);
    }
  }
  backend.clearCurrentKey();
  const full = <V>(model: Map<number, V>, isFull: (value: V) => boolean) =>
    sortedEntries([...model].filter(([, value]) => isFull(value)));
  const remaining = {
    list: full(lists, (elements) => elements.length > 0),
    map: full(maps, (entries) => entries.size > 0),
    sum: full(sums, () => true),
  };
  for (const name of ["list", "map", "sum"] as const)
    equal(entriesOf(backend, name), remaining[name], `seed ${seed}, ${name}`);
  const keys = Object.values(remaining).flatMap((pairs) => pairs.map(([key]) => key));
  equal(backend.keyCount, new Set(keys).size, `seed ${seed}`);
}
