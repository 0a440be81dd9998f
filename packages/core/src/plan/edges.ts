/**
 * Resolves the virtual nodes between two operators. As in Flink, the partition and the side output that stand nearest
 * to the reader win, and a union stands for all of its inputs.
 */
import { isPhysical } from "./nodes.ts";
import type {
  PartitionNode,
  PhysicalNode,
  SideOutputNode,
  Transformation,
  TransformationId,
} from "./transformation.ts";

/** One operator that an input reads, and the virtual nodes that shape the edge. */
export interface ResolvedInput {
  readonly source: PhysicalNode;
  readonly partition: PartitionNode | undefined;
  readonly sideOutput: SideOutputNode | undefined;
}

/** What the node `id` stands for as an input, in the order of the unions' inputs. Unknown ids and cycles give nothing. */
export function resolveInput(
  id: TransformationId,
  nodes: ReadonlyMap<TransformationId, Transformation>,
): readonly ResolvedInput[] {
  const found: ResolvedInput[] = [];
  // A stack instead of recursion: a plan may hold thousands of virtual nodes in a row.
  const pending = [
    { id, partition: undefined, sideOutput: undefined, before: Infinity } as Pending,
  ];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    const node = nodes.get(step.id);
    if (node === undefined || node.id >= step.before) continue;
    const { partition, sideOutput } = step;
    if (isPhysical(node)) {
      found.push({ source: node, partition, sideOutput });
      continue;
    }
    switch (node.kind) {
      case "union":
        for (const input of node.inputs.toReversed())
          pending.push({ ...step, id: input, before: node.id });
        break;
      case "partition":
        pending.push({ id: node.input, partition: partition ?? node, sideOutput, before: node.id });
        break;
      case "sideOutput":
        pending.push({
          id: node.input,
          partition,
          sideOutput: sideOutput ?? node,
          before: node.id,
        });
    }
  }
  return found;
}

interface Pending {
  readonly id: TransformationId;
  readonly partition: PartitionNode | undefined;
  readonly sideOutput: SideOutputNode | undefined;
  /** Inputs stand before their readers, so ids fall on the way up: an id that does not is part of a cycle. */
  readonly before: number;
}
