/**
 * From a part of a program to the one chain that a harness runs: the plan is built and compiled as for a job, with inputs
 * and outputs that stand outside of the chain.
 */
import type { DataStream } from "../api/data-stream.ts";
import { withHost } from "../api/host.ts";
import { StreamExecutionEnvironment } from "../api/stream-execution-environment.ts";
import { streamError } from "../base/stream-error.ts";
import { builtIns } from "../connectors/built-ins.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import { compile } from "../plan/compile.ts";
import type { JobGraph, JobVertex } from "../plan/job-graph.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { CollectingSink } from "./collecting-sink.ts";
import { ScriptedSource } from "./scripted-source.ts";

/** A part of a program: what it makes of its inputs. */
export interface HarnessProgram {
  readonly inputCount: number;
  build(inputs: readonly DataStream<never>[]): DataStream<unknown>;
  readonly sideOutputs: readonly OutputTag<never>[];
  readonly configuration: Readonly<Record<string, string>>;
}

/** The chain of the program, and what leaves it by which edge. */
export interface HarnessVertex {
  readonly vertex: JobVertex;
  /** The id of the side output's tag by edge; `undefined`: the main output. */
  readonly outputs: ReadonlyMap<number, string | undefined>;
}

/** Builds and compiles the program; `TESTING_NOT_ONE_CHAIN` where it runs in several parts. */
export async function harnessVertex(program: HarnessProgram): Promise<HarnessVertex> {
  const graph = compile(await planOf(program));
  const inside = graph.vertices.filter(({ operators: [head] }) => {
    const kind = head?.node.kind;
    return kind !== "source" && kind !== "sink";
  });
  const [vertex] = inside;
  if (vertex === undefined || inside.length > 1) {
    const chains = inside.map(({ name }) => `"${name}"`).join(", ");
    throw streamError("TESTING_NOT_ONE_CHAIN", {
      count: inside.length,
      chains: chains === "" ? "none" : chains,
    });
  }
  return { vertex, outputs: outputsOf(graph, vertex) };
}

function outputsOf(graph: JobGraph, vertex: JobVertex): ReadonlyMap<number, string | undefined> {
  const leaving = graph.edges.filter((edge) => edge.source.vertex === vertex.index);
  return new Map(leaving.map((edge) => [edge.index, edge.sideOutputTag]));
}

/** The plan that the program would be run with; nothing runs. */
async function planOf(program: HarnessProgram): Promise<StreamPlan> {
  let taken: StreamPlan | undefined;
  const host = {
    builtIns,
    executor: async () => ({
      async submit(plan: StreamPlan): Promise<never> {
        taken = plan;
        throw new PlanTaken();
      },
    }),
    startConfiguration: () => new Map(Object.entries(program.configuration)),
    beforeExecute: () => {},
  };
  const env = withHost(host, () => StreamExecutionEnvironment.getExecutionEnvironment());
  env.setParallelism(1);
  const inputs = Array.from({ length: program.inputCount }, (_, index) =>
    env
      .fromSource(
        new ScriptedSource<never>([[]]),
        WatermarkStrategy.noWatermarks(),
        `input ${index + 1}`,
      )
      .disableChaining(),
  );
  const output = program.build(inputs);
  output.sinkTo(new CollectingSink<unknown>()).disableChaining();
  for (const tag of program.sideOutputs)
    output.getSideOutput(tag).sinkTo(new CollectingSink<unknown>()).disableChaining();
  await env.executeAsync().catch((error: unknown) => {
    if (!(error instanceof PlanTaken)) throw error;
  });
  if (taken === undefined) throw new TypeError("no plan was submitted"); // executeAsync would have thrown
  return taken;
}

/** Ends the submission: the plan was all that was wanted. */
class PlanTaken extends Error {}
