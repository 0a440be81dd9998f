/**
 * Runs a function of a stream and a broadcast stream: input 0 reads the broadcast state, input 1 writes it.
 *
 * BP1: broadcast records reach every subtask, each of which keeps its own copy of the state. BP2: on keyed streams only
 * input 0 has a key; while a broadcast record is processed none is current, and `applyToKeyedState` visits all.
 */
import type { BroadcastProcessNode } from "../../plan/transformation.ts";
import { BroadcastSideContext, BroadcastStates, ElementSideContext } from "./broadcast-contexts.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionResults } from "./function-results.ts";
import { createProcessCalls, timedInput } from "./function-timers.ts";
import type { FusedOperator } from "./operator-code.ts";
import { createProcessInput } from "./process-input.ts";
import { UserFunction } from "./user-function.ts";

/** `connect(broadcastStream).process`. */
export function createBroadcastProcessOperator(
  context: ChainedContext<BroadcastProcessNode>,
): FusedOperator {
  const user = new UserFunction(context, context.node.function);
  const states = new BroadcastStates(context);
  const calls = createProcessCalls(
    context,
    user,
    (timers) => new ElementSideContext(context, states, timers),
  );
  const { timers } = calls;
  const broadcastContext = new BroadcastSideContext(context, states);
  const inputs = [
    createProcessInput(context, user, { ...calls, method: "processElement", isKeyed: true }),
    createProcessInput(context, user, {
      method: "processBroadcastElement",
      processContext: broadcastContext,
      results: new FunctionResults(context, broadcastContext),
      isKeyed: false,
    }),
  ];
  return {
    inputs: inputs.map(({ element }) => timedInput(element, timers)),
    generate: (inputIndex, code) => inputs[inputIndex]?.generate(code),
    suspension: timers?.suspension,
    open: () => user.open(),
    finish: () => timers?.stopProcessingTime(),
    close: () => user.close(),
  };
}
