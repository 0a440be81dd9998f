/** Transformation literals for tests: a node with every setting at its default, and vertices made of them. */
import type { JobOperator, JobOutput, JobVertex, OperatorId } from "../plan/job-graph.ts";
import type { InputMode } from "../plan/runtime-mode.ts";
import {
  defaultNodeSettings,
  type FunctionSlot,
  type PhysicalNode,
  type TransformationId,
} from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";

/** The parts of a node that a test gives; the rest is the default. */
export interface NodeParts {
  readonly kind: PhysicalNode["kind"];
  readonly name?: string;
  readonly outputType?: AnyTypeInformation;
  readonly [part: string]: unknown;
}

/** Completes a node. Its id is 1 and its name the kind, unless given. */
export function operatorNode(parts: NodeParts): PhysicalNode {
  const settings = {
    ...defaultNodeSettings,
    id: 1 as TransformationId, // branded number
    name: parts.kind,
    location: "job.ts:1:1",
    isKeyed: false,
  };
  return { ...settings, ...parts } as unknown as PhysicalNode; // tests give the parts of the kind
}

/** A function slot. */
export function functionSlot(value: unknown, role: string): FunctionSlot {
  return { value, role };
}

/** Operators one behind the other; side outputs, and what stands in `outputs`, go to edges. */
export interface VertexParts {
  readonly nodes: readonly PhysicalNode[];
  /** Inputs of the head have a key. */
  readonly isKeyed?: boolean;
  /** By operator: replaces the default (the next operator; edge 0 behind the last). */
  readonly outputs?: Readonly<Record<number, readonly JobOutput[]>>;
  readonly inputType?: AnyTypeInformation;
  /** Type of the key, where there is one. Default: not declared. */
  readonly keyType?: AnyTypeInformation;
  /** Default 128. */
  readonly maxParallelism?: number;
  /** BATCH: how the head's inputs are taken; `direct` unless given. */
  readonly inputModes?: readonly InputMode[];
}

const twoInputKinds: ReadonlySet<PhysicalNode["kind"]> = new Set([
  "coMap",
  "coFlatMap",
  "coProcess",
  "broadcastProcess",
  "coGroup",
  "intervalJoin",
]);

/** A vertex of the given operators. */
export function operatorVertex({
  nodes,
  isKeyed = false,
  outputs = {},
  inputType,
  keyType,
  maxParallelism = 128,
  inputModes = ["direct", "direct"],
}: VertexParts): JobVertex {
  const operators = nodes.map((node, index): JobOperator => {
    const next: JobOutput =
      index + 1 < nodes.length
        ? { to: "operator", operator: index + 1, sideOutputTag: undefined }
        : { to: "edge", edge: 0, sideOutputTag: undefined };
    const isHeadKeyed = isKeyed && index === 0;
    const key = {
      type: "hash",
      keySelector: functionSlot((value: unknown) => value, "getKey"),
      keyType,
    } as const;
    return {
      id: `${index}`.padStart(32, "0") as OperatorId, // branded text
      node,
      outputs: outputs[index] ?? (node.kind === "sink" ? [] : [next]),
      inputTypes:
        index > 0
          ? [nodes[index - 1]?.outputType]
          : twoInputKinds.has(node.kind)
            ? [inputType, inputType]
            : [inputType],
      keys: isHeadKeyed ? [key, key] : [undefined, undefined],
    };
  });
  return {
    index: 0,
    id: "0".repeat(32) as OperatorId, // branded text
    name: nodes.map((node) => node.name).join(" -> "),
    parallelism: 1,
    maxParallelism,
    slotSharingGroup: "default",
    operators,
    inputEdges: [],
    inputModes,
  };
}
