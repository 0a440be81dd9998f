/**
 * What operators keep between records, as far as a plan says: the states that an operator has by its kind, with the
 * types that they are written by. What a function asks for in `open` is known when it runs, and is not here.
 */
import type { StateDescriptor } from "../state/descriptors.ts";
import { type AnyTypeInformation, isTypeInformation } from "../types/type-information.ts";
import { isKeyed } from "./nodes.ts";
import type { PlanOperator } from "./operator-graph.ts";
import type { PhysicalNode, WindowAggregation } from "./transformation.ts";

type DeclaredType = AnyTypeInformation | undefined;

/** One state of an operator. */
export interface PlannedState {
  /** For people: `keys`, `running value`, `broadcast state "rules"`. */
  readonly name: string;
  /** What it is written by; `undefined` where nothing is declared. */
  readonly types: readonly DeclaredType[];
}

/** The states of an operator, its keys first; empty where it has none that the plan knows. */
export function plannedStates(operator: PlanOperator): readonly PlannedState[] {
  const { node } = operator;
  const keys = operator.inEdges.flatMap(({ partitioner }) =>
    partitioner.type === "hash" ? [partitioner.keyType] : [],
  );
  // The one key of `windowAll` is made by the operator itself.
  const hasUserKeys = isKeyed(node) && !(node.kind === "window" && node.isAll);
  return [...(hasUserKeys ? [stateOf("keys", keys)] : []), ...ownStates(operator)];
}

/** Kinds that have state whatever their functions do: positions, rules, records in flight. */
const alwaysStateful: ReadonlySet<string> = new Set([
  "source", "broadcastProcess", "asyncWait", "asyncBatchWait",
]); // biome-ignore format: a list

/** True where a snapshot holds something of the operator, so that a restore has to find it by its id. */
export function isStateful({ node }: Pick<PlanOperator, "node">): boolean {
  if (isKeyed(node) || alwaysStateful.has(node.kind)) return true;
  if (node.kind === "sink") {
    const { writerStateSerializer, committableSerializer } = node.sink;
    return writerStateSerializer !== undefined || committableSerializer !== undefined;
  }
  return "function" in node && isCheckpointed(node.function.value);
}

function ownStates(operator: PlanOperator): readonly PlannedState[] {
  const { node } = operator;
  switch (node.kind) {
    case "reduce":
    case "aggregate":
      return [stateOf("running value", runningTypes(node, inputTypes(operator, 0)))];
    case "window":
      return [windowState(node.aggregation, inputTypes(operator, 0))];
    case "coGroup":
      return twoInputs(operator, "elements of");
    case "intervalJoin":
      return twoInputs(operator, "records of");
    case "broadcastProcess":
      return node.descriptors.map(broadcastState);
    case "asyncWait":
    case "asyncBatchWait":
      return [stateOf("records in flight", inputTypes(operator, 0))];
    case "sortPartition":
      return node.isKeyed ? [stateOf("records", inputTypes(operator, 0))] : [];
    case "source":
    case "map":
    case "flatMap":
    case "filter":
    case "project":
    case "process":
    case "mapPartition":
    case "partitionReduce":
    case "partitionAggregate":
    case "timestampsAndWatermarks":
    case "coMap":
    case "coFlatMap":
    case "coProcess":
    case "sink":
      return [];
  }
}

function runningTypes(
  node: PhysicalNode,
  inputs: readonly DeclaredType[],
): readonly DeclaredType[] {
  return node.outputType === undefined ? inputs : [node.outputType];
}

function windowState(
  aggregation: WindowAggregation | undefined,
  inputs: readonly DeclaredType[],
): PlannedState {
  if (aggregation === undefined) return stateOf("elements", inputs);
  return aggregation.type === "aggregate"
    ? stateOf("accumulator", [aggregation.accumulatorType])
    : stateOf("running value", inputs);
}

function twoInputs(operator: PlanOperator, what: string): readonly PlannedState[] {
  return [0, 1].map((input) => stateOf(`${what} input ${input + 1}`, inputTypes(operator, input)));
}

function broadcastState(descriptor: StateDescriptor): PlannedState {
  const types = ["keyType", "valueType"].map((name) => {
    const type: unknown = Reflect.get(descriptor, name);
    return isTypeInformation(type) ? type : undefined;
  });
  return stateOf(`broadcast state "${descriptor.name}"`, types);
}

function inputTypes(operator: PlanOperator, input: number): readonly DeclaredType[] {
  return operator.inEdges.filter((edge) => edge.input === input).map(({ type }) => type);
}

/** Types of the same text are one: the inputs of a union are written by one serializer. */
function stateOf(name: string, types: readonly DeclaredType[]): PlannedState {
  const byText = new Map(types.map((type) => [type?.text, type]));
  return { name, types: [...byText.values()] };
}

/** An object with the methods of `CheckpointedFunction`; what a `perSubtask` recipe makes is not known here. */
function isCheckpointed(value: unknown): boolean {
  return typeof value === "object" && value !== null && "initializeState" in value;
}
