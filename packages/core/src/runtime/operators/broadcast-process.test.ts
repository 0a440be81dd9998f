import { describe, expect, test } from "vitest";
import type {
  KeyedBroadcastContext,
  KeyedBroadcastReadOnlyContext,
} from "../../functions/broadcast-functions.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import type { ListState } from "../../state/handles.ts";
import { StateTtlConfig } from "../../state/state-ttl-config.ts";
import {
  type HarnessRun,
  type HarnessStep,
  runOperators,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { Types } from "../../types/types.ts";

type ReadContext = KeyedBroadcastReadOnlyContext<string>;
type WriteContext = KeyedBroadcastContext<string>;

/** An element, a broadcast record and a watermark of both inputs. */
const element = (value: unknown, key: unknown, timestampMs?: number): HarnessStep => ({
  type: "record",
  value,
  key,
  ...(timestampMs === undefined ? {} : { timestampMs }),
});
const broadcast = (value: unknown, timestampMs?: number): HarnessStep => ({
  type: "record",
  value,
  input: 1,
  ...(timestampMs === undefined ? {} : { timestampMs }),
});

/** A keyed operator of the function. */
function keyed(
  functions: object,
  steps: readonly HarnessStep[],
  descriptors: readonly StateDescriptor[] = [numbers],
): HarnessRun {
  return { ...plain(functions, steps, descriptors, true), isKeyed: true };
}

function plain(
  functions: object,
  steps: readonly HarnessStep[],
  descriptors: readonly StateDescriptor[] = [numbers],
  isKeyed = false,
): HarnessRun {
  const slot = {
    ...functionSlot(functions, "processElement"),
    methods: ["processElement", "processBroadcastElement"],
  };
  const node = operatorNode({ kind: "broadcastProcess", function: slot, descriptors, isKeyed });
  return { nodes: [node], script: () => steps };
}

const numbers = new MapStateDescriptor<string, number>("numbers", Types.STRING(), Types.INT());
const nothing = () => {};

describe("keyed broadcast process functions", () => {
  const texts = new ListStateDescriptor<string>("texts", Types.STRING());
  const fill = {
    processElement(value: string, ctx: ReadContext) {
      ctx.getListState(texts).add(value);
    },
  };
  const records = "test1 test1 test2 test2 test2 test2 test3 test3 test3"
    .split(" ")
    .map((text) => element(text, text));

  test("a visited key's state can be changed and cleared", async () => {
    const functions = {
      ...fill,
      processBroadcastElement(value: string, ctx: WriteContext) {
        const keys: string[] = [];
        const visit = {
          process(key: string, state: { clear(): void; add(text: string): void }) {
            keys.push(key);
            if (key === value) state.clear();
            else state.add(value);
          },
        };
        ctx.applyToKeyedState(texts, visit);
        return [keys.sort().join(" ")];
      },
    };
    const steps = [...records, broadcast("test2"), broadcast("test4"), broadcast("test1")];
    expect(valuesOf(await runOperators(keyed(functions, steps)))).toEqual([
      "test1 test2 test3",
      "test1 test3",
      "test1 test3",
    ]);
  });

  // covers: RuntimeContext.getListState
  test("no key is set after applyToKeyedState", async () => {
    class Visiting {
      declare state: ListState<string>;
      open(context: RuntimeContext) {
        this.state = context.getListState(texts);
      }
      processElement(value: string) {
        this.state.add(value);
      }
      processBroadcastElement(_value: unknown, ctx: WriteContext) {
        ctx.applyToKeyedState(texts, () => {
          this.state.clear();
        });
        this.state.clear();
      }
    }
    const result = await runOperators(keyed(new Visiting(), [...records, broadcast(1)]));
    expect(result.error?.code).toBe("STATE_NO_KEY");
  });

  test("applyToKeyedState inside of itself goes on under the outer key", async () => {
    const functions = {
      ...fill,
      processBroadcastElement(_value: unknown, ctx: WriteContext) {
        const seen: string[] = [];
        ctx.applyToKeyedState(texts, (outer, state) => {
          let count = 0;
          ctx.applyToKeyedState(texts, () => {
            count += 1;
          });
          seen.push(`${outer} ${count} ${[...state.get()].length}`);
        });
        return seen.sort();
      },
    };
    expect(valuesOf(await runOperators(keyed(functions, [...records, broadcast(1)])))).toEqual([
      "test1 3 2",
      "test2 3 4",
      "test3 3 3",
    ]);
  });

  test("the broadcast side has no timers", async () => {
    const functions = {
      processElement: nothing,
      processBroadcastElement: (_value: unknown, ctx: object) => [Object(ctx).timerService],
    };
    const result = await runOperators(keyed(functions, [broadcast(1)]));
    expect(result.error).toMatchObject({ code: "FUNCTION_RETURNED_UNDEFINED" });
  });

  test("both sides send to side outputs by ctx.output and by pairs", async () => {
    const tag = new OutputTag<number>("side", Types.INT());
    const sum = new ReducingStateDescriptor<number>("sum", (a, b) => a + b, Types.INT());
    const functions = {
      processElement(value: number, ctx: ReadContext) {
        const total = ctx.getReducingState(sum);
        total.add(value);
        ctx.output(tag, total.get() ?? 0);
        return [value];
      },
      *processBroadcastElement(value: number, ctx: WriteContext) {
        yield [tag, value * 10];
        ctx.output(tag, value * 100);
        yield value;
      },
    };
    const run = keyed(functions, [element(1, "a", 3), element(2, "a", 4), broadcast(7, 5)]);
    const result = await runOperators({
      ...run,
      outputs: {
        0: [
          { to: "edge", edge: 0, sideOutputTag: undefined },
          { to: "edge", edge: 1, sideOutputTag: "side" },
        ],
      },
    });
    expect(result.events).toEqual([
      ["record", 1, 1, 3],
      ["record", 0, 1, 3],
      ["record", 1, 3, 4],
      ["record", 0, 2, 4],
      ["record", 1, 70, 5],
      ["record", 1, 700, 5],
      ["record", 0, 7, 5],
    ]);
    expect(result.counts).toEqual([[3, 7]]);
  });
});

describe("broadcast process functions without a key", () => {
  test("applyToKeyedState is refused, and timers can only be read", async () => {
    const visiting = {
      processElement: nothing,
      processBroadcastElement(_value: unknown, ctx: WriteContext) {
        ctx.applyToKeyedState(new ValueStateDescriptor("value"), nothing);
      },
    };
    const refused = await runOperators(plain(visiting, [broadcast(1)]));
    expect(refused.error).toMatchObject({ code: "STATE_NOT_KEYED" });
    const timing = {
      processElement(_value: unknown, ctx: ReadContext) {
        ctx.timerService().registerEventTimeTimer(1);
      },
      processBroadcastElement: nothing,
    };
    const untimed = await runOperators(plain(timing, [element(1, undefined)]));
    expect(untimed.error).toMatchObject({ code: "RUNTIME_TIMERS_NOT_KEYED" });
  });
});

describe("misuse of broadcast state", () => {
  const other = new MapStateDescriptor<string, number>("other", Types.STRING(), Types.INT());
  const retyped = new MapStateDescriptor<string, string>("numbers", Types.STRING(), Types.STRING());
  const expiring = new MapStateDescriptor<string, number>("numbers", Types.STRING(), Types.INT());
  expiring.enableTimeToLive(StateTtlConfig.newBuilder("1 min").build());
  const list = new ListStateDescriptor<string>("texts");

  const cases: readonly [string, (ctx: WriteContext) => unknown, string][] = [
    [
      "a descriptor that was not given to broadcast",
      (ctx) => ctx.getBroadcastState(other),
      "STATE_NOT_BROADCAST",
    ],
    ["other types under its name", (ctx) => ctx.getBroadcastState(retyped), "STATE_NAME_CONFLICT"],
    ["a time to live", (ctx) => ctx.getBroadcastState(expiring), "STATE_OPERATOR_TTL"],
    [
      "a descriptor of another kind",
      (ctx) => ctx.getBroadcastState(new ListStateDescriptor("numbers") as never),
      "STATE_WRONG_DESCRIPTOR",
    ],
    ["no descriptor", (ctx) => ctx.getBroadcastState(undefined as never), "STATE_WRONG_DESCRIPTOR"],
    ["a wrong key", (ctx) => ctx.getBroadcastState(numbers).put(1 as never, 1), "TYPE_WRONG_VALUE"],
    [
      "undefined as a value",
      (ctx) => ctx.getBroadcastState(numbers).put("a", undefined as never),
      "STATE_VALUE_UNDEFINED",
    ],
    [
      "entries that are none",
      (ctx) => ctx.getBroadcastState(numbers).putAll(5 as never),
      "STATE_WRONG_VALUES",
    ],
    [
      "a change while it is iterated",
      (ctx) => {
        const state = ctx.getBroadcastState(numbers);
        state.putAll(Object.entries({ a: 1, b: 2 }));
        for (const key of state.keys()) state.remove(key);
      },
      "STATE_CHANGED_DURING_ITERATION",
    ],
    ["no function to apply", (ctx) => ctx.applyToKeyedState(list, {} as never), "API_WRONG_TYPE"],
    [
      "no descriptor to apply to",
      (ctx) => ctx.applyToKeyedState(undefined as never, nothing as never),
      "STATE_WRONG_DESCRIPTOR",
    ],
    [
      "an asynchronous function to apply",
      (ctx) => ctx.applyToKeyedState(list, (async () => {}) as never),
      "FUNCTION_RETURNED_PROMISE",
    ],
  ];
  test.each(cases)("%s is refused", async (_what, use, code) => {
    const functions = {
      processElement(value: string, ctx: ReadContext) {
        ctx.getListState(list).add(value);
      },
      processBroadcastElement(_value: unknown, ctx: WriteContext) {
        use(ctx);
      },
    };
    const result = await runOperators(keyed(functions, [element("a", "a"), broadcast(1)]));
    expect(result.error?.code).toBe(code);
  });

  test("a handle and a context that outlive their call refuse", async () => {
    const escaped: (() => unknown)[] = [];
    const functions = {
      processElement: nothing,
      processBroadcastElement(_value: unknown, ctx: WriteContext) {
        const state = ctx.getBroadcastState(numbers);
        escaped.push(
          () => state.get("a"),
          () => ctx.applyToKeyedState(list, nothing),
        );
      },
    };
    await runOperators(keyed(functions, [broadcast(1)]));
    for (const use of escaped)
      expect(use).toThrow(expect.objectContaining({ code: "STATE_OUTSIDE_CALL" }));
  });
});
