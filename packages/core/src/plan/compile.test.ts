import { describe, expect, test } from "vitest";
import { namedType, PlanSketch } from "../testing/plan-sketch.ts";
import { compile } from "./compile.ts";
import type { JobGraph } from "./job-graph.ts";

/** Vertices and edges as short text: enough to see the whole shape at once. */
function shape(graph: JobGraph) {
  return {
    vertices: graph.vertices.map(
      (vertex) => `${vertex.name} | ${vertex.parallelism}/${vertex.maxParallelism}`,
    ),
    edges: graph.edges.map(
      ({ source, target, partitioner, sideOutputTag }) =>
        `${source.vertex}.${source.operator} ${partitioner.type}${sideOutputTag === undefined ? "" : `:${sideOutputTag}`} ${target.vertex}.${target.input}`,
    ),
  };
}

describe("chains", () => {
  test("operators of one parallelism become one vertex, named like its chain", () => {
    const plan = new PlanSketch();
    const mapped = plan.map(plan.source("lines"), { name: "Flat Map" });
    plan.sink(mapped, { name: "out" });
    expect(shape(compile(plan.build()))).toEqual({
      vertices: ["Source: lines -> Flat Map -> Sink: out | 1/128"],
      edges: [],
    });
  });

  test("a chain of more than 500 operators is cut, and so are calls from vertex to vertex", () => {
    const plan = (configuration: Record<string, string>) => {
      const sketch = new PlanSketch(configuration);
      let last = sketch.source("s");
      for (let index = 0; index < 1000; index++) last = sketch.map(last);
      sketch.sink(last);
      return compile(sketch.build());
    };
    const chained = plan({});
    expect(chained.vertices.map(({ operators }) => operators.length)).toEqual([500, 500, 2]);
    expect(chained.edges.map(({ isHop }) => isHop)).toEqual([true, true]);
    const apart = plan({ "pipeline.operator-chaining.enabled": "false" });
    expect(apart.edges.filter(({ isHop }) => isHop).map(({ index }) => index)).toEqual([499, 999]);
  });

  test("a fan-out names its branches in parentheses and calls them in plan order", () => {
    const plan = new PlanSketch();
    const source = plan.source("s");
    const first = plan.map(source, { name: "a" });
    plan.sink(source, { name: "direct" });
    plan.sink(first, { name: "last" });
    const graph = compile(plan.build());
    expect(shape(graph).vertices).toEqual(["Source: s -> (a -> Sink: last, Sink: direct) | 1/128"]);
    expect(graph.vertices[0]?.operators.map((operator) => operator.node.id)).toEqual([1, 2, 4, 3]);
    expect(graph.vertices[0]?.operators[0]?.outputs).toEqual([
      { to: "operator", operator: 1, sideOutputTag: undefined },
      { to: "operator", operator: 3, sideOutputTag: undefined },
    ]);
  });

  test.each([
    { chaining: "ALWAYS", vertices: ["Source: s -> m0 -> m1 -> m2 -> Sink: Unnamed | 1/128"] },
    {
      chaining: "HEAD",
      vertices: ["Source: s -> m0 | 1/128", "m1 -> m2 -> Sink: Unnamed | 1/128"],
    },
    {
      chaining: "NEVER",
      vertices: ["Source: s -> m0 | 1/128", "m1 | 1/128", "m2 -> Sink: Unnamed | 1/128"],
    },
  ] as const)(
    "the strategy $chaining decides about both sides of an operator",
    ({ chaining, vertices }) => {
      const plan = new PlanSketch();
      const m0 = plan.map(plan.source("s"), { name: "m0" });
      const m1 = plan.map(m0, { name: "m1", chaining });
      plan.sink(plan.map(m1, { name: "m2" }));
      expect(shape(compile(plan.build())).vertices).toEqual(vertices);
    },
  );

  test("no edge is chained when the environment's chaining is off, also by its older key", () => {
    for (const key of ["pipeline.operator-chaining.enabled", "pipeline.operator-chaining"]) {
      const plan = new PlanSketch({ [key]: "false" });
      plan.sink(plan.source("s"));
      expect(shape(compile(plan.build()))).toEqual({
        vertices: ["Source: s | 1/128", "Sink: Unnamed | 1/128"],
        edges: ["0.0 forward 1.0"],
      });
    }
  });

  test("another slot sharing group begins a chain, and what follows inherits it", () => {
    const plan = new PlanSketch();
    const mapped = plan.map(plan.source("s"), { name: "m", slotSharingGroup: "big" });
    plan.sink(mapped);
    expect(shape(compile(plan.build())).vertices).toEqual([
      "Source: s | 1/128",
      "m -> Sink: Unnamed | 1/128",
    ]);
  });

  test("different max parallelism is chained unless the setting forbids it", () => {
    const vertices = (value: string) => {
      const plan = new PlanSketch({
        "pipeline.operator-chaining.chain-operators-with-different-max-parallelism": value,
      });
      plan.sink(plan.source("s"), { maxParallelism: 64 });
      return shape(compile(plan.build())).vertices;
    };
    expect(vertices("true")).toEqual(["Source: s -> Sink: Unnamed | 1/128"]);
    expect(vertices("false")).toEqual(["Source: s | 1/128", "Sink: Unnamed | 1/64"]);
  });

  test("two-input operators and unions are heads, and inputs keep their order", () => {
    const plan = new PlanSketch();
    const [a, b, c] = [plan.source("a"), plan.source("b"), plan.source("c")] as const;
    const joined = plan.coMap(plan.union(c, a), b, { name: "Co-Map" });
    plan.sink(joined);
    const graph = compile(plan.build());
    expect(shape(graph)).toEqual({
      vertices: [
        "Source: a | 1/128",
        "Source: b | 1/128",
        "Source: c | 1/128",
        "Co-Map -> Sink: Unnamed | 1/128",
      ],
      edges: ["2.0 forward 3.0", "0.0 forward 3.0", "1.0 forward 3.1"],
    });
    expect(graph.vertices[3]?.inputEdges).toEqual([0, 1, 2]);
  });
});

describe("edges", () => {
  test("without a partitioner an edge is forward at equal parallelism and rebalance otherwise", () => {
    const plan = new PlanSketch({ "parallelism.default": "2" });
    const source = plan.source("s", { isNonParallel: true });
    plan.sink(plan.map(source, { name: "m" }));
    expect(shape(compile(plan.build()))).toEqual({
      vertices: ["Source: s | 1/1", "m -> Sink: Unnamed | 2/128"],
      edges: ["0.0 rebalance 1.0"],
    });
  });

  test("the partitioner nearest to the reader wins", () => {
    const plan = new PlanSketch();
    const shuffled = plan.partition(plan.source("s"), { type: "shuffle" });
    plan.sink(plan.partition(shuffled, { type: "global" }));
    expect(shape(compile(plan.build())).edges).toEqual(["0.0 global 1.0"]);
  });

  test("a keyed operator knows the selector of its input, and the edge's type is the declared one", () => {
    const plan = new PlanSketch({ "parallelism.default": "3" });
    const text = namedType("STRING");
    const keyType = namedType("INT");
    const keyed = plan.keyBy(plan.map(plan.source("s"), { outputType: text }), keyType);
    plan.sink(plan.reduce(keyed));
    const graph = compile(plan.build());
    const reduce = graph.vertices[1]?.operators[0];
    expect(reduce?.keys.map((key) => key?.keyType)).toEqual([keyType]);
    expect(reduce?.inputTypes).toEqual([text]);
    expect(graph.edges.map((edge) => edge.type)).toEqual([text]);
  });

  test("an operator that is not keyed has no keys, wherever its inputs come from", () => {
    const plan = new PlanSketch();
    const plain = plan.source("s");
    const keyed = plan.keyBy(plain);
    plan.sink(plan.process(plan.union(keyed, keyed), false));
    plan.sink(plan.process(keyed, true));
    const operators = compile(plan.build()).vertices.flatMap((vertex) => vertex.operators);
    const keys = operators
      .filter(({ node }) => node.kind === "process")
      .map((operator) => operator.keys.map((key) => key?.type));
    expect(keys).toEqual([[undefined], ["hash"]]);
  });

  test("side outputs travel by tag, chained or not, with the tag's type", () => {
    const plan = new PlanSketch();
    const late = namedType("LATE");
    const processed = plan.process(plan.source("s"), false, { outputType: namedType("MAIN") });
    const side = plan.sideOutput(processed, "late", late);
    plan.sink(side, { name: "chained" });
    plan.sink(plan.partition(side, { type: "rebalance" }), { name: "apart" });
    const graph = compile(plan.build());
    expect(graph.vertices[0]?.operators[1]?.outputs).toEqual([
      { to: "operator", operator: 2, sideOutputTag: "late" },
      { to: "edge", edge: 0, sideOutputTag: "late" },
    ]);
    expect(graph.vertices[0]?.operators[2]?.inputTypes).toEqual([late]);
    expect(graph.edges).toEqual([
      {
        index: 0,
        source: { vertex: 0, operator: 1 },
        target: { vertex: 1, input: 0 },
        partitioner: { type: "rebalance" },
        sideOutputTag: "late",
        type: late,
        bufferTimeoutMs: 100,
        isHop: false,
      },
    ]);
  });

  test("a stream united with itself arrives twice", () => {
    const plan = new PlanSketch();
    const source = plan.source("s");
    plan.sink(plan.union(source, source));
    expect(shape(compile(plan.build())).edges).toEqual(["0.0 forward 1.0", "0.0 forward 1.0"]);
  });

  test("the buffer timeout is the sender's, then the environment's", () => {
    const timeouts = (configuration: Record<string, string>, bufferTimeoutMs?: number) => {
      const plan = new PlanSketch(configuration);
      const source = plan.source("s", { bufferTimeoutMs });
      plan.sink(plan.partition(source, { type: "rebalance" }));
      return compile(plan.build()).edges.map((edge) => edge.bufferTimeoutMs);
    };
    expect(timeouts({})).toEqual([100]);
    expect(timeouts({ "execution.buffer-timeout.interval": "2 s" })).toEqual([2000]);
    expect(timeouts({ "execution.buffer-timeout.enabled": "false" })).toEqual([-1]);
    expect(timeouts({ "execution.buffer-timeout.interval": "2 s" }, 7)).toEqual([7]);
  });
});

describe("parallelism", () => {
  test("it is the node's own, else the environment's, and 1 where it cannot be more", () => {
    const plan = new PlanSketch({ "parallelism.default": "4" });
    const one = plan.source("one", { isNonParallel: true });
    const two = plan.source("two", { maxSourceParallelism: 2 });
    plan.sink(plan.union(one, two), { parallelism: 3 });
    expect(compile(plan.build()).vertices.map((vertex) => vertex.parallelism)).toEqual([1, 2, 3]);
  });

  test.each([
    [1, 128],
    [85, 128],
    [86, 256],
    [171, 256],
    [172, 512],
    [32_768, 32_768],
  ])("parallelism %i gives max parallelism %i, as in Flink", (parallelism, maxParallelism) => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"), { parallelism });
    expect(compile(plan.build()).vertices.at(-1)?.maxParallelism).toBe(maxParallelism);
  });

  test("max parallelism is the node's own, else the environment's, where -1 means derived", () => {
    const maxima = (value: string) => {
      const plan = new PlanSketch({
        "pipeline.max-parallelism": value,
        "pipeline.operator-chaining.enabled": "false",
      });
      plan.sink(plan.source("s"), { maxParallelism: 7 });
      return compile(plan.build()).vertices.map((vertex) => vertex.maxParallelism);
    };
    expect(maxima("50")).toEqual([50, 7]);
    expect(maxima("-1")).toEqual([128, 7]);
  });
});

describe("what runs", () => {
  test("an operator without a sink behind it runs, a source that nothing reads does not", () => {
    const plan = new PlanSketch();
    const source = plan.source("read");
    plan.source("unread");
    plan.partition(plan.source("only partitioned"), { type: "rebalance" });
    plan.sink(source, { name: "out" });
    plan.map(source, { name: "dangling" });
    expect(shape(compile(plan.build())).vertices).toEqual([
      "Source: read -> (Sink: out, dangling) | 1/128",
    ]);
  });

  test("sources come first, also those called late", () => {
    const plan = new PlanSketch();
    const first = plan.partition(plan.map(plan.source("a"), { name: "m", chaining: "NEVER" }), {
      type: "rebalance",
    });
    plan.sink(plan.union(first, plan.source("b")));
    expect(compile(plan.build()).vertices.map((vertex) => vertex.name)).toEqual([
      "Source: a",
      "Source: b",
      "m",
      "Sink: Unnamed",
    ]);
  });

  test("the graph is frozen", () => {
    const plan = new PlanSketch();
    plan.sink(plan.source("s"));
    const graph = compile(plan.build());
    const vertex = graph.vertices[0];
    for (const part of [
      graph,
      graph.vertices,
      graph.edges,
      vertex,
      vertex?.operators,
      vertex?.operators[0],
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});
