/** What asks for bounded streams, checked at the user's call. */
import { streamError } from "../base/stream-error.ts";
import { inputIdsOf } from "../plan/nodes.ts";
import type { TransformationId } from "../plan/transformation.ts";
import type { CallSite } from "./call-site.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import { nameOf } from "./operator-settings.ts";

/** Throws `API_CACHE_UNBOUNDED` where a source that never ends leads to the node. */
export function requireBounded(at: CallSite, graph: GraphBuilder, id: TransformationId): void {
  const open = [id];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const node = graph.get(next);
    if (node.kind === "source" && node.source.boundedness !== "BOUNDED") {
      const values = { method: at.method, source: nameOf(node) };
      throw streamError("API_CACHE_UNBOUNDED", values, { where: { location: at.location } });
    }
    for (const input of inputIdsOf(node)) {
      if (!seen.has(input)) open.push(input);
      seen.add(input);
    }
  }
}
