/**
 * What every operator state backend must do: one list of cases, to be run by any test runner.
 *
 * `operatorStateSuite({ create })` returns `{ name, run }[]`; a case throws where the backend is wrong.
 * Restores go through `redistributeOperatorStates`, so that the cases show what a job sees after a change of subtasks.
 */
import { redistributeOperatorStates } from "../checkpoint/rescale/operator-states.ts";
import type { OperatorStateSnapshot } from "../checkpoint/snapshot/operator-state-snapshot.ts";
import type { CallGuard } from "../runtime/state/backend.ts";
import type { OperatorStateBackend } from "../runtime/state/operator-state-backend.ts";
import { ListStateDescriptor, MapStateDescriptor } from "../state/descriptors.ts";
import { StateTtlConfig } from "../state/state-ttl-config.ts";
import { Types } from "../types/types.ts";
import { equal, OPERATOR_NUMBER, refuses, type SuiteCase } from "./state-suite-parts.ts";

export interface OperatorStateSuiteContext {
  /** A new, empty backend; the guard says whether its operator runs. */
  create(guard: CallGuard): OperatorStateBackend;
}

interface Opened {
  readonly backend: OperatorStateBackend;
  readonly guard: CallGuard;
}

const numbers = new ListStateDescriptor<number>("numbers", Types.INT());
const rules = new MapStateDescriptor<string, number>("rules", Types.STRING(), Types.INT());
const longs = new ListStateDescriptor<number>("numbers", Types.LONG());
const texts = new ListStateDescriptor<string>("numbers", Types.STRING());

/** The cases. */
export function operatorStateSuite(context: OperatorStateSuiteContext): readonly SuiteCase[] {
  const open = (): Opened => {
    const running = { number: OPERATOR_NUMBER };
    const guard = { running, operatorNumber: OPERATOR_NUMBER, operatorName: "op", subtaskIndex: 0 };
    return { backend: context.create(guard), guard };
  };
  const restored = (states: readonly OperatorStateSnapshot[]): OperatorStateBackend => {
    const { backend } = open();
    backend.restore(states);
    return backend;
  };
  const restore: Restore = (old, parallelism) =>
    redistributeOperatorStates(
      old.map((backend) => backend.snapshot()),
      parallelism,
    ).map(restored);
  const all = { open, restore, restored };
  return [
    { name: "a list keeps what is added, in order", run: () => keepsLists(open()) },
    { name: "a broadcast state is a map", run: () => keepsMaps(open()) },
    { name: "the read-only view shows the state and refuses to write", run: () => views(open()) },
    {
      name: "equal descriptors give one state, others are refused",
      run: () => refusesOthers(open()),
    },
    {
      name: "handles refuse outside of a call, once the operator is open",
      run: () => guards(open()),
    },
    { name: "lists are dealt out to other subtasks", run: () => deals(all) },
    { name: "union lists go to all subtasks", run: () => unites(all) },
    { name: "broadcast states are copied, null included", run: () => copies(all) },
    { name: "a snapshot is of its moment", run: () => isolates(all) },
    { name: "a state that nobody asks for is kept as it was", run: () => keepsUnknown(all) },
    { name: "bytes of an older type are migrated or refused", run: () => migrates(all) },
  ];
}

type Restore = (
  old: readonly OperatorStateBackend[],
  parallelism: number,
) => readonly OperatorStateBackend[];
interface Parts {
  readonly open: () => Opened;
  readonly restore: Restore;
  readonly restored: (states: readonly OperatorStateSnapshot[]) => OperatorStateBackend;
}

function keepsLists({ backend }: Opened): void {
  const [list, union] = [backend.listState(numbers), backend.unionListState(named("union"))];
  equal([...list.get()], []);
  list.add(1);
  list.addAll([2, 3]);
  union.add(4);
  equal([[...list.get()], [...union]], [[1, 2, 3], [4]]);
  list.update([5]);
  union.clear();
  equal([[...list.get()], [...union]], [[5], []]);
  refuses("TYPE_WRONG_VALUE", () => list.add("text" as never));
  equal(backend.listNames, ["numbers", "union"]);
  equal(backend.broadcastNames, []);
}

function keepsMaps({ backend }: Opened): void {
  const state = backend.broadcastState(rules);
  equal([state.isEmpty(), state.get("a"), state.contains("a")], [true, null, false]);
  state.putAll(Object.entries({ b: 2, a: 1 }));
  state.put("b", 3);
  equal(
    [[...state.keys()], [...state.values()]],
    [
      ["b", "a"],
      [3, 1],
    ],
  );
  equal([...state], [...state.immutableEntries()]);
  state.remove("b");
  equal([...state.items()], [["a", 1]]);
  state.clear();
  equal(state.isEmpty(), true);
  equal(backend.broadcastNames, ["rules"]);
}

function views({ backend }: Opened): void {
  backend.broadcastState(rules).put("a", 1);
  const view = backend.readOnlyBroadcastState(rules);
  equal([view.get("a"), view.contains("b"), view.isEmpty()], [1, false, false]);
  equal([[...view.keys()], [...view.values()], [...view]], [["a"], [1], [["a", 1]]]);
  equal([...view.items()], [...view.immutableEntries()]);
  for (const method of ["put", "putAll", "remove", "clear"])
    refuses("STATE_READ_ONLY", () => Reflect.apply(Reflect.get(view, method), view, ["a", 2]));
  equal(view.get("a"), 1);
}

function refusesOthers({ backend }: Opened): void {
  backend.listState(numbers).add(1);
  equal([...backend.listState(named("numbers"))], [1]);
  refuses("STATE_NAME_CONFLICT", () => backend.listState(texts));
  refuses("STATE_NAME_CONFLICT", () => backend.unionListState(numbers));
  refuses("STATE_WRONG_DESCRIPTOR", () => backend.listState(rules as never));
  refuses("STATE_WRONG_DESCRIPTOR", () => backend.broadcastState(numbers as never));
  const expiring = named("expiring");
  expiring.enableTimeToLive(StateTtlConfig.newBuilder(1).build());
  refuses("STATE_OPERATOR_TTL", () => backend.listState(expiring));
  // A broadcast state may have the name of a list, as in Flink.
  backend.broadcastState(new MapStateDescriptor("numbers")).put(1, 2);
  equal([...backend.listState(numbers)], [1]);
}

function guards({ backend, guard }: Opened): void {
  const list = backend.listState(numbers);
  const state = backend.broadcastState(rules);
  const uses = [() => list.add(1), () => list.get(), () => state.put("a", 1), () => state.get("a")];
  guard.running.number = 0;
  for (const use of uses) use();
  backend.opened();
  for (const use of uses) refuses("STATE_OUTSIDE_CALL", use);
  guard.running.number = OPERATOR_NUMBER + 1;
  for (const use of uses) refuses("STATE_WRONG_SUBTASK", use);
  guard.running.number = OPERATOR_NUMBER;
  for (const use of uses) use();
  equal([...list.get()], [1, 1]);
}

/** Backends whose lists hold `values`. */
function filled({ open }: Parts, values: readonly (readonly number[])[]): OperatorStateBackend[] {
  return values.map((list, subtask) => {
    const { backend } = open();
    backend.listState(numbers).addAll(list);
    backend.unionListState(named("union")).addAll(list);
    backend.broadcastState(rules).putAll([
      ["copy", subtask],
      ["nothing", null as never],
    ]);
    return backend;
  });
}

function deals(parts: Parts): void {
  const after = parts.restore(
    filled(parts, [
      [1, 2, 3],
      [4, 5],
    ]),
    3,
  );
  equal(
    after.map((backend) => [...backend.listState(numbers)]),
    [[1, 2], [3, 4], [5]],
  );
}

function unites(parts: Parts): void {
  const after = parts.restore(
    filled(parts, [
      [1, 2, 3],
      [4, 5],
    ]),
    3,
  );
  for (const backend of after) equal([...backend.unionListState(named("union"))], [1, 2, 3, 4, 5]);
}

function copies(parts: Parts): void {
  const after = parts.restore(filled(parts, [[], []]), 3);
  equal(
    after.map((backend) => [...backend.readOnlyBroadcastState(rules)]),
    [
      [
        ["copy", 0],
        ["nothing", null],
      ],
      [
        ["copy", 1],
        ["nothing", null],
      ],
      [
        ["copy", 0],
        ["nothing", null],
      ],
    ],
  );
  equal(after[0]?.broadcastState(rules).get("copy"), 0);
}

function isolates(parts: Parts): void {
  const [backend] = filled(parts, [[1]]);
  const states = backend?.snapshot() ?? [];
  backend?.listState(numbers).add(2);
  backend?.broadcastState(rules).clear();
  const after = parts.restored(states);
  equal([...after.listState(numbers)], [1]);
  equal(after.broadcastState(rules).contains("copy"), true);
}

function keepsUnknown(parts: Parts): void {
  const [once] = parts.restore(filled(parts, [[1]]), 1);
  equal([once?.listNames, once?.broadcastNames], [["numbers", "union"], ["rules"]]);
  once?.listState(numbers).add(2);
  const [twice] = parts.restore(once === undefined ? [] : [once], 1);
  equal([...(twice?.listState(numbers) ?? [])], [1, 2]);
  equal([...(twice?.unionListState(named("union")) ?? [])], [1]);
  equal(twice?.broadcastState(rules).get("copy"), 0);
}

function migrates(parts: Parts): void {
  const [backend] = filled(parts, [[1]]);
  const states = backend?.snapshot() ?? [];
  equal([...parts.restored(states).listState(longs)], [1]);
  refuses("STATE_INCOMPATIBLE_SERIALIZER", () => parts.restored(states).listState(texts));
  refuses("STATE_RESTORED_OTHERWISE", () => parts.restored(states).unionListState(numbers));
  const others = new MapStateDescriptor<number, number>("rules", Types.INT(), Types.INT());
  refuses("STATE_INCOMPATIBLE_SERIALIZER", () => parts.restored(states).broadcastState(others));
}

function named(name: string): ListStateDescriptor<number> {
  return new ListStateDescriptor<number>(name, Types.INT());
}
