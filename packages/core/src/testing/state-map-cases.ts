/** The cases of the state suite for map state. */
import { MapStateDescriptor } from "../state/descriptors.ts";
import { Types } from "../types/types.ts";
import {
  entriesOf,
  equal,
  type OpenedBackend,
  openBackend,
  refuses,
  type StateBackendSuiteContext,
  type SuiteCase,
} from "./state-suite-parts.ts";

const map = new MapStateDescriptor<unknown, number | null>("map");

/** The cases. */
export function stateMapCases(context: StateBackendSuiteContext): readonly SuiteCase[] {
  const open = (): OpenedBackend => openBackend(context);
  return [
    { name: "a map keeps entries by the value of their key", run: () => keepsMaps(open()) },
    { name: "a map is iterated in order, again and again", run: () => iteratesMaps(open()) },
    { name: "a map that changes while it is iterated says so", run: () => refusesChanges(open()) },
    { name: "a wrong entry leaves the map as it is", run: () => refusesEntries(open()) },
  ];
}

function keepsMaps({ backend }: OpenedBackend): void {
  const handle = backend.mapState(map);
  backend.setCurrentKey("a");
  equal([handle.get("x"), handle.contains("x"), handle.isEmpty()], [null, false, true]);
  handle.remove("x");
  handle.put([1, "x"], 1);
  handle.put({ b: 1, a: 2 }, 2);
  handle.put(1, 3);
  handle.put("1", null);
  equal(
    [handle.get([1n, "x"]), handle.get({ a: 2, b: 1 }), handle.get(1n), handle.get("1")],
    [1, 2, 3, null],
  );
  equal(
    [handle.contains("1"), handle.contains(["1", "x"]), handle.isEmpty()],
    [true, false, false],
  );
  backend.setCurrentKey("b");
  equal(handle.get(1), null);
  backend.setCurrentKey("a");
  handle.remove({ a: 2, b: 1 });
  handle.put(1, 4);
  equal(
    [...handle.entries()],
    [
      [[1, "x"], 1],
      [1, 4],
      ["1", null],
    ],
  );
  const short = backend.mapState(new MapStateDescriptor("short", Types.SHORT(), Types.SHORT()));
  short.put(43878, 43878);
  equal([...short], [[-21658, -21658]]);
  equal(short.get(43878), -21658);
}

function iteratesMaps({ backend }: OpenedBackend): void {
  const handle = backend.mapState(map);
  backend.setCurrentKey("a");
  equal([...handle.keys()], []);
  handle.putAll(new Map([["y", 2]]));
  handle.putAll([
    ["x", 1],
    ["y", 3],
  ]);
  const keys = handle.keys();
  equal([...keys, ...keys], ["y", "x", "y", "x"]);
  equal([...handle.values()], [3, 1]);
  equal([...handle.items()], [...handle]);
  for (const [key, value] of handle) handle.put(key, (value ?? 0) + 1);
  equal(entriesOf(backend, "map"), [["a", new Map([["y", 4], ["x", 2]])]]); // biome-ignore format: one entry
  handle.clear();
  equal([...handle], []);
}

function refusesChanges({ backend }: OpenedBackend): void {
  const handle = backend.mapState(map);
  backend.setCurrentKey("a");
  const changes = [
    () => handle.put("new", 1),
    () => handle.remove("x"),
    () => handle.clear(),
    () => handle.putAll([["new", 1]]),
  ];
  for (const change of changes) {
    handle.clear();
    handle.putAll([
      ["x", 1],
      ["y", 2],
    ]);
    refuses("STATE_CHANGED_DURING_ITERATION", () => {
      for (const _ of handle.values()) change();
    });
    for (const key of Array.from(handle.keys())) handle.remove(key);
    equal(handle.isEmpty(), true);
  }
}

function refusesEntries({ backend }: OpenedBackend): void {
  const typed = backend.mapState(new MapStateDescriptor("typed", Types.STRING(), Types.LONG()));
  backend.setCurrentKey("a");
  typed.put("x", 1);
  refuses("TYPE_WRONG_VALUE", () => typed.putAll([["y", 2], ["z", "text" as never]])); // biome-ignore format: two entries
  refuses("TYPE_WRONG_VALUE", () => typed.put(1 as never, 2));
  refuses("STATE_VALUE_UNDEFINED", () => typed.put("y", undefined as never));
  for (const wrong of [{ y: 2 }, "y", null, ["y"]])
    refuses("STATE_WRONG_VALUES", () => typed.putAll(wrong as never));
  equal([...typed], [["x", 1]]);
}
