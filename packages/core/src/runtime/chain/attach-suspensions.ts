/** Gives the operators of a chain that can be suspended (W5) their place among the pollables, and a way for what waited. */
import type { JobVertex } from "../../plan/job-graph.ts";
import type { Operator } from "../operators/operator.ts";
import type { Gate } from "../pollable.ts";
import type { Suspension } from "../suspension.ts";
import type { ControlFlow } from "./control-flow.ts";

/** What a suspension calls of its chain. */
export interface SuspendingChain {
  readonly vertex: JobVertex;
  readonly operators: readonly Operator[];
  readonly control: ControlFlow;
  /** Runs under the rules of control elements. */
  controlled<T>(run: () => T): T;
  describeFailure(error: unknown): unknown;
  /** Describes a failure that a record caused. */
  describeRecordFailure(error: unknown, value: unknown, key: unknown): unknown;
}

/** The chain's suspensions, in its order. */
export function suspensionsOf(operators: readonly Operator[]): readonly Suspension[] {
  return operators.flatMap(({ suspension }) => (suspension === undefined ? [] : [suspension]));
}

/** `behind`: the gates of the chain's sinks and of all that its edges lead to. */
export function attachSuspensions(chain: SuspendingChain, behind: Iterable<Gate>): void {
  const { vertex, operators, control } = chain;
  const gates = [...behind];
  for (const [index, operator] of operators.entries()) {
    const { suspension, inputs } = operator;
    if (suspension === undefined) continue;
    suspension.attach({
      name: vertex.operators[index]?.node.name ?? vertex.name,
      // Between the vertex and its sinks; the operators of a chain are in topological order.
      position: vertex.index + (index + 1) / (2 * (operators.length + 1)),
      reaches: [...gates, ...suspensionsOf(operators.slice(index + 1))],
      target: {
        element: (value, timestampMs, key, input) => {
          try {
            inputs[input]?.element(value, timestampMs, key);
          } catch (error) {
            throw chain.describeRecordFailure(error, value, key);
          }
        },
        watermark: (timestampMs, input) => control.deliverWatermark(index, input, timestampMs),
        status: (isIdle, input) => control.deliverStatus(index, input, isIdle),
        endInput: (input) => control.deliverEnd(index, input),
      },
      run: (slice) => chain.controlled(slice),
      describeFailure: (error) => chain.describeFailure(error),
      finish: () => control.finish(index),
      hasFinished: () => control.hasFinished(index),
    });
  }
}
