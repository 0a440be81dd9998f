/** What all nodes of a plan have in common: physical or virtual, and what they read. */
import type { PhysicalNode, Transformation, TransformationId } from "./transformation.ts";

/** True for nodes that become operators. */
export function isPhysical(node: Transformation): node is PhysicalNode {
  return node.kind !== "partition" && node.kind !== "union" && node.kind !== "sideOutput";
}

/** Operators that always have a key; that of `windowAll` is one for all records. */
const alwaysKeyed: ReadonlySet<string> = new Set([
  "reduce", "aggregate", "window", "coGroup", "intervalJoin",
]); // biome-ignore format: a list

/** True for operators that keep state under a key: of two inputs both have one, and a union has none (as in Flink). */
export function isKeyed(node: PhysicalNode): boolean {
  return alwaysKeyed.has(node.kind) || ("isKeyed" in node && node.isKeyed);
}

/** The ids that a node reads, by input index; a union's inputs in the order given. */
export function inputIdsOf(node: Transformation): readonly TransformationId[] {
  if (node.kind === "source") return [];
  if (node.kind === "union") return node.inputs;
  return "input1" in node ? [node.input1, node.input2] : [node.input];
}
