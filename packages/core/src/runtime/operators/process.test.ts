import { describe, expect, test } from "vitest";
import type { Collector } from "../../functions/collector.ts";
import type { KeyedProcessContext } from "../../functions/one-input.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type {
  AggregatingState,
  ListState,
  MapState,
  ReducingState,
  ValueState,
} from "../../state/handles.ts";
import type { KeyedStateStore } from "../../state/keyed-state-store.ts";
import { StateTtlConfig } from "../../state/state-ttl-config.ts";
import {
  createHarnessChain,
  keyedRecords,
  records,
  runOperators,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { createTestPorts } from "../../testing/test-ports.ts";
import { Types } from "../../types/types.ts";
import { WorkerSignals } from "../signals.ts";

const odd = new OutputTag<number>("odd", Types.SHORT());
const count = new ValueStateDescriptor<number>("count", Types.LONG());
type Context = KeyedProcessContext<string>;

function processNode(value: unknown, isKeyed: boolean) {
  return operatorNode({
    kind: "process",
    function: functionSlot(value, "processElement"),
    isKeyed,
  });
}

const sideOutput = { 0: [
  { to: "edge", edge: 0, sideOutputTag: undefined },
  { to: "edge", edge: 1, sideOutputTag: "odd" },
] } as const; // biome-ignore format: a table

function* counting(value: number, ctx: Context) {
  const state = ctx.getState(count);
  state.update((state.value() ?? 0) + 1);
  yield [ctx.getCurrentKey(), value, state.value()];
}

describe("process", () => {
  test.each([
    [
      "ctx.output",
      (value: number, ctx: Context, out: Collector<number>) =>
        value % 2 === 1 ? ctx.output(odd, value) : out.collect(value),
    ],
    ["a pair in a list", (value: number) => [value % 2 === 1 ? [odd, value] : value]],
    [
      "a yielded pair",
      function* (value: number) {
        yield value % 2 === 1 ? [odd, value] : value;
      },
    ],
    [
      "a collected pair",
      (value: number, _ctx: Context, out: Collector<unknown>) =>
        out.collect(value % 2 === 1 ? [odd, value] : value),
    ],
  ])("sends to a side output by %s, converted by the tag's type", async (_name, form) => {
    const result = await runOperators({
      nodes: [processNode(form, false)],
      outputs: sideOutput,
      script: () => [
        { type: "record", value: 65537, timestampMs: 5 },
        { type: "record", value: 2, timestampMs: 6 },
      ],
    });
    expect(result).toEqual({
      events: [
        ["record", 1, 1, 5],
        ["record", 0, 2, 6],
      ],
      error: undefined,
      counts: [[2, 2]],
    });
  });

  test("refuses a returned pair, which would be a list of a tag and a value", async () => {
    const result = await runOperators({
      nodes: [processNode((value: number) => [odd, value], false)],
      outputs: sideOutput,
      script: () => records(7),
    });
    expect(result).toMatchObject({
      events: [],
      error: { code: "FUNCTION_RETURNED_PAIR", record: "7" },
    });
  });

  // covers: ProcessFunction.Context.timerService, ProcessFunction.Context.timestamp
  test("has timestamp, watermark and clock; timers are refused by name", async () => {
    const reading = (_: unknown, ctx: Context) => [
      [
        ctx.timestamp(),
        ctx.timerService().currentWatermark(),
        ctx.timerService().currentProcessingTime(),
      ],
    ];
    const result = await runOperators({
      nodes: [processNode(reading, false)],
      script: () => [
        { type: "record", value: "a" },
        { type: "watermark", timestampMs: 7 },
        { type: "record", value: "b", timestampMs: 8 },
      ],
    });
    expect(valuesOf(result)).toEqual([
      [null, -(2 ** 63), 0],
      [8, 7, 0],
    ]);
    const timer = await runOperators({
      nodes: [
        processNode(
          (_: unknown, ctx: Context) => ctx.timerService().registerEventTimeTimer(1),
          false,
        ),
      ],
      script: () => records(1),
    });
    expect(timer.error).toMatchObject({
      code: "RUNTIME_TIMERS_NOT_KEYED",
      operator: "process",
    });
  });

  test("keeps state under each key, by descriptor", async () => {
    const result = await runOperators({
      nodes: [processNode(counting, true)],
      isKeyed: true,
      script: () => keyedRecords(["a", 1], ["b", 2], ["a", 3]),
    });
    expect(valuesOf(result)).toEqual([
      ["a", 1, 1],
      ["b", 2, 1],
      ["a", 3, 2],
    ]);
  });

  // covers: AggregatingState, KeyedStateStore.getAggregatingState, KeyedStateStore.getListState
  // covers: KeyedStateStore.getMapState, KeyedStateStore.getReducingState
  // covers: MapState.get, MapState.keys, MapState.put, RuntimeContext.getAggregatingState
  // covers: RuntimeContext.getMapState
  test("keeps every kind of state under each key, from open and by descriptor", async () => {
    const list = new ListStateDescriptor<number>("list");
    const map = new MapStateDescriptor<string, number>("map");
    const sum = new ReducingStateDescriptor<number>("sum", (a, b) => a + b);
    const mean = new AggregatingStateDescriptor<number, [number, number], number>("mean", {
      createAccumulator: () => [0, 0],
      add: (value, [total, count]) => [total + value, count + 1],
      getResult: ([total, count]) => total / count,
    });
    interface Handles {
      readonly list: ListState<number>;
      readonly map: MapState<string, number>;
      readonly sum: ReducingState<number>;
      readonly mean: AggregatingState<number, number>;
    }
    const handlesOf = (store: KeyedStateStore): Handles => ({
      list: store.getListState(list),
      map: store.getMapState(map),
      sum: store.getReducingState(sum),
      mean: store.getAggregatingState(mean),
    });
    const addTo = (handles: Handles, value: number): unknown[] => {
      handles.list.add(value);
      handles.map.put(`${value}`, value);
      handles.sum.add(value);
      handles.mean.add(value);
      return [[[...handles.list], [...handles.map.keys()], handles.sum.get(), handles.mean.get()]];
    };
    class InOpen {
      handles: Handles | undefined;
      open(context: RuntimeContext) {
        this.handles = handlesOf(context);
      }
      processElement(value: number) {
        return this.handles === undefined ? [] : addTo(this.handles, value);
      }
    }
    for (const fn of [
      new InOpen(),
      { processElement: (value: number, ctx: Context) => addTo(handlesOf(ctx), value) },
    ]) {
      const result = await runOperators({
        nodes: [processNode(fn, true)],
        isKeyed: true,
        script: () => keyedRecords(["a", 1], ["b", 2], ["a", 3]),
      });
      expect(result.error).toBe(undefined);
      expect(valuesOf(result)).toEqual([
        [[1], ["1"], 1, 1],
        [[2], ["2"], 2, 2],
        [[1, 3], ["1", "3"], 4, 2],
      ]);
    }
  });

  test("state expires by the processing time of the worker, which stands still while records are processed", async () => {
    const descriptor = new ListStateDescriptor<number>("recent");
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(100).build());
    const recent = function* (value: number, ctx: Context) {
      const state = ctx.getListState(descriptor);
      state.add(value);
      yield [...state];
    };
    const at = (timestampMs: number) => ({ type: "processingTime", timestampMs }) as const;
    const startMs = createTestPorts().scheduler.now();
    const result = await runOperators({
      nodes: [processNode(recent, true)],
      isKeyed: true,
      script: () => [
        ...keyedRecords(["a", 1], ["b", 2]),
        at(startMs + 60),
        ...keyedRecords(["a", 3]),
        at(startMs + 100),
        ...keyedRecords(["a", 4], ["b", 5]),
        at(startMs + 160),
        ...keyedRecords(["a", 6]),
      ],
    });
    expect(result.error).toBe(undefined);
    expect(valuesOf(result)).toEqual([[1], [2], [1, 3], [3, 4], [5], [4, 6]]);
  });

  test("refuses state without a key", async () => {
    const unkeyed = await runOperators({
      nodes: [processNode(counting, false)],
      script: () => records(1),
    });
    expect(unkeyed.error).toMatchObject({ code: "STATE_NOT_KEYED", operator: "process" });
  });

  test("a try around ctx.output cannot swallow the failure of another operator, and a private member says so", async () => {
    const swallowing = (value: number, ctx: Context) => {
      try {
        ctx.output(odd, value);
      } catch {
        // swallowed
      }
    };
    class Hidden {
      #value = 1;
      read() {
        return this.#value;
      }
    }
    const reading = operatorNode({
      kind: "map",
      name: "reading",
      function: functionSlot(() => Hidden.prototype.read.call({}), "map"),
    });
    const result = await runOperators({
      nodes: [processNode(swallowing, false), reading],
      outputs: { 0: [{ to: "operator", operator: 1, sideOutputTag: "odd" }] },
      script: () => records(1, 2),
    });
    expect(result.error).toMatchObject({ code: "JAVASCRIPT_PRIVATE_MEMBER", operator: "reading" });
    expect(result.counts).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  test("names the key of a failing call", async () => {
    const failing = () => {
      throw new Error("no");
    };
    const result = await runOperators({
      nodes: [processNode(failing, true)],
      isKeyed: true,
      script: () => keyedRecords(["k", 1]),
    });
    expect(result.error).toMatchObject({
      code: "RUNTIME_FUNCTION_FAILED",
      key: '"k"',
      record: "1",
    });
  });

  test("a handle of another subtask is refused, and one outside of every call", async () => {
    for (const codeGeneration of ["auto", "off"] as const) {
      const handles: ValueState<number>[] = [];
      const node = processNode(
        {
          open(context: RuntimeContext) {
            handles.push(context.getState(count));
          },
          processElement: () => [handles[0]?.value()],
        },
        true,
      );
      const signals = new WorkerSignals();
      const first = createHarnessChain({ nodes: [node], isKeyed: true }, codeGeneration, {
        signals,
      });
      const second = createHarnessChain(
        { nodes: [node], isKeyed: true, subtaskIndex: 1 },
        codeGeneration,
        { signals },
      );
      await first.chain.open();
      await second.chain.open();
      expect(() => first.chain.inputs[0]?.element(1, 0, "a")).not.toThrow();
      expect(() => second.chain.inputs[0]?.element(1, 0, "a")).toThrow(
        expect.objectContaining({ code: "STATE_WRONG_SUBTASK" }),
      );
      expect(() => handles[0]?.value()).toThrow(
        expect.objectContaining({ code: "STATE_OUTSIDE_CALL" }),
      );
      expect(first.events).toEqual([["record", 0, null, 0]]);
    }
  });
});
