import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JobOutput } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import {
  createHarnessChain,
  records,
  runOperators,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { Types } from "../../types/types.ts";
import type { OperatorContext } from "../operators/operator.ts";

interface Counted {
  n: number;
}

const toEdge = (edge: number): JobOutput => ({ to: "edge", edge, sideOutputTag: undefined });
const toOperator = (operator: number): JobOutput => ({
  to: "operator",
  operator,
  sideOutputTag: undefined,
});

function mutatingMap() {
  return operatorNode({
    kind: "map",
    function: functionSlot((value: Counted) => {
      value.n += 1;
      return value;
    }, "map"),
  });
}

/** One operator of a random chain: its node, and what it does to a list of numbers. */
interface Step {
  readonly text: string;
  node(): PhysicalNode;
  apply(values: readonly number[]): readonly number[];
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map(
    (by): Step => ({
      text: `map + ${by}`,
      node: () =>
        operatorNode({ kind: "map", function: functionSlot((value: number) => value + by, "map") }),
      apply: (values) => values.map((value) => value + by),
    }),
  ),
  fc.integer({ min: 2, max: 4 }).map(
    (by): Step => ({
      text: `filter % ${by}`,
      node: () =>
        operatorNode({
          kind: "filter",
          function: functionSlot({ filter: (value: number) => value % by }, "filter"),
        }),
      apply: (values) => values.filter((value) => value % by !== 0),
    }),
  ),
  fc.integer({ min: 0, max: 3 }).map(
    (times): Step => ({
      text: `list * ${times}`,
      node: () =>
        operatorNode({
          kind: "flatMap",
          function: functionSlot(
            (value: number) => Array.from({ length: times }, (_, i) => value + i),
            "flatMap",
          ),
          outputType: Types.LONG(),
        }),
      apply: (values) =>
        values.flatMap((value) => Array.from({ length: times }, (_, i) => value + i)),
    }),
  ),
  fc.constant<Step>({
    text: "generator",
    node: () =>
      operatorNode({
        kind: "process",
        function: functionSlot(function* (value: number) {
          yield value;
          yield -value;
        }, "processElement"),
      }),
    apply: (values) => values.flatMap((value) => [value, -value]),
  }),
  fc.constant<Step>({
    text: "collector",
    node: () =>
      operatorNode({
        kind: "flatMap",
        function: functionSlot((value: number, out: { collect(value: number): void }) => {
          out.collect(value * 2);
        }, "flatMap"),
      }),
    apply: (values) => values.map((value) => value * 2),
  }),
);

describe("chains", () => {
  test("random chains give the same generated, plain, and as array methods", async () => {
    const isCovered = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 5 }),
        async (steps, values) => {
          const result = await runOperators({
            nodes: steps.map((one) => one.node()),
            script: () => records(...values),
          });
          let expected: readonly number[] = values;
          const counts = steps.map((one) => {
            const before = expected.length;
            expected = one.apply(expected);
            isCovered.add(one.text.split(" ")[0] ?? "");
            return [before, expected.length];
          });
          expect(result.error).toBeUndefined();
          // Depth first, record by record: the order of array methods on one record at a time.
          expect(valuesOf(result)).toEqual(
            values.flatMap((value) =>
              steps.reduce<readonly number[]>((all, one) => one.apply(all), [value]),
            ),
          );
          expect(result.counts).toEqual(counts);
        },
      ),
      propertyRuns(60),
    );
    expect([...isCovered].sort()).toEqual(["collector", "filter", "generator", "list", "map"]);
  });

  test("more records than the first version of the program looks at, around the change", async () => {
    const steps = Array.from({ length: 12 }, () =>
      operatorNode({ kind: "map", function: functionSlot((value: number) => value + 1, "map") }),
    );
    const values = Array.from({ length: 700 }, (_, index) => index);
    const result = await runOperators({ nodes: steps, script: () => records(...values) });
    expect(valuesOf(result)).toEqual(values.map((value) => value + 12));
    expect(result.counts).toEqual(steps.map(() => [700, 700]));
  });

  test("a chain of a thousand operators fits on the stack in both forms", async () => {
    const nodes = Array.from({ length: 1000 }, (_, index) =>
      operatorNode(
        index % 2 === 0
          ? { kind: "map", function: functionSlot((value: number) => value + 1, "map") }
          : {
              kind: "flatMap",
              function: functionSlot(
                (value: number, out: { collect(value: number): void }) => out.collect(value),
                "flatMap",
              ),
            },
      ),
    );
    expect(valuesOf(await runOperators({ nodes, script: () => records(0) }))).toEqual([500]);
  });

  test("branches that change their record do not see each other, in plan order", async () => {
    const run = {
      nodes: [
        operatorNode({ kind: "filter", function: functionSlot(() => true, "filter") }),
        mutatingMap(),
        mutatingMap(),
      ],
      outputs: { 0: [toOperator(1), toEdge(2), toOperator(2)], 1: [toEdge(0)], 2: [toEdge(1)] },
      script: () => records({ n: 1 }),
    };
    expect((await runOperators(run)).events).toEqual([
      ["record", 0, { n: 2 }, -(2 ** 63)],
      ["record", 2, { n: 1 }, -(2 ** 63)],
      ["record", 1, { n: 2 }, -(2 ** 63)],
    ]);
    const reused = await runOperators({
      ...run,
      configuration: { "pipeline.object-reuse": "true" },
    });
    expect(new Set(reused.events.map((event) => event[2])).size).toBe(1);
  });

  test("a sink at the end gets records, watermarks and the end, and is blamed for what it throws", async () => {
    const calls: unknown[] = [];
    const createSink = ({ node }: OperatorContext) => ({
      inputs: [
        {
          element(value: unknown, timestampMs: number) {
            if (value === "bad") throw new Error(`${node.name} is full`);
            calls.push([value, timestampMs]);
          },
          watermark: (timestampMs: number) => {
            calls.push(timestampMs);
          },
          endInput: () => {
            calls.push("end");
          },
        },
      ],
      open: () => {
        calls.push("open");
      },
      finish: () => {
        calls.push("finish");
      },
      close: () => {
        calls.push("close");
      },
    });
    const nodes = [
      operatorNode({ kind: "map", function: functionSlot((value: unknown) => value, "map") }),
      operatorNode({ kind: "sink", name: "out" }),
    ];
    const one = createHarnessChain({ nodes, createSink }, "auto");
    await one.chain.open();
    one.chain.inputs[0]?.element("a", 1, undefined);
    one.chain.inputs[0]?.watermark(5);
    one.chain.inputs[0]?.endInput();
    await one.chain.close();
    expect(calls).toEqual(["open", ["a", 1], 5, "end", "finish", "close"]);
    const failed = await runOperators({ nodes, createSink, script: () => records("bad") });
    expect(failed.error).toMatchObject({
      code: "RUNTIME_FUNCTION_FAILED",
      operator: "out",
      message: "RUNTIME_FUNCTION_FAILED  The function of out failed: out is full.",
    });
  });

  test("opens last first, closes everything that was opened, also after a failure", async () => {
    for (const codeGeneration of ["auto", "off"] as const) {
      const calls: string[] = [];
      const node = (name: string, fails: boolean) =>
        operatorNode({
          kind: "map",
          name,
          function: functionSlot(
            {
              async open() {
                calls.push(`open ${name}`);
                if (fails) throw new Error("no connection");
              },
              map: (value: unknown) => value,
              async close() {
                calls.push(`close ${name}`);
                throw new Error(`close ${name}`);
              },
            },
            "map",
          ),
        });
      const { chain } = createHarnessChain(
        { nodes: [node("a", false), node("b", true), node("c", false)] },
        codeGeneration,
      );
      await expect(chain.open()).rejects.toMatchObject({
        code: "RUNTIME_FUNCTION_FAILED",
        where: { operator: "b" },
      });
      await expect(chain.close()).rejects.toMatchObject({ where: { operator: "c" } });
      await chain.close();
      expect(calls).toEqual(["open c", "open b", "close c", "close b"]);
    }
  });
});
