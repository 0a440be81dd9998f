/**
 * Operator ids: 32 hex digits that find an operator's state in a checkpoint, equal to Flink's for an equal graph.
 *
 * I1: a uid alone decides the id (murmur3_128 of its UTF-8 bytes); a uid hash is the id itself.
 * I2: any other id is Flink's `StreamGraphHasherV2`: breadth first from the sources, each operator is hashed from the
 *     number of ids given before it, once for itself and once for each chained output; then the ids of its inputs are
 *     mixed in. It changes with the shape of the graph before it, never with names or functions.
 */
import { murmur3x128 } from "../base/murmur3-128.ts";
import { isChainable } from "./chaining.ts";
import type { OperatorId } from "./job-graph.ts";
import type { OperatorGraph, PlanOperator } from "./operator-graph.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** The id of every operator of the graph. */
export function operatorIds(graph: OperatorGraph): ReadonlyMap<PlanOperator, OperatorId> {
  const hashes = new Map<PlanOperator, Uint8Array>();
  const visited = new Set<PlanOperator>();
  const remaining = graph.operators.filter((operator) => operator.node.kind === "source");
  for (const source of remaining) visited.add(source);
  for (let index = 0; index < remaining.length; index++) {
    const operator = remaining[index];
    if (operator === undefined) continue;
    const hash = hashOf(operator, hashes, graph.settings);
    if (hash === undefined) {
      visited.delete(operator); // comes again after its other inputs
      continue;
    }
    hashes.set(operator, hash);
    for (const { target } of operator.outEdges) {
      if (visited.has(target)) continue;
      visited.add(target);
      remaining.push(target);
    }
  }
  const ids = new Map<PlanOperator, OperatorId>();
  for (const [operator, hash] of hashes)
    ids.set(operator, operatorId(operator.node.uidHash ?? hex(hash)));
  return ids;
}

/** The id that a uid gives. */
export function operatorIdOfUid(uid: string): OperatorId {
  return operatorId(hex(murmur3x128(new TextEncoder().encode(uid))));
}

function hashOf(
  operator: PlanOperator,
  hashes: ReadonlyMap<PlanOperator, Uint8Array>,
  settings: PlanSettings,
): Uint8Array | undefined {
  const { uid } = operator.node;
  if (uid !== undefined) return murmur3x128(new TextEncoder().encode(uid));
  if (operator.inEdges.some((edge) => !hashes.has(edge.source))) return undefined;
  const chainedCount = operator.outEdges.filter((edge) => isChainable(edge, settings)).length;
  const local = new DataView(new ArrayBuffer(4 * (1 + chainedCount)));
  for (let offset = 0; offset < local.byteLength; offset += 4)
    local.setInt32(offset, hashes.size, true);
  const hash = murmur3x128(new Uint8Array(local.buffer));
  for (const { source } of operator.inEdges) {
    const other = hashes.get(source);
    for (const [index, byte] of hash.entries()) hash[index] = (byte * 37) ^ (other?.[index] ?? 0);
  }
  return hash;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function operatorId(text: string): OperatorId {
  return text as OperatorId; // the one place where the brand is put on
}
