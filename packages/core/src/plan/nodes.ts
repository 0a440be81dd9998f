/** What all nodes of a plan have in common: physical or virtual, and what they read. */
import type { PhysicalNode, Transformation, TransformationId } from "./transformation.ts";

/** True for nodes that become operators. */
export function isPhysical(node: Transformation): node is PhysicalNode {
  return node.kind !== "partition" && node.kind !== "union" && node.kind !== "sideOutput";
}

/** True for operators whose functions see a key: of two inputs both have one, and a union has none (as in Flink). */
export function isKeyed(node: PhysicalNode): boolean {
  return node.kind === "reduce" || node.kind === "aggregate" || ("isKeyed" in node && node.isKeyed);
}

/** The ids that a node reads, by input index; a union's inputs in the order given. */
export function inputIdsOf(node: Transformation): readonly TransformationId[] {
  if (node.kind === "source") return [];
  if (node.kind === "union") return node.inputs;
  return "input1" in node ? [node.input1, node.input2] : [node.input];
}
