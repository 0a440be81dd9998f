/** Checks the tag of a side output against the tags that were asked for before. */
import { streamError } from "../base/stream-error.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { TransformationId } from "../plan/transformation.ts";
import type { CallSite } from "./call-site.ts";
import type { GraphBuilder } from "./graph-builder.ts";

/** An operator has one side output of an id: asked for as two types it is `API_SIDE_OUTPUT_TYPES_DIFFER`. */
export function requireSameType(
  at: CallSite,
  graph: GraphBuilder,
  input: TransformationId,
  tag: OutputTag<never>,
): void {
  const before = graph.sideOutputTag(input, tag.id);
  if (before?.type === undefined || tag.type === undefined || before.type.equals(tag.type)) return;
  throw streamError(
    "API_SIDE_OUTPUT_TYPES_DIFFER",
    { tag: tag.id, type: tag.type.text, before: before.type.text },
    { where: { location: at.location } },
  );
}
