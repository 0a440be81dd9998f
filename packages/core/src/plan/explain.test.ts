import { describe, expect, test } from "vitest";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { Types } from "../types/types.ts";
import { compile } from "./compile.ts";
import { explain } from "./explain.ts";

test("an explanation shows chains, edges, types, guarantees and what travels undeclared", () => {
  const plan = new PlanSketch({ "execution.checkpointing.interval": "10 s" });
  const source = plan.source("lines", { outputType: Types.STRING(), uid: "hello" });
  const words = plan.map(source, { name: "Flat Map" });
  const counts = plan.reduce(plan.keyBy(words, Types.STRING()), {
    outputType: Types.ROW([Types.STRING(), Types.GENERIC()]),
  });
  plan.sink(counts, { name: "out", guarantee: "exactly-once" });
  expect(explain(plan.build("word count"))).toBe(
    `Job word count
  4 operators in 2 vertices, checkpointing exactly-once, chaining on

[0] Source: lines -> Flat Map
    parallelism 1, max parallelism 128
    #1 Source: lines: emits STRING, uid "hello", id 029bbd41b3a7d8cb191dae486a901e5b, at job.ts:1:1
    #2 Flat Map: emits general, id ${id(2, plan)}, at job.ts:2:1
    #2 => [1] by HASH, key STRING, general

[1] Keyed Reduce -> Sink: out
    parallelism 1, max parallelism 128
    #4 Keyed Reduce: emits ROW<f0 STRING, f1 GENERIC>, id ${id(4, plan)}, stateful without uid: its state is lost when operators before it change, at job.ts:4:1
        keeps keys STRING, running value ROW<f0 STRING, f1 GENERIC>
    #5 Sink: out: id ${id(5, plan)}, at job.ts:5:1

Guarantees
    Source: lines to Sink: out: exactly-once

Without a declared type, by the general serializer
    edge #2 => #4
    state of #4: running value`,
  );
});

/** The id of a node, taken from the compiled plan: this test is about the text around it. */
function id(node: number, plan: PlanSketch): string | undefined {
  return compile(plan.build())
    .vertices.flatMap((vertex) => vertex.operators)
    .find((operator) => operator.node.id === node)?.id;
}

describe("parts of an explanation", () => {
  test("findings are listed with place and hint, and the plan is shown all the same", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s", { parallelism: 0 }));
    const text = explain(plan.build());
    expect(text).toContain("[0] Source: s\n");
    expect(text.slice(text.indexOf("Findings"))).toBe(
      `Findings
    error PLAN_INVALID_PARALLELISM  The parallelism of Source: s at job.ts:1:1 is 0. (job.ts:1:1)
        Use a whole number from 1 to 32768.`,
    );
  });

  test("in BATCH mode, where nothing is restored, uids are not missed", () => {
    const text = (mode: string) => {
      const plan = new PlanSketch({ "execution.runtime-mode": mode });
      plan.sink(plan.reduce(plan.keyBy(plan.source("s"))));
      return explain(plan.build());
    };
    expect(text("STREAMING").match(/stateful without uid/g)).toHaveLength(2);
    expect(text("BATCH").match(/stateful without uid/g)).toBeNull();
  });

  test("a uid and a uid hash both fix where state is found", () => {
    const plan = new PlanSketch();
    const source = plan.source("s", { uid: "s" });
    plan.reduce(plan.keyBy(source), { uidHash: "0".repeat(32) });
    expect(explain(plan.build())).not.toContain("without uid");
  });

  test("inputs and side outputs of edges are named", () => {
    const plan = new PlanSketch();
    const processed = plan.process(plan.source("a"), false);
    const late = plan.partition(plan.sideOutput(processed, "late"), { type: "broadcast" });
    plan.sink(plan.coMap(processed, late));
    expect(
      explain(plan.build())
        .split("\n")
        .filter((line) => line.includes("=> [")),
    ).toEqual([
      "    #2 => [1] input 1 by FORWARD, general",
      '    #2 side output "late" => [1] input 2 by BROADCAST, general',
    ]);
  });

  test.each([
    { checkpointing: {}, line: "none (checkpointing is off)" },
    { checkpointing: { "execution.checkpointing.interval": "1 s" }, line: "exactly-once" },
    {
      checkpointing: {
        "execution.checkpointing.interval": "1 s",
        "execution.checkpointing.mode": "AT_LEAST_ONCE",
      },
      line: "at-least-once",
    },
  ])("an exactly-once sink under $checkpointing guarantees $line", ({ checkpointing, line }) => {
    const plan = new PlanSketch(checkpointing);
    plan.sink(plan.union(plan.source("a"), plan.source("b")), { guarantee: "exactly-once" });
    plan.sink(plan.source("c"), { name: "other", guarantee: "none" });
    const reason =
      checkpointing["execution.checkpointing.interval"] === undefined
        ? " (checkpointing is off)"
        : "";
    expect(
      explain(plan.build())
        .split("\n")
        .filter((text) => text.includes(" to Sink")),
    ).toEqual([
      `    Source: a to Sink: Unnamed: ${line}`,
      `    Source: b to Sink: Unnamed: ${line}`,
      `    Source: c to Sink: other: none${reason}`,
    ]);
  });
});

test("in BATCH mode it says which inputs are sorted, and that no checkpoints are taken", () => {
  const plan = new PlanBuilder();
  const keyed = plan.keyBy(plan.source(new ScriptedSource([[]])), (value: unknown) => value);
  plan.sink(
    plan.reduce(keyed, (left: unknown) => left),
    new RecordingSink(),
  );
  const text = explain(
    plan.plan({
      "execution.runtime-mode": "BATCH",
      "execution.checkpointing.interval": "1 s",
    }),
  );
  expect(text).toContain("checkpointing off, chaining on, BATCH mode");
  expect(text).toContain("#1 => [1] by HASH, key general, sorted, general");
  expect(text).toContain("warning PLAN_CHECKPOINTS_IN_BATCH");
});
