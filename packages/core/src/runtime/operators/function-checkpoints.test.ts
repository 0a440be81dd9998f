import { describe, expect, test } from "vitest";
import { redistributeOperatorStates } from "../../checkpoint/rescale/operator-states.ts";
import type { OperatorStateSnapshot } from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { KeyedBroadcastContext } from "../../functions/broadcast-functions.ts";
import {
  CheckpointedFunction,
  type FunctionInitializationContext,
  type FunctionSnapshotContext,
} from "../../functions/checkpointed-function.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type { ListState } from "../../state/handles.ts";
import {
  createHarnessChain,
  type HarnessRun,
  records,
  runOperators,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { operatorSnapshot } from "../../testing/snapshot-bytes.ts";
import { Types } from "../../types/types.ts";

const buffered = new ListStateDescriptor<number>("buffered", Types.INT());

/** Flink's example: keeps records until there are three, and puts what waits into a list state. */
class Buffering extends CheckpointedFunction {
  declare waiting: number[];
  declare state: ListState<number>;
  declare log: string[];
  initializeState(context: FunctionInitializationContext) {
    this.state = context.getOperatorStateStore().getListState(buffered);
    this.waiting = [...this.state.get()];
    this.log = [`initializeState ${context.isRestored()}`];
  }
  open() {
    this.log.push("open");
  }
  snapshotState(context: FunctionSnapshotContext) {
    this.log.push(`snapshotState ${context.getCheckpointId()}`);
    this.state.update(this.waiting);
  }
  flatMap(value: number) {
    this.waiting.push(value);
    if (this.waiting.length < 3) return [];
    return [[...this.log.splice(0), ...this.waiting.splice(0)].join(" ")];
  }
}

function flatMap(fn: object): Omit<HarnessRun, "script"> {
  return { nodes: [operatorNode({ kind: "flatMap", function: functionSlot(fn, "flatMap") })] };
}

/** The parts of one operator's snapshot that operator state is restored from. */
function restoredFrom(operatorStates: readonly OperatorStateSnapshot[]): HarnessRun["restored"] {
  const snapshot = operatorSnapshot({ operatorStates });
  return () => snapshot;
}

describe.each(["auto", "off"] as const)("a checkpointed function, code generation %s", (form) => {
  // covers: CheckpointedFunction.initializeState, CheckpointedFunction.snapshotState
  test("is initialized before it is opened, and goes on where it was after a restore", async () => {
    const first = createHarnessChain(flatMap(new Buffering()), form);
    await first.chain.open();
    for (const value of [1, 2, 3, 4, 5]) first.chain.inputs[0]?.element(value, 0, undefined);
    const states = first.chain.snapshotOperatorState(0, 7);
    first.chain.inputs[0]?.element(6, 0, undefined);
    expect(first.events).toEqual([
      ["record", 0, "initializeState false open 1 2 3", 0],
      ["record", 0, "snapshotState 7 4 5 6", 0],
    ]);

    const run = { ...flatMap(new Buffering()), restored: restoredFrom(states) };
    const second = createHarnessChain(run, form);
    await second.chain.open();
    second.chain.inputs[0]?.element(7, 0, undefined);
    expect(second.events).toEqual([["record", 0, "initializeState true open 4 5 7", 0]]);
  });

  // covers: OperatorStateStore.getListState
  test("gets its share of the list after a restore with other subtasks", async () => {
    const old = createHarnessChain(flatMap(new Buffering()), form);
    await old.chain.open();
    for (const value of [1, 2]) old.chain.inputs[0]?.element(value, 0, undefined);
    const states = old.chain.snapshotOperatorState(0, 1);
    for (const [subtaskIndex, share] of redistributeOperatorStates([states], 2).entries()) {
      const restored = restoredFrom(share);
      const chain = createHarnessChain(
        { ...flatMap(new Buffering()), subtaskIndex, restored },
        form,
      );
      await chain.chain.open();
      for (const value of [8, 9]) chain.chain.inputs[0]?.element(value, 0, undefined);
      const text = `initializeState true open ${subtaskIndex + 1} 8 9`;
      expect(chain.events).toEqual([["record", 0, text, 0]]);
    }
  });

  // covers: ReadOnlyBroadcastState.get
  test("broadcast state is in the snapshot of the operator, without any of these methods", async () => {
    const rules = new MapStateDescriptor<string, number>("rules", Types.STRING(), Types.INT());
    const functions = {
      processElement: (key: string, ctx: KeyedBroadcastContext<string>) => [
        `${key} ${ctx.getBroadcastState(rules).get(key)}`,
      ],
      processBroadcastElement(value: number, ctx: KeyedBroadcastContext<string>) {
        ctx.getBroadcastState(rules).put(`rule ${value}`, value);
      },
    };
    const node = operatorNode({
      kind: "broadcastProcess",
      function: functionSlot(functions, "processElement"),
      descriptors: [rules],
    });
    const first = createHarnessChain({ nodes: [node] }, form);
    await first.chain.open();
    first.chain.inputs[1]?.element(1, 0, undefined);
    const states = first.chain.snapshotOperatorState(0, 1);
    first.chain.inputs[1]?.element(2, 0, undefined);
    const second = createHarnessChain({ nodes: [node], restored: restoredFrom(states) }, form);
    await second.chain.open();
    for (const key of ["rule 1", "rule 2"]) second.chain.inputs[0]?.element(key, 0, undefined);
    expect(second.events).toEqual([
      ["record", 0, "rule 1 1", 0],
      ["record", 0, "rule 2 null", 0],
    ]);
  });
});

describe("the states of a checkpointed function", () => {
  test("can be used while it is opened and in its calls, and not afterwards", async () => {
    const escaped: ListState<number>[] = [];
    const fn = {
      async initializeState(context: FunctionInitializationContext) {
        const store = context.getOperatorStateStore();
        const state = store.getListState(buffered);
        await Promise.resolve();
        state.add(1);
        escaped.push(state);
        expect([...store.getRegisteredStateNames()]).toEqual(["buffered"]);
        expect([...store.getRegisteredBroadcastStateNames()]).toEqual([]);
      },
      open: () => escaped[0]?.add(2),
      flatMap: () => [[...(escaped[0]?.get() ?? [])].join(" ")],
    };
    const harness = createHarnessChain(flatMap(fn), "auto");
    await harness.chain.open();
    harness.chain.inputs[0]?.element(0, 0, undefined);
    expect(harness.events).toEqual([["record", 0, "1 2", 0]]);
    expect(() => escaped[0]?.get()).toThrow(
      expect.objectContaining({ code: "STATE_OUTSIDE_CALL" }),
    );
  });

  // covers: ValueState.update, ValueState.value
  test("are keyed ones too, where the stream has a key; at a cut no key is set", async () => {
    const value = new ValueStateDescriptor<number>("value", Types.INT());
    class Keeping {
      declare state: { value(): number | null; update(value: number): void };
      initializeState(context: FunctionInitializationContext) {
        this.state = context.getKeyedStateStore().getState(value);
      }
      snapshotState() {
        this.state.value();
      }
      processElement(record: number, _ctx: KeyedProcessContext<string>) {
        this.state.update((this.state.value() ?? 0) + record);
        return [this.state.value()];
      }
    }
    const slot = functionSlot(new Keeping(), "processElement");
    const node = operatorNode({ kind: "process", isKeyed: true, function: slot });
    const harness = createHarnessChain({ nodes: [node], isKeyed: true }, "auto");
    await harness.chain.open();
    for (const record of [1, 2]) harness.chain.inputs[0]?.element(record, 0, "a");
    expect(harness.events.map((event) => event[2])).toEqual([1, 3]);
    expect(() => harness.chain.snapshotOperatorState(0, 1)).toThrow(
      expect.objectContaining({ code: "STATE_NO_KEY" }),
    );
    const plain = operatorNode({ kind: "process", function: slot });
    await expect(createHarnessChain({ nodes: [plain] }, "auto").chain.open()).rejects.toMatchObject(
      {
        code: "STATE_NOT_KEYED",
      },
    );
  });
});

describe("what becomes of a checkpoint", () => {
  // covers: CheckpointListener
  test("is told to the functions of the operators, nearest to the sinks first", async () => {
    const heard: string[] = [];
    class Listening {
      readonly name: string;
      declare heardBefore: string[];
      constructor(name: string) {
        this.name = name;
      }
      open(_context: RuntimeContext) {
        this.heardBefore = [];
      }
      flatMap(value: unknown) {
        return [value, ...this.heardBefore.splice(0)];
      }
      notifyCheckpointComplete(checkpointId: number) {
        this.heardBefore.push(`${this.name} complete ${checkpointId}`);
        heard.push(this.name);
      }
      notifyCheckpointAborted(checkpointId: number) {
        this.heardBefore.push(`${this.name} aborted ${checkpointId}`);
      }
    }
    const node = (fn: object) =>
      operatorNode({ kind: "flatMap", function: functionSlot(fn, "flatMap") });
    const plain = node((value: unknown) => [value]);
    const result = await runOperators({
      nodes: [node(new Listening("first")), plain, node(new Listening("second"))],
      notRestorable: "what the functions have heard is in their fields",
      script: () => [
        { type: "checkpointAborted", checkpointId: 3 },
        { type: "checkpointComplete", checkpointId: 4 },
        ...records("record"),
      ],
    });
    expect(result.events.map((event) => event[2])).toEqual([
      "record",
      "second aborted 3",
      "second complete 4",
      "first aborted 3",
      "first complete 4",
    ]);
    expect(heard.slice(0, 2)).toEqual(["second", "first"]);
  });

  test.each([
    [
      "fails with the operator's name where the function throws",
      () => {
        throw new Error("no");
      },
      "RUNTIME_FUNCTION_FAILED",
    ],
    ["may not be taken up asynchronously", async () => {}, "FUNCTION_CHECKPOINT_ASYNC"],
  ])("%s", async (_what, notifyCheckpointComplete, code) => {
    const result = await runOperators({
      ...flatMap({ flatMap: () => [], notifyCheckpointComplete }),
      script: () => [{ type: "checkpointComplete", checkpointId: 1 }],
    });
    expect(result.error).toMatchObject({ code, operator: "flatMap" });
  });
});
