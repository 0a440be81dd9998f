/** The settings that streams and sinks share: each applies to the operator that the last call added. */
import { streamError } from "../base/stream-error.ts";
import { defaultOperatorName } from "../plan/operator-names.ts";
import type {
  NodeSettings,
  PhysicalNode,
  Transformation,
  TransformationId,
} from "../plan/transformation.ts";
import { type CallSite, callSite, wrongType } from "./call-site.ts";
import { requireInteger, requireText } from "./check-arguments.ts";
import { SlotSharingGroup } from "./slot-sharing-group.ts";
import type { StreamContext } from "./stream-context.ts";

/** Flink's upper bound of parallelism and of key groups. */
export const MAX_PARALLELISM_LIMIT: number = 32_768;

/** Settings of one operator; all of them return the object they were called on. */
export abstract class OperatorSettings {
  /** @internal */
  readonly context: StreamContext;
  /** @internal */
  readonly transformationId: TransformationId;

  constructor(context: StreamContext, transformationId: TransformationId) {
    this.context = context;
    this.transformationId = transformationId;
  }

  /** The operator's name in plans, messages and metrics. */
  name(name: string): this {
    const at = this.at("name");
    return this.set(at, { name: requireText(at, "name", name) });
  }

  /** A stable id that ties state to this operator over changes of the program. Unique in the job (`PLAN_DUPLICATE_UID`). */
  uid(uid: string): this {
    const at = this.at("uid");
    return this.set(at, { uid: requireText(at, "uid", uid) });
  }

  /** The operator's id itself, 32 hex digits: to find state of an earlier program again. */
  setUidHash(uidHash: string): this {
    const at = this.at("setUidHash");
    if (typeof uidHash !== "string" || !/^[0-9a-f]{32}$/.test(uidHash))
      throw wrongType(at, "uidHash", uidHash, "32 hex digits in lower case");
    return this.set(at, { uidHash });
  }

  /** Number of parallel subtasks, from 1; -1 takes the environment's. */
  setParallelism(parallelism: number): this {
    const at = this.at("setParallelism");
    if (parallelism === -1) return this.set(at, { parallelism: undefined });
    const count = requireInteger(at, "parallelism", parallelism, 1, MAX_PARALLELISM_LIMIT);
    const node = this.operator(at);
    if (node.isNonParallel && count > 1) throw notParallel(at, node, count);
    return this.set(at, { parallelism: count });
  }

  /** Upper bound of the parallelism and number of key groups, 1 … 32768. Changing it makes keyed state unreadable. */
  setMaxParallelism(maxParallelism: number): this {
    const at = this.at("setMaxParallelism");
    return this.set(at, {
      maxParallelism: requireInteger(
        at,
        "maxParallelism",
        maxParallelism,
        1,
        MAX_PARALLELISM_LIMIT,
      ),
    });
  }

  /** Long text for plans; logs and metrics use the name. */
  setDescription(description: string): this {
    const at = this.at("setDescription");
    return this.set(at, { description: requireText(at, "description", description) });
  }

  /** Chained neither to its input nor to what follows. */
  disableChaining(): this {
    return this.set(this.at("disableChaining"), { chaining: "NEVER" });
  }

  /** Joins a slot sharing group, by name or object. Has no effect on the embedded engine, which has no slots. */
  slotSharingGroup(slotSharingGroup: string | SlotSharingGroup): this {
    const at = this.at("slotSharingGroup");
    if (slotSharingGroup instanceof SlotSharingGroup) {
      this.context.environment.registerSlotSharingGroup(slotSharingGroup);
      return this.set(at, { slotSharingGroup: slotSharingGroup.getName() });
    }
    return this.set(at, {
      slotSharingGroup: requireText(at, "slotSharingGroup", slotSharingGroup),
    });
  }

  /** The user's call of one of this object's methods. @internal */
  protected at(method: string): CallSite {
    return callSite(this, `${this.constructor.name}.${method}`);
  }

  /** Applies settings to the operator. @internal */
  protected set(at: CallSite, settings: Partial<Omit<NodeSettings, "id">>): this {
    this.operator(at);
    this.context.graph.update(this.transformationId, settings);
    return this;
  }

  /** The operator's node; throws where the last call added none. @internal */
  protected operator(at: CallSite): PhysicalNode {
    const node = this.context.graph.get(this.transformationId);
    if (!isPhysical(node)) {
      throw streamError(
        "API_NOT_AN_OPERATOR",
        { method: at.method, kind: VIRTUAL_NAMES[node.kind] },
        { where: { location: at.location } },
      );
    }
    return node;
  }
}

type VirtualKind = "partition" | "union" | "sideOutput";
const VIRTUAL_NAMES: Readonly<Record<VirtualKind, string>> = {
  partition: "a partitioning",
  union: "a union",
  sideOutput: "a side output",
};

function isPhysical(node: Transformation): node is PhysicalNode {
  return node.kind !== "partition" && node.kind !== "union" && node.kind !== "sideOutput";
}

/** The user's name of an operator, or its default. @internal */
export function nameOf(node: PhysicalNode): string {
  return node.name === "" ? defaultOperatorName(node) : node.name;
}

function notParallel(at: CallSite, node: PhysicalNode, parallelism: number): Error {
  return streamError(
    "API_NOT_PARALLEL",
    { operator: nameOf(node), parallelism },
    { where: { operator: nameOf(node), location: at.location } },
  );
}
