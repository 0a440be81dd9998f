/** The `RuntimeContext` of a source or sink that hosts a user's function: as an operator's, without keyed state. */
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import type { JobOperator } from "../../plan/job-graph.ts";
import type { CallGuard } from "../state/backend.ts";
import { ObjectOperatorState } from "../state/object-operator-state.ts";
import { FunctionCheckpoints } from "./function-checkpoints.ts";
import type { OperatorOutput, SubtaskEnvironment } from "./operator.ts";
import { OperatorRuntimeContext } from "./runtime-context.ts";

/** Readers and writers emit through their own contracts, never through an operator's output. */
const NO_OUTPUT: OperatorOutput = Object.freeze({
  element() {},
  side() {},
  watermark() {},
  status() {},
});

/** One per reader or writer. */
export function createFunctionContext(
  environment: SubtaskEnvironment,
  operator: JobOperator,
): RuntimeContext {
  const guard: CallGuard = {
    running: environment.signals.running,
    operatorNumber: environment.signals.nextOperatorNumber(),
    operatorName: operator.node.name,
    subtaskIndex: environment.subtaskIndex,
  };
  const operatorState = new ObjectOperatorState(guard);
  return new OperatorRuntimeContext({
    environment,
    operator,
    node: operator.node,
    output: NO_OUTPUT,
    guard,
    keyedState: undefined,
    keyedParts: undefined,
    isKeyByKey: false,
    operatorState,
    checkpoints: new FunctionCheckpoints(guard, undefined, operatorState),
    isObjectReuse: false,
    currentWatermarkMs: () => MIN_TIMESTAMP,
    currentProcessingTimeMs: () => environment.ports.scheduler.now(),
    createTimers: () => refuse("timers by key"),
    post: () => refuse("mail"),
    schedule: () => refuse("timers"),
    describeFailure: (error) => error,
    downstreamFailed: (error) => error,
  });
}

/** A defect of the caller. */
function refuse(what: string): never {
  throw new TypeError(`readers and writers have no ${what}`);
}
