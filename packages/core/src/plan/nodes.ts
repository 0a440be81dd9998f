/** What all nodes of a plan have in common: physical or virtual, and what they read. */
import type { PhysicalNode, Transformation, TransformationId } from "./transformation.ts";

/** True for nodes that become operators. */
export function isPhysical(node: Transformation): node is PhysicalNode {
  return node.kind !== "partition" && node.kind !== "union" && node.kind !== "sideOutput";
}

/** The ids that a node reads, by input index; a union's inputs in the order given. */
export function inputIdsOf(node: Transformation): readonly TransformationId[] {
  if (node.kind === "source") return [];
  if (node.kind === "union") return node.inputs;
  return "input1" in node ? [node.input1, node.input2] : [node.input];
}
