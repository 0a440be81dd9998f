/** Where the outputs of a chain's operators go, and where their records are counted. Read once, when the chain is made. */
import type { JobOperator, JobOutput, JobVertex } from "../../plan/job-graph.ts";

/** The ways out of one operator, in plan order. */
export interface OperatorLayout {
  readonly main: readonly JobOutput[];
  readonly sides: ReadonlyMap<string, readonly JobOutput[]>;
  /** Every operator and edge behind this one once: control elements take each way once. */
  readonly all: readonly JobOutput[];
  /**
   * True where what leaves the operator needs a counter of its own. A single chained operator behind the main output
   * counts what arrives, which is the same.
   */
  readonly countsOut: boolean;
}

/** The layout of every operator of a vertex, by its index in the chain. */
export function layoutOf(vertex: JobVertex): readonly OperatorLayout[] {
  return vertex.operators.map(operatorLayout);
}

function operatorLayout(operator: JobOperator): OperatorLayout {
  const sides = new Map<string, JobOutput[]>();
  const main: JobOutput[] = [];
  for (const output of operator.outputs) {
    if (output.sideOutputTag === undefined) main.push(output);
    else sides.set(output.sideOutputTag, [...(sides.get(output.sideOutputTag) ?? []), output]);
  }
  const countsOut = sides.size > 0 || main.length !== 1 || main[0]?.to !== "operator";
  return { main, sides, all: distinct(operator.outputs), countsOut };
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

/** Index of an operator's counter of records in. */
export function inCounter(operator: number): number {
  return 2 * operator;
}

/** Index of an operator's counter of records out, over main and side outputs. */
export function outCounter(operator: number): number {
  return 2 * operator + 1;
}
