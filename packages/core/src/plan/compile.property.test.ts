import fc from "fast-check";
import { expect, test } from "vitest";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { compile } from "./compile.ts";
import type { JobGraph } from "./job-graph.ts";
import { isPhysical } from "./nodes.ts";
import { operatorGraph } from "./operator-graph.ts";
import type { Partitioner, StreamPlan, TransformationId } from "./transformation.ts";

const partitioners: readonly Partitioner[] = [
  { type: "rebalance" },
  { type: "rescale" },
  { type: "shuffle" },
  { type: "broadcast" },
  { type: "global" },
];

const step = fc.record({
  call: fc.constantFrom("source", "map", "coMap", "union", "partition", "sideOutput", "sink"),
  first: fc.nat(),
  second: fc.nat(),
  parallelism: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  chaining: fc.constantFrom("ALWAYS", "HEAD", "NEVER"),
  slotSharingGroup: fc.constantFrom(undefined, undefined, "other"),
});

/** A random plan: each call reads streams that exist already. */
const plans = fc.array(step, { maxLength: 30 }).map((steps): StreamPlan => {
  const plan = new PlanSketch({ "parallelism.default": "2" });
  const streams: TransformationId[] = [plan.source("first")];
  for (const { call, first, second, ...settings } of steps) {
    const a = streams[first % streams.length]!;
    const b = streams[second % streams.length]!;
    if (call === "sink") plan.sink(a, settings);
    else if (call === "source") streams.push(plan.source("more", settings));
    else if (call === "map") streams.push(plan.map(a, settings));
    else if (call === "coMap") streams.push(plan.coMap(a, b, settings));
    else if (call === "union") streams.push(plan.union(a, b));
    else if (call === "sideOutput") streams.push(plan.sideOutput(a, `tag ${second}`));
    else streams.push(plan.partition(a, partitioners[second % partitioners.length]!));
  }
  plan.sink(streams.at(-1)!);
  return plan.build();
});

/** Every connection of a job graph, chained or not, as `from>to` of node ids. */
function connections(graph: JobGraph): string[] {
  const headOf = (vertex: number) => graph.vertices[vertex]?.operators[0]?.node.id;
  return graph.vertices.flatMap((vertex) =>
    vertex.operators.flatMap(({ node, outputs }) =>
      outputs.map((output) => {
        const target =
          output.to === "operator"
            ? vertex.operators[output.operator]?.node.id
            : headOf(graph.edges[output.edge]?.target.vertex ?? -1);
        return `${node.id}>${target}:${output.sideOutputTag ?? ""}`;
      }),
    ),
  );
}

test("every operator that runs is in one vertex, and the connections are those of the plan", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const graph = compile(plan);
      const reference = operatorGraph(plan);
      const placed = graph.vertices.flatMap((vertex) =>
        vertex.operators.map(({ node }) => node.id),
      );
      expect(placed.toSorted((a, b) => a - b)).toEqual(
        reference.operators.map(({ node }) => node.id),
      );
      const notSources = plan.nodes.filter((node) => isPhysical(node) && node.kind !== "source");
      expect(new Set(placed)).toEqual(new Set([...placed, ...notSources.map(({ id }) => id)]));
      const expected = reference.edges.map(
        ({ source, target, sideOutputTag }) =>
          `${source.node.id}>${target.node.id}:${sideOutputTag ?? ""}`,
      );
      expect(connections(graph).toSorted()).toEqual(expected.toSorted());
      const ids = graph.vertices.flatMap((vertex) => vertex.operators.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});

test("vertices are in topological order, chains too, and edges arrive where they say", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const graph = compile(plan);
      graph.vertices.forEach((vertex, index) => {
        expect(vertex.index).toBe(index);
        vertex.operators.forEach(({ outputs }, operator) => {
          const chained = outputs.flatMap((output) =>
            output.to === "operator" ? output.operator : [],
          );
          const leaving = outputs.flatMap((output) => (output.to === "edge" ? output.edge : []));
          expect(chained.filter((target) => target <= operator)).toEqual([]);
          expect(leaving.map((edge) => graph.edges[edge]?.source)).toEqual(
            leaving.map(() => ({ vertex: index, operator })),
          );
        });
        const inputs = vertex.inputEdges.map((edge) => graph.edges[edge]!);
        expect(inputs.every(({ target }) => target.vertex === index)).toBe(true);
        expect(inputs.map(({ target }) => target.input)).toEqual(
          inputs.map(({ target }) => target.input).toSorted((a, b) => a - b),
        );
      });
      for (const { source, target } of graph.edges)
        expect(source.vertex).toBeLessThan(target.vertex);
      expect(
        graph.vertices.flatMap(({ inputEdges }) => inputEdges).toSorted((a, b) => a - b),
      ).toEqual(graph.edges.map(({ index }) => index));
    }),
  );
});

test("compiling does not depend on the identity of the plan", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      expect(compile({ ...plan, nodes: [...plan.nodes] })).toEqual(compile(plan));
    }),
  );
});
