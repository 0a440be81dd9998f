/**
 * What will be deployed: vertices (operator chains with a parallelism) and the edges between them. Plain, frozen data.
 *
 * A chain is a tree in topological order: operator 0 is the head, which alone has inputs from outside; each output of
 * an operator goes to later operators of the chain by direct call, or to edges. Outputs keep the plan's order (W2).
 */
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { InputMode, RuntimeMode } from "./runtime-mode.ts";
import type { SlotResources } from "./slot-resources.ts";
import type { Partitioner, PhysicalNode } from "./transformation.ts";

/** 32 hex digits, Flink's OperatorID: from the uid, the uid hash, or the operator's place in the graph. */
export type OperatorId = string & { readonly operatorId: never };

/** One way out of an operator. */
export type JobOutput =
  | {
      readonly to: "operator";
      readonly operator: number;
      readonly sideOutputTag: string | undefined;
    }
  | { readonly to: "edge"; readonly edge: number; readonly sideOutputTag: string | undefined };

/** One operator of a chain. Its settings are resolved: of `node`, only what it does is left to read. */
export interface JobOperator {
  readonly id: OperatorId;
  readonly node: PhysicalNode;
  readonly outputs: readonly JobOutput[];
  /** Types of the inputs, by input index; `undefined` where not declared. */
  readonly inputTypes: readonly (AnyTypeInformation | undefined)[];
  /** Selectors of a keyed operator's inputs, by input index (from the hash partitions before it); `undefined` where it is not keyed. */
  readonly keys: readonly (Extract<Partitioner, { type: "hash" }> | undefined)[];
}

/** One chain, deployed as `parallelism` subtasks. */
export interface JobVertex {
  readonly index: number;
  /** The head operator's id. */
  readonly id: OperatorId;
  /** Names of the chain, as Flink writes them: `Source: lines -> Flat Map -> Sink: out`. */
  readonly name: string;
  readonly parallelism: number;
  /** Number of key groups; the head's, which alone can be keyed by an edge. */
  readonly maxParallelism: number;
  /** All operators of a chain are in one group; `default` where nobody named one. */
  readonly slotSharingGroup: string;
  readonly operators: readonly JobOperator[];
  /** Edges that arrive at the head, ordered by input index, then plan order. */
  readonly inputEdges: readonly number[];
  /** How the head takes its records, by input index. */
  readonly inputModes: readonly InputMode[];
}

/** The way from an operator to the head of another vertex. Edges of one source and input may differ in the partitioner. */
export interface JobEdge {
  readonly index: number;
  readonly source: { readonly vertex: number; readonly operator: number };
  /** Target vertex and which input (0 or 1) of its head. */
  readonly target: { readonly vertex: number; readonly input: number };
  readonly partitioner: Partitioner;
  readonly sideOutputTag: string | undefined;
  /** Type of what travels; `undefined` where not declared. */
  readonly type: AnyTypeInformation | undefined;
  /** How long a record may wait for others before it is sent; 0: not at all, -1: until a buffer is full. */
  readonly bufferTimeoutMs: number;
  /** W2: as many operators as may do so call each other up to this edge; records wait in an inbox here. */
  readonly isHop: boolean;
}

/** A compiled plan. */
export interface JobGraph {
  readonly jobName: string;
  readonly runtimeMode: RuntimeMode;
  /** In topological order: sources first. */
  readonly vertices: readonly JobVertex[];
  readonly edges: readonly JobEdge[];
  readonly configuration: ReadonlyMap<string, string>;
  /** The resources of the groups that were declared, by name. */
  readonly slotSharingGroups: ReadonlyMap<string, SlotResources>;
}
