import { describe, expect, test } from "vitest";
import {
  BroadcastProcessFunction,
  KeyedBroadcastProcessFunction,
} from "../functions/broadcast-functions.ts";
import { executionPlan } from "../plan/plan-json.ts";
import { ListStateDescriptor, MapStateDescriptor } from "../state/descriptors.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

const state = new MapStateDescriptor<number, string>("rules", Types.INT(), Types.STRING());
const functions = { processElement: () => [1], processBroadcastElement: () => [2] };

class Plain extends BroadcastProcessFunction<number, number, number> {
  processElement() {}
  processBroadcastElement() {}
}
class Keyed extends KeyedBroadcastProcessFunction<number, number, number, number> {
  processElement() {}
  processBroadcastElement() {}
}

function streams() {
  const host = installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  return { host, env, main: env.fromCollection([1], Types.INT()), rules: env.fromCollection([2]) };
}

describe("a broadcast stream", () => {
  // covers: DataStream.getExecutionEnvironment
  test("knows its descriptors and its environment, and the connected stream its inputs", () => {
    const { env, main, rules } = streams();
    const broadcast = rules.broadcast(state);
    const connected = main.connect(broadcast);
    expect(broadcast.getBroadcastStateDescriptors()).toEqual([state]);
    expect([broadcast, connected].map((one) => one.getExecutionEnvironment())).toEqual([env, env]);
    expect(connected.getFirstInput()).toBe(main);
    expect(connected.getSecondInput()).toBe(broadcast);
    expect([connected.getType1().text, connected.getType2().text]).toEqual([
      Types.INT().text,
      rules.getType().text,
    ]);
  });

  test("is written into the plan as in Flink, keyed and not", async () => {
    const { host, env, main, rules } = streams();
    const broadcast = rules.broadcast(state);
    main.connect(broadcast).process(functions).print();
    main
      .keyBy((value) => value)
      .connect(broadcast)
      .process(new Keyed())
      .print();
    await env.executeAsync();
    const plan: { nodes: { type: string; predecessors?: object[] }[] } = JSON.parse(
      executionPlan(host.plans[0]!),
    );
    const nodes = plan.nodes.filter(({ type }) => type.startsWith("Co-"));
    expect(nodes.map(({ type, predecessors }) => ({ type, predecessors }))).toEqual([
      {
        type: "Co-Process-Broadcast",
        predecessors: [
          { id: 1, ship_strategy: "FORWARD", side: "first" },
          { id: 2, ship_strategy: "BROADCAST", side: "second" },
        ],
      },
      {
        type: "Co-Process-Broadcast-Keyed",
        predecessors: [
          { id: 1, ship_strategy: "HASH", side: "first" },
          { id: 2, ship_strategy: "BROADCAST", side: "second" },
        ],
      },
    ]);
  });
});

describe("misuse of broadcast streams", () => {
  const cases: readonly [string, (all: ReturnType<typeof streams>) => unknown, string, string][] = [
    [
      "a descriptor of another kind",
      ({ rules }) => rules.broadcast(new ListStateDescriptor("list") as never),
      "API_WRONG_TYPE",
      "a MapStateDescriptor",
    ],
    [
      "no descriptor",
      ({ rules }) => rules.broadcast("rules" as never),
      "API_WRONG_TYPE",
      '"rules"',
    ],
    [
      "one descriptor twice",
      ({ rules }) => rules.broadcast(state, state),
      "API_BROADCAST_TWICE",
      '"rules"',
    ],
    [
      "a keyed stream",
      ({ rules }) => (rules.keyBy((value) => value) as typeof rules).broadcast(state),
      "API_KEYED_PARTITIONING",
      "broadcast",
    ],
    [
      "a keyed function without a key",
      ({ main, rules }) => main.connect(rules.broadcast(state)).process(new Keyed() as never),
      "API_WRONG_TYPE",
      "the first stream has no key",
    ],
    [
      "a plain function on a keyed stream",
      ({ main, rules }) => {
        const keyed = main.keyBy((value) => value).connect(rules.broadcast(state));
        return keyed.process(new Plain() as never);
      },
      "API_WRONG_TYPE",
      "the first stream has a key",
    ],
    [
      "an object with one of the methods",
      ({ main, rules }) =>
        main.connect(rules.broadcast(state)).process({ processElement() {} } as never),
      "API_WRONG_TYPE",
      "processElement and processBroadcastElement",
    ],
    [
      "a plain function",
      ({ main, rules }) => main.connect(rules.broadcast(state)).process((() => []) as never),
      "API_WRONG_TYPE",
      "processElement and processBroadcastElement",
    ],
    [
      "a stream of another environment",
      ({ main }) => main.connect(streams().rules.broadcast(state)),
      "API_FOREIGN_STREAM",
      "DataStream.connect",
    ],
  ];
  // covers: KeyedStream.broadcast
  test.each(cases)("%s is refused at the user's line", (_what, use, code, text) => {
    expect(() => use(streams())).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(text),
        where: expect.objectContaining({
          location: expect.stringContaining("broadcast-stream.test.ts"),
        }),
      }),
    );
  });
});
