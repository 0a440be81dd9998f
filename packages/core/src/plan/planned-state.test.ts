import { describe, expect, test } from "vitest";
import { MapStateDescriptor } from "../state/descriptors.ts";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { Types } from "../types/types.ts";
import { stateText } from "./explain-marks.ts";
import { operatorGraph } from "./operator-graph.ts";
import { isStateful, plannedStates } from "./planned-state.ts";
import type { TransformationId } from "./transformation.ts";

/** The states of the plan's last operator behind a source of INT and one of STRING, and whether it is stateful. */
function lastOf(
  build: (plan: PlanSketch, ints: TransformationId, texts: TransformationId) => unknown,
): { states: string[]; isStateful: boolean } {
  const plan = new PlanSketch();
  const ints = plan.source("ints", { outputType: Types.INT() });
  build(plan, ints, plan.source("texts", { outputType: Types.STRING() }));
  const operator = operatorGraph(plan.build()).operators.at(-1)!;
  return { states: plannedStates(operator).map(stateText), isStateful: isStateful(operator) };
}

describe("under a key an operator keeps", () => {
  const cases: readonly [string, Parameters<typeof lastOf>[0], string[]][] = [
    [
      "reduce: a running value of the input's type",
      (plan, ints) => plan.reduce(plan.keyBy(ints, Types.LONG())),
      ["keys LONG", "running value INT"],
    ],
    [
      "an aggregate: a running value of its own type",
      (plan, ints) => plan.oneInput("aggregate", plan.keyBy(ints), { outputType: Types.DOUBLE() }),
      ["keys general", "running value DOUBLE"],
    ],
    [
      "a window: its elements",
      (plan, ints) =>
        plan.oneInput("window", plan.keyBy(ints, Types.INT()), { name: "w", isKeyed: true }),
      ["keys INT", "elements INT"],
    ],
    [
      "a window of all records: its elements, and no key of the user's",
      (plan, ints) => plan.oneInput("window", plan.keyBy(ints), { name: "w", isAll: true }),
      ["elements INT"],
    ],
    [
      "a window that aggregates: one accumulator",
      (plan, ints) =>
        plan.oneInput("window", plan.keyBy(ints, Types.INT()), {
          name: "w",
          aggregation: { type: "aggregate", accumulatorType: undefined },
        }),
      ["keys INT", "accumulator general"],
    ],
    [
      "a window that reduces: one running value",
      (plan, ints) =>
        plan.oneInput("window", plan.keyBy(ints, Types.INT()), {
          name: "w",
          aggregation: { type: "reduce" },
        }),
      ["keys INT", "running value INT"],
    ],
    [
      "a co-group: the elements of both inputs",
      (plan, ints, texts) =>
        plan.twoInputs("coGroup", plan.keyBy(ints, Types.INT()), plan.keyBy(texts), { name: "g" }),
      ["keys INT and general", "elements of input 1 INT", "elements of input 2 STRING"],
    ],
    [
      "an interval join: the records of both inputs",
      (plan, ints, texts) =>
        plan.twoInputs(
          "intervalJoin",
          plan.keyBy(ints, Types.INT()),
          plan.keyBy(texts, Types.INT()),
        ),
      ["keys INT", "records of input 1 INT", "records of input 2 STRING"],
    ],
    [
      "a sorted partition: the records",
      (plan, ints) =>
        plan.oneInput("sortPartition", plan.keyBy(ints, Types.INT()), { isKeyed: true }),
      ["keys INT", "records INT"],
    ],
    [
      "a process function: what it asks for when it runs",
      (plan, ints) => plan.process(plan.keyBy(ints, Types.INT()), true),
      ["keys INT"],
    ],
  ];
  test.each(cases)("%s", (_, build, states) => {
    expect(lastOf(build)).toEqual({ states, isStateful: true });
  });
});

describe("without a key an operator keeps", () => {
  test("broadcast states, each by its key and value", () => {
    const descriptors = [
      new MapStateDescriptor("rules", Types.STRING(), Types.INT()),
      new MapStateDescriptor("limits", Types.STRING()),
    ];
    expect(
      lastOf((plan, ints, texts) =>
        plan.twoInputs("broadcastProcess", ints, texts, { isKeyed: false, descriptors }),
      ),
    ).toEqual({
      states: [
        'broadcast state "rules" STRING and INT',
        'broadcast state "limits" STRING and general',
      ],
      isStateful: true,
    });
  });

  test.each(["asyncWait", "asyncBatchWait"] as const)("%s: the records in flight", (kind) => {
    expect(lastOf((plan, ints) => plan.oneInput(kind, ints))).toEqual({
      states: ["records in flight INT"],
      isStateful: true,
    });
  });

  test("a union: one state for each of its types", () => {
    expect(
      lastOf((plan, ints, texts) => plan.oneInput("asyncWait", plan.union(ints, texts, ints))),
    ).toEqual({ states: ["records in flight INT and STRING"], isStateful: true });
  });

  test("nothing where neither it nor its function takes part in snapshots", () => {
    for (const kind of ["map", "flatMap", "filter", "process", "mapPartition"] as const)
      expect(lastOf((plan, ints) => plan.oneInput(kind, ints))).toEqual({
        states: [],
        isStateful: false,
      });
  });

  test("something unknown where its function takes part in snapshots", () => {
    const value = { map: () => 1, initializeState: () => {}, snapshotState: () => {} };
    expect(
      lastOf((plan, ints) => plan.oneInput("map", ints, { function: { value, role: "map" } })),
    ).toEqual({ states: [], isStateful: true });
  });

  test("a sink: something where its writers or committers have a serializer for it", () => {
    const sinks = [{}, { writerStateSerializer: {} }, { committableSerializer: {} }];
    expect(
      sinks.map((sink) => lastOf((plan, ints) => plan.oneInput("sink", ints, { sink })).isStateful),
    ).toEqual([false, true, true]);
  });

  test("a source: its positions", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"));
    expect(operatorGraph(plan.build()).operators.map(isStateful)).toEqual([true, false]);
  });
});
