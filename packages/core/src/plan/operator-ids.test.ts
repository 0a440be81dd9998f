import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { compile } from "./compile.ts";
import { operatorIdOfUid } from "./operator-ids.ts";
import { operatorName } from "./operator-names.ts";
import type { StreamPlan } from "./transformation.ts";

/** Ids that checkpoints of released versions hold: a line of this file is never changed. */
const golden = JSON.parse(
  readFileSync(
    new URL("../../../../tests/golden/plans/operator-ids.json", import.meta.url),
    "utf8",
  ),
) as { uids: Record<string, string>; graphs: Record<string, Record<string, string>> };

const unchained = { "pipeline.operator-chaining.enabled": "false" };

/** Ids by operator name. */
function idsOf(plan: StreamPlan): Record<string, string> {
  const operators = compile(plan).vertices.flatMap((vertex) => vertex.operators);
  return Object.fromEntries(operators.map(({ id, node }) => [operatorName(node), id]));
}

const programs: Record<string, () => StreamPlan> = {
  "unchained source and sink": () => {
    const plan = new PlanSketch(unchained);
    plan.sink(plan.source("s"), { name: "out" });
    return plan.build();
  },
  "source chained to one operator": () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"), { name: "out" });
    return plan.build();
  },
  "diamond with a late input": () => {
    const plan = new PlanSketch();
    const source = plan.source("s");
    const left = plan.map(source, { name: "left" });
    const right = plan.reduce(plan.keyBy(source), { name: "right" });
    const joined = plan.coMap(left, plan.map(right, { name: "far" }), {
      name: "join",
      uid: "join",
    });
    plan.sink(joined, { name: "out" });
    return plan.build();
  },
};

describe("ids", () => {
  test.each(Object.entries(golden.graphs))(
    "of the graph `%s` are the recorded ones",
    (name, expected) => {
      const program = programs[name];
      expect(program).toBeDefined();
      expect(idsOf(program!())).toMatchObject(expected);
    },
  );

  test.each(Object.entries(golden.uids))("of the uid %j is the recorded one", (uid, expected) => {
    expect(operatorIdOfUid(uid)).toBe(expected);
  });

  test("of an operator with a uid do not depend on anything else", () => {
    const plan = new PlanSketch();
    plan.sink(plan.map(plan.source("s"), { name: "other", uid: "hello", parallelism: 3 }));
    expect(idsOf(plan.build())["other"]).toBe("029bbd41b3a7d8cb191dae486a901e5b");
  });

  test("of an operator with a uid hash are that hash", () => {
    const plan = new PlanSketch();
    const uidHash = "0123456789abcdef0123456789abcdef";
    plan.sink(plan.source("s", { uidHash }));
    expect(idsOf(plan.build())["Source: s"]).toBe(uidHash);
  });

  test("do not depend on names, and are all different", () => {
    const plan = (prefix: string) => {
      const builder = new PlanSketch(unchained);
      const mapped = builder.map(builder.source(`${prefix}s`), { name: `${prefix}m` });
      builder.sink(mapped, { name: `${prefix}a` });
      builder.sink(mapped, { name: `${prefix}b` });
      return Object.values(idsOf(builder.build()));
    };
    expect(plan("x")).toEqual(plan("y"));
    expect(new Set(plan("x")).size).toBe(4);
  });

  test("change when the graph before an operator changes", () => {
    const sinkId = (maps: number) => {
      const plan = new PlanSketch(unchained);
      let last = plan.source("s");
      for (let index = 0; index < maps; index++) last = plan.map(last);
      plan.sink(last, { name: "out" });
      return idsOf(plan.build())["Sink: out"];
    };
    expect(sinkId(1)).not.toBe(sinkId(2));
  });
});
