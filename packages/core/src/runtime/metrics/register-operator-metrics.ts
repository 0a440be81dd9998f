/** Flink's metrics of every operator of a chain: looked at when somebody reads, from what the chain keeps anyway. */
import type { JobVertex } from "../../plan/job-graph.ts";
import type { SubtaskMetrics } from "./subtask-metrics.ts";

/** What a chain knows of its operators, by their index. */
export interface OperatorMeasures {
  numRecordsIn(operator: number): number;
  numRecordsOut(operator: number): number;
  /** Of all inputs, `MIN_TIMESTAMP` before the first. */
  inputWatermarkMs(operator: number): number;
  /** Of one input of the head. */
  headWatermarkMs(input: number): number;
  /** The last one that was forwarded. */
  outputWatermarkMs(operator: number): number;
}

/** Called once, when the chain is made. Sinks count what they have written themselves. */
export function registerOperatorMetrics(
  vertex: JobVertex,
  metrics: SubtaskMetrics,
  measures: OperatorMeasures,
): void {
  for (const [index, operator] of vertex.operators.entries()) {
    const group = metrics.ofOperator(operator);
    const { kind } = operator.node;
    group.view("counter", "numRecordsIn", () => measures.numRecordsIn(index));
    if (kind !== "source")
      group.view("gauge", "currentInputWatermark", () => measures.inputWatermarkMs(index));
    if (kind === "sink") continue;
    group.view("counter", "numRecordsOut", () => measures.numRecordsOut(index));
    group.view("gauge", "currentOutputWatermark", () => measures.outputWatermarkMs(index));
  }
  const [head] = vertex.operators;
  if (head === undefined || head.inputTypes.length < 2) return;
  for (const input of head.inputTypes.keys())
    metrics
      .ofOperator(head)
      .view("gauge", `currentInput${input + 1}Watermark`, () => measures.headWatermarkMs(input));
}
