/**
 * BATCH or STREAMING: what a plan runs in, and how the inputs of an operator are taken then.
 *
 * RM1: AUTOMATIC is BATCH exactly where every source that is read is bounded (Flink: `StreamGraphGenerator`). RM2: in
 * BATCH the inputs of a keyed operator are sorted; in STREAMING every input is direct. RM3: in BATCH the broadcast side
 * comes first, so that all of it is there for each record of the other side.
 */
import { inputIdsOf, isKeyed } from "./nodes.ts";
import type { PhysicalNode, SourceNode } from "./transformation.ts";

/** What a job runs in. */
export type RuntimeMode = "STREAMING" | "BATCH";

/** What `execution.runtime-mode` may ask for. */
export type RequestedRuntimeMode = RuntimeMode | "AUTOMATIC";

/**
 * How records reach one input of a vertex' head.
 *
 * `direct`: as they come. `sorted`: when all have come, by key and timestamp. `held`: when the direct inputs have ended,
 * in the order of their arrival.
 */
export type InputMode = "direct" | "sorted" | "held";

/** The mode that a plan with these sources runs in (RM1). */
export function resolveRuntimeMode(
  requested: RequestedRuntimeMode,
  sources: readonly SourceNode[],
): RuntimeMode {
  if (requested !== "AUTOMATIC") return requested;
  return sources.some(isUnbounded) ? "STREAMING" : "BATCH";
}

/** True for a source that has no end of its own. */
export function isUnbounded({ source }: SourceNode): boolean {
  return source.boundedness === "CONTINUOUS_UNBOUNDED";
}

/** Keyed operators that need all keys until the end of their input: sorting would only cost time. */
const readsAllKeys: ReadonlySet<PhysicalNode["kind"]> = new Set<PhysicalNode["kind"]>([
  "sortPartition",
]);

/** How each input of an operator is taken (RM2, RM3). */
export function inputModesOf(node: PhysicalNode, mode: RuntimeMode): readonly InputMode[] {
  const inputs = inputIdsOf(node);
  if (mode === "STREAMING" || readsAllKeys.has(node.kind)) return inputs.map(() => "direct");
  const isSorted = isKeyed(node);
  if (node.kind === "broadcastProcess") return [isSorted ? "sorted" : "held", "direct"];
  return inputs.map(() => (isSorted ? "sorted" : "direct"));
}
