/**
 * What every keyed state backend must do: one list of cases, to be run by any test runner.
 *
 * `stateBackendSuite({ create })` returns `{ name, run }[]`; a case throws where the backend is wrong. No runner is
 * imported. The random case prints what it needs to be repeated.
 */
import { ListStateDescriptor, ValueStateDescriptor } from "../state/descriptors.ts";
import { keyHash } from "../types/key-encoding.ts";
import { Types } from "../types/types.ts";
import { stateKindCases } from "./state-kind-cases.ts";
import {
  createRandom,
  entriesOf,
  equal,
  OPERATOR_NUMBER,
  type OpenedBackend,
  openBackend,
  refuses,
  type StateBackendSuiteContext,
  type SuiteCase,
  sortedEntries,
} from "./state-suite-parts.ts";
import { stateTtlCases } from "./state-ttl-cases.ts";

const text = new ValueStateDescriptor<string>("text", Types.STRING());
const count = new ValueStateDescriptor<number>("count");

/** The cases. */
export function stateBackendSuite(context: StateBackendSuiteContext): readonly SuiteCase[] {
  const open = () => openBackend(context);
  return [
    {
      name: "a value is kept under its key, null where there is none",
      run: () => keepsValues(open()),
    },
    { name: "keys are equal by value", run: () => comparesKeysByValue(open()) },
    { name: "a slot stays while the key has a value", run: () => keepsSlots(open()) },
    {
      name: "a slot that timers refer to stays its key's while it is empty",
      run: () => retainsSlots(open()),
    },
    {
      name: "clear and update(null) remove, and an empty key takes no room",
      run: () => removes(open()),
    },
    {
      name: "a key that is dropped has nothing when it comes again, and takes no room",
      run: () => drops(open()),
    },
    {
      name: "equal descriptors give the same state, others of the name are refused",
      run: () => refusesConflicts(open()),
    },
    {
      name: "values are converted by the declared type, undefined is refused",
      run: () => converts(open()),
    },
    {
      name: "handles refuse outside of a call, without a key, and in another operator's call",
      run: () => guardsCalls(open()),
    },
    { name: "iteration gives each key with a value once", run: () => iterates(open()) },
    ...stateKindCases(context),
    ...stateTtlCases(context),
    {
      name: "random steps give the same as a map",
      run: () => behavesAsMap(open(), context.seed ?? 1),
    },
  ];
}

function keepsValues({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  backend.setCurrentKey("a");
  equal(handle.value(), null);
  handle.update("one");
  backend.setCurrentKey("b");
  equal(handle.value(), null);
  handle.update("two");
  backend.setCurrentKey("a");
  equal(handle.value(), "one");
  equal(backend.getCurrentKey(), "a");
}

function comparesKeysByValue({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  const keys = [1, "1", [1, "a"], { x: 1, y: null }, null, true, "\u0000s1:1", Number.NaN, 1.5];
  for (const [index, key] of keys.entries()) {
    backend.setCurrentKey(key);
    equal(handle.value(), null);
    handle.update(`${index}`);
  }
  const again = [1n, "1", [1n, "a"], { y: null, x: 1 }, null, true, "\u0000s1:1", Number.NaN, 1.5];
  for (const [index, key] of again.entries()) {
    backend.setCurrentKey(key);
    equal(handle.value(), `${index}`);
    equal(keyHash(key), keyHash(keys[index]));
  }
}

function keepsSlots({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  const slot = backend.setCurrentKey("a");
  handle.update("one");
  const other = backend.setCurrentKey("b");
  handle.update("two");
  equal(slot === other, false);
  equal(backend.setCurrentKey("a"), slot);
}

function retainsSlots({ backend }: OpenedBackend): void {
  const slot = backend.setCurrentKey("a");
  backend.retainSlot(slot);
  backend.retainSlot(slot);
  const other = backend.setCurrentKey("b");
  equal(slot === other, false);
  backend.releaseSlot(slot);
  backend.selectSlot(slot);
  equal(backend.getCurrentKey(), "a");
  equal(backend.keyCount, 1);
  backend.releaseSlot(slot);
  backend.clearCurrentKey();
  equal(backend.keyCount, 0);
  backend.retainSlot(backend.setCurrentKey("c"));
  backend.clearCurrentKey();
  equal(backend.keyCount, 1);
  backend.releaseSlot(slot);
  equal(backend.keyCount, 0);
}

function removes({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  const second = backend.valueState(count);
  const slots = ["a", "b", "c"].map((key) => {
    const slot = backend.setCurrentKey(key);
    handle.update(key);
    return slot;
  });
  backend.setCurrentKey("a");
  second.update(1);
  handle.clear();
  backend.setCurrentKey("b");
  handle.update(null);
  equal(handle.value(), null);
  equal(
    ["a", "b", "c", "d"].map((key) => backend.holds(key)),
    [true, false, true, false],
  );
  backend.clearCurrentKey();
  equal(backend.keyCount, 2);
  equal(slots.includes(backend.setCurrentKey("d")), true);
  equal(handle.value(), null);
  equal(second.value(), null);
  backend.setCurrentKey("a");
  equal(second.value(), 1);
  equal(backend.keyCount, 2);
}

function drops({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  const second = backend.valueState(count);
  backend.setCurrentKey("a");
  handle.update("a");
  second.update(1);
  backend.setCurrentKey("b");
  handle.update("b");
  backend.setCurrentKey("a");
  backend.dropCurrentKey();
  refuses("STATE_NO_KEY", () => handle.value());
  equal(backend.keyCount, 1);
  backend.setCurrentKey("a");
  equal([handle.value(), second.value()], [null, null]);
  backend.setCurrentKey("b");
  equal(handle.value(), "b");
}

function refusesConflicts({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  equal(
    backend.valueState(new ValueStateDescriptor<string>("text", Types.STRING())) === handle,
    true,
  );
  refuses("STATE_NAME_CONFLICT", () =>
    backend.valueState(new ValueStateDescriptor<number>("text", Types.LONG())),
  );
  refuses("STATE_NAME_CONFLICT", () =>
    backend.valueState(new ValueStateDescriptor<string>("text")),
  );
  // Reached from programs without types only.
  refuses("STATE_WRONG_DESCRIPTOR", () =>
    backend.valueState(new ListStateDescriptor("list") as never),
  );
}

function converts({ backend }: OpenedBackend): void {
  const handle = backend.valueState(new ValueStateDescriptor<number>("short", Types.SHORT()));
  backend.setCurrentKey("a");
  handle.update(43878);
  equal(handle.value(), -21658);
  refuses("TYPE_WRONG_VALUE", () => handle.update("text" as never));
  refuses("STATE_VALUE_UNDEFINED", () => handle.update(undefined as never));
  equal(handle.value(), -21658);
}

function guardsCalls({ backend, guard }: OpenedBackend): void {
  const handle = backend.valueState(text);
  refuses("STATE_NO_KEY", () => handle.value());
  refuses("STATE_NO_KEY", () => backend.getCurrentKey());
  backend.setCurrentKey("a");
  handle.update("one");
  const uses = [
    () => handle.value(),
    () => handle.update("two"),
    () => handle.clear(),
    () => backend.getCurrentKey(),
  ];
  guard.running.number = OPERATOR_NUMBER + 1;
  for (const use of uses) refuses("STATE_WRONG_SUBTASK", use);
  guard.running.number = 0;
  for (const use of uses) refuses("STATE_OUTSIDE_CALL", use);
  guard.running.number = OPERATOR_NUMBER;
  equal(handle.value(), "one");
}

function iterates({ backend }: OpenedBackend): void {
  const handle = backend.valueState(text);
  for (const key of ["a", "b", "c"]) {
    backend.setCurrentKey(key);
    handle.update(key.toUpperCase());
  }
  handle.clear();
  equal(entriesOf(backend, "text"), [
    ["a", "A"],
    ["b", "B"],
  ]);
  equal(entriesOf(backend, "no such state"), []);
}

function behavesAsMap({ backend }: OpenedBackend, seed: number): void {
  const handles = { text: backend.valueState(text), count: backend.valueState(count) };
  const models = { text: new Map<unknown, unknown>(), count: new Map<unknown, unknown>() };
  const random = createRandom(seed);
  for (let step = 0; step < 3000; step++) {
    const key = random(20);
    backend.setCurrentKey(key);
    const place = `seed ${seed}, step ${step}`;
    equal(handles.text.value(), models.text.get(key) ?? null, place);
    equal(handles.count.value(), models.count.get(key) ?? null, place);
    const action = random(5);
    if (action === 0) {
      handles.text.update(`${step}`);
      models.text.set(key, `${step}`);
    } else if (action === 1) {
      handles.count.update(step);
      models.count.set(key, step);
    } else if (action === 2) {
      handles.text.clear();
      models.text.delete(key);
    } else if (action === 3) {
      handles.count.update(null);
      models.count.delete(key);
    }
  }
  backend.clearCurrentKey();
  for (const name of ["text", "count"] as const)
    equal(entriesOf(backend, name), sortedEntries([...models[name]]), `seed ${seed}`);
  equal(
    backend.keyCount,
    new Set([...models.text.keys(), ...models.count.keys()]).size,
    `seed ${seed}`,
  );
}
