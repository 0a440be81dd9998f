/** PF-15, PF-16, PF-17, PF-19, PF-20, PF-21: the operators of broadcast process functions, as scripts. */
import {
  type KeyedBroadcastContext,
  type KeyedBroadcastReadOnlyContext,
  ListStateDescriptor,
  MapStateDescriptor,
  type RuntimeContext,
  Types,
  ValueStateDescriptor,
} from "millrace";
import { describe, expect, test } from "vitest";
import {
  type HarnessEvent,
  type HarnessStep,
  runOperators,
  valuesOf,
} from "../../../packages/core/src/testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../../packages/core/src/testing/operator-nodes.ts";
import {
  arrowsOf,
  expectArrows,
  expectCase,
  expectedOf,
  expectLines,
  valueOf,
} from "../../conformance/cases.ts";
import { harnessSteps } from "../../conformance/harness-script.ts";

type ReadContext = KeyedBroadcastReadOnlyContext<string>;
type WriteContext = KeyedBroadcastContext<string>;

const numbers = new MapStateDescriptor<string, number>("numbers", Types.STRING(), Types.INT());
const values = new MapStateDescriptor<number, string>("values", Types.INT(), Types.STRING());

/** Runs an operator of the function in all forms of the harness. */
function run(functions: object, steps: readonly HarnessStep[], isKeyed = true) {
  const methods = ["processElement", "processBroadcastElement"];
  const slot = { ...functionSlot(functions, "processElement"), methods };
  const descriptors = [numbers, values];
  const node = operatorNode({ kind: "broadcastProcess", function: slot, descriptors, isKeyed });
  return runOperators({ nodes: [node], isKeyed, script: () => steps });
}

const element = (value: unknown, timestampMs = 0): HarnessStep => ({
  type: "record",
  value,
  key: value,
  timestampMs,
});
const broadcast = (value: unknown, timestampMs = 0): HarnessStep => ({
  type: "record",
  value,
  input: 1,
  timestampMs,
});

/** `x@t` for each record, in the order of the output. */
const recordLines = (events: readonly HarnessEvent[]): string[] =>
  events.flatMap((event) => (event[0] === "record" ? [`${String(event[2])}@${event[3]}`] : []));

// covers: TimerService.registerEventTimeTimer
test("PF-15 both sides see time, and equal timers of a key are one", async () => {
  const keys: string[] = [];
  const functions = {
    processElement(value: string, ctx: ReadContext) {
      ctx.timerService().registerEventTimeTimer(41);
      return [`NON-BR:${value} WM:${ctx.currentWatermark()} TS:${ctx.timestamp()}`];
    },
    processBroadcastElement: (value: string, ctx: WriteContext) => [
      `BR:${value} WM:${ctx.currentWatermark()} TS:${ctx.timestamp()}`,
    ],
    onTimer(timestampMs: number, ctx: ReadContext) {
      keys.push(ctx.getCurrentKey());
      return [`TIMER:${timestampMs}`];
    },
  };
  const steps = harnessSteps("PF-15", (text) => ({ value: text, key: text }));
  const { events } = await run(functions, steps);
  const lines = events.map((event) =>
    event[0] === "record" ? `${String(event[2])}@${event[3]}` : `WM ${String(event[2])}`,
  );
  expectLines("PF-15", lines);
  expectCase("PF-15", [...new Set(keys)], "key");
});

// covers: KeyedBroadcastContext.applyToKeyedState
// covers: ListState.add, ListState.get
test("PF-16 a broadcast element visits the state of all keys", async () => {
  const texts = new ListStateDescriptor<string>("texts", Types.STRING());
  const counts = new Map<string, number>();
  const functions = {
    processElement(value: string, ctx: ReadContext) {
      ctx.getListState(texts).add(value);
    },
    processBroadcastElement(_value: string, ctx: WriteContext) {
      ctx.applyToKeyedState(texts, (key, state) => {
        const list = [...state.get()];
        expect(new Set(list)).toEqual(new Set([key]));
        counts.set(key, list.length);
      });
    },
  };
  const lists = arrowsOf("PF-16", "lists");
  const elements = lists.flatMap(({ from, to }) =>
    Array.from({ length: Number(to[0]) }, () => element(from)),
  );
  await run(functions, [...elements, broadcast("go")]);
  expectArrows("PF-16", "lists", (key) => [counts.get(key)]);
  expect(counts.size).toBe(lists.length);
});

/** What writing through a handle is refused with. */
function refusalsOf(state: object): unknown[] {
  const uses: [string, ...unknown[]][] = [
    ["put", "x", 1],
    ["putAll", []],
    ["remove", "5.key"],
  ];
  return [...uses, ["clear"] as [string]].map(([method, ...parameters]) => {
    try {
      return Reflect.apply(Reflect.get(state, method), state, parameters);
    } catch (error) {
      return Reflect.get(Object(error), "code");
    }
  });
}

test("PF-17 elements and timers see the broadcast state, and cannot write it", async () => {
  const refused: unknown[] = [];
  const functions = {
    processElement(_value: string, ctx: ReadContext) {
      ctx.timerService().registerEventTimeTimer(41);
      const state = ctx.getBroadcastState(numbers);
      refused.push(...refusalsOf(state));
      return [...state.entries()].map(([key, value]) => `${key} ${value}`);
    },
    processBroadcastElement(value: number, ctx: WriteContext) {
      ctx.getBroadcastState(numbers).put(`${value}.key`, value);
    },
    *onTimer(_timestampMs: number, ctx: ReadContext) {
      const state = ctx.getBroadcastState(numbers);
      refused.push(...refusalsOf(state));
      for (const [key, value] of state) yield `timer ${key} ${value}`;
      yield ctx.getCurrentKey();
    },
  };
  const [first, later] = [expectedOf("PF-17", "broadcast"), expectedOf("PF-17", "later")];
  const { events } = await run(functions, [
    ...first.map((value) => broadcast(Number(value))),
    element("trigger"),
    ...later.map((value) => broadcast(Number(value))),
    { type: "watermark", timestampMs: 50 },
    { type: "watermark", timestampMs: 50, input: 1 },
  ]);
  expect(valuesOf({ events })).toEqual([
    ...first.map((value) => `${value}.key ${value}`),
    ...[...first, ...later].map((value) => `timer ${value}.key ${value}`),
    "trigger",
  ]);
  expect(new Set(refused)).toEqual(new Set(["STATE_READ_ONLY"]));
});

test("PF-19 two broadcast states are kept apart", async () => {
  const functions = {
    processElement(_value: string, ctx: ReadContext) {
      const entries = [...ctx.getBroadcastState(numbers), ...ctx.getBroadcastState(values)];
      return entries.map(([key, value]) => `${key}->${value}`);
    },
    processBroadcastElement(value: number, ctx: WriteContext) {
      ctx.getBroadcastState(numbers).put(`key.${value}`, value);
      ctx.getBroadcastState(values).put(value, `value.${value}`);
    },
  };
  const steps = [broadcast(5, 12), broadcast(6, 13)];
  const at = Number(valueOf("PF-19", "timestamp"));
  const result = await run(functions, [...steps, element(valueOf("PF-19", "key"), at)], false);
  expect(recordLines(result.events)).toEqual(
    arrowsOf("PF-19", "entries").map(({ from, to }) => `${from}->${to.join()}@${at}`),
  );
});

/** Asks for keyed state, and uses it, on either side. */
class Reading {
  declare context: RuntimeContext;
  open(context: RuntimeContext) {
    this.context = context;
  }
  processElement() {
    return [this.context.getState(new ValueStateDescriptor("value")).value()];
  }
  processBroadcastElement() {
    return [this.context.getState(new ValueStateDescriptor("value")).value()];
  }
}

describe("keyed state", () => {
  test.each([
    ["element", element(1)],
    ["broadcast", broadcast(1)],
  ])("PF-20 is refused on the %s side of a function without a key", async (_side, step) => {
    const { error } = await run(new Reading(), [step], false);
    expect(error).toMatchObject({
      code: "STATE_NOT_KEYED",
      message: expect.stringContaining(valueOf("PF-20", "message")),
    });
  });

  test("PF-21 is refused on the broadcast side of a keyed function", async () => {
    const result = await run(new Reading(), [element("a"), broadcast(2), element("a")]);
    expect(valuesOf(result)).toEqual([null]);
    expect(result.error).toMatchObject({
      code: "STATE_NO_KEY",
      message: expect.stringContaining(valueOf("PF-21", "message")),
      record: "2",
      key: undefined,
    });
  });
});
