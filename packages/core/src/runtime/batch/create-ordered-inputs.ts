/** From a vertex to the inputs of one of its subtasks in BATCH mode: how much memory each has, what is copied. */
import { OBJECT_REUSE, readOption, SORTED_INPUTS_MEMORY } from "../../base/config-options.ts";
import type { JobEdge, JobVertex } from "../../plan/job-graph.ts";
import type { SubtaskEnvironment } from "../operators/operator.ts";
import { heldCopier } from "../operators/record-copier.ts";
import { type OrderedInput, OrderedInputs, type OrderedTarget } from "./ordered-inputs.ts";
import type { TemporaryDirectory } from "./temporary-directory.ts";

export interface OrderedInputsSurroundings {
  readonly environment: SubtaskEnvironment;
  readonly target: OrderedTarget;
  /** The edges that arrive at the vertex. */
  readonly edges: readonly JobEdge[];
  readonly temporaryDirectory: TemporaryDirectory;
  fail(error: unknown): void;
}

/** `undefined` where all inputs are direct. */
export function createOrderedInputs(
  vertex: JobVertex,
  surroundings: OrderedInputsSurroundings,
): OrderedInputs | undefined {
  const { environment, target, edges, temporaryDirectory } = surroundings;
  const bufferedCount = vertex.inputModes.filter((mode) => mode !== "direct").length;
  const head = vertex.operators[0];
  if (bufferedCount === 0 || head === undefined) return undefined;
  const memory = readOption(environment.configuration, SORTED_INPUTS_MEMORY);
  const isObjectReuse = readOption(environment.configuration, OBJECT_REUSE);
  const inputs = vertex.inputModes.map((mode, index): OrderedInput => {
    const valueType = head.inputTypes[index];
    // Partitioners but forward hand over a copy of their own (O1).
    const isOwned =
      !isObjectReuse &&
      edges.every((edge) => edge.target.input !== index || edge.partitioner.type !== "forward");
    return {
      mode,
      valueType,
      keyType: head.keys[index]?.keyType,
      limitBytes: Math.floor(memory / (bufferedCount * vertex.parallelism)),
      copy: isOwned ? undefined : heldCopier(valueType),
      createFile: () =>
        temporaryDirectory.createFile(`sort-${vertex.index}-${environment.subtaskIndex}-${index}`),
    };
  });
  return new OrderedInputs({
    name: head.node.name,
    position: vertex.index,
    signals: environment.signals,
    target,
    inputs,
    fail: (error) => surroundings.fail(error),
  });
}
