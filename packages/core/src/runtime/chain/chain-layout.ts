/** Where the outputs of a chain's operators go, and where their records are counted. Read once, when the chain is made. */
import type { JobOperator, JobOutput, JobVertex } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";

/** The ways out of one operator, in plan order. */
export interface OperatorLayout {
  readonly main: readonly JobOutput[];
  readonly sides: ReadonlyMap<string, readonly JobOutput[]>;
  /** Every operator and edge behind this one once: control elements take each way once. */
  readonly all: readonly JobOutput[];
  /** True where the main output has as many records as came in, which are then counted once for both. */
  readonly isOneToOne: boolean;
  /** The operator whose main output arrives here; `undefined` for the head and behind side outputs, which count records in. */
  readonly parent: number | undefined;
}

/** The layout of every operator of a vertex, by its index in the chain. */
export function layoutOf(vertex: JobVertex): readonly OperatorLayout[] {
  const parents = new Map<number, number>();
  for (const [index, operator] of vertex.operators.entries()) {
    for (const output of operator.outputs) {
      if (output.to === "operator" && output.sideOutputTag === undefined)
        parents.set(output.operator, index);
    }
  }
  const isKeyByKey = vertex.inputModes.includes("sorted");
  return vertex.operators.map((operator, index) =>
    operatorLayout(operator, parents.get(index), index === 0 && isKeyByKey),
  );
}

/** Of these, what emits one record for each key in BATCH. */
const ONE_TO_KEY: ReadonlySet<PhysicalNode["kind"]> = new Set<PhysicalNode["kind"]>([
  "reduce",
  "aggregate",
]);

/** Kinds that emit one record for each. */
const ONE_TO_ONE: ReadonlySet<PhysicalNode["kind"]> = new Set<PhysicalNode["kind"]>([
  "source", "map", "project", "reduce", "aggregate", "timestampsAndWatermarks",
]); // biome-ignore format: a list

function operatorLayout(
  operator: JobOperator,
  parent: number | undefined,
  isKeyByKey: boolean,
): OperatorLayout {
  const { kind } = operator.node;
  const sides = new Map<string, JobOutput[]>();
  const main: JobOutput[] = [];
  for (const output of operator.outputs) {
    if (output.sideOutputTag === undefined) main.push(output);
    else sides.set(output.sideOutputTag, [...(sides.get(output.sideOutputTag) ?? []), output]);
  }
  return {
    main,
    sides,
    all: distinct(operator.outputs),
    isOneToOne: ONE_TO_ONE.has(kind) && !(isKeyByKey && ONE_TO_KEY.has(kind)),
    parent,
  };
}

function distinct(outputs: readonly JobOutput[]): readonly JobOutput[] {
  const seen = new Set<string>();
  return outputs.filter((output) => {
    const way = output.to === "edge" ? `edge ${output.edge}` : `operator ${output.operator}`;
    if (seen.has(way)) return false;
    seen.add(way);
    return true;
  });
}

/** What is counted for each operator. */
const COUNTERS_PER_OPERATOR = 3;

/** Index of the counter of records in; kept by the head and behind side outputs. */
export function inCounter(operator: number): number {
  return COUNTERS_PER_OPERATOR * operator;
}

/** Index of the counter of the main output; kept where it is not one to one. */
export function mainCounter(operator: number): number {
  return COUNTERS_PER_OPERATOR * operator + 1;
}

/** Index of the counter of all side outputs that somebody receives. */
export function sideCounter(operator: number): number {
  return COUNTERS_PER_OPERATOR * operator + 2;
}

/** Counters of a chain, all 0: numbers of records as unboxed doubles. */
export function createCounters(layout: readonly OperatorLayout[]): Float64Array {
  return new Float64Array(COUNTERS_PER_OPERATOR * layout.length);
}

/** Records that an operator has taken. Flink: `numRecordsIn`. */
export function recordsIn(
  layout: readonly OperatorLayout[],
  counters: Float64Array,
  operator: number,
): number {
  const parent = layout[operator]?.parent;
  return parent === undefined
    ? (counters[inCounter(operator)] ?? 0)
    : mainRecords(layout, counters, parent);
}

/** Records that an operator has emitted, to all of its outputs. Flink: `numRecordsOut`. */
export function recordsOut(
  layout: readonly OperatorLayout[],
  counters: Float64Array,
  operator: number,
): number {
  return mainRecords(layout, counters, operator) + (counters[sideCounter(operator)] ?? 0);
}

function mainRecords(
  layout: readonly OperatorLayout[],
  counters: Float64Array,
  operator: number,
): number {
  return layout[operator]?.isOneToOne === true
    ? recordsIn(layout, counters, operator)
    : (counters[mainCounter(operator)] ?? 0);
}
