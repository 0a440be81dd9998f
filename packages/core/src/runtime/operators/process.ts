/** Runs a process function: context with time, side outputs, key and state; keyed and not, of one input or two. */
import type { CoProcessNode, ProcessNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { createProcessCalls, timedInput } from "./function-timers.ts";
import type { FusedOperator } from "./operator-code.ts";
import { createProcessInput } from "./process-input.ts";
import { UserFunction } from "./user-function.ts";

/** `process`: elements of the form `[tag, value]` go to side outputs. */
export function createProcessOperator(context: ChainedContext<ProcessNode>): FusedOperator {
  return createProcessInputs(context, ["processElement"]);
}

/** An input for each of the methods, which share the function's state and its context. */
export function createProcessInputs(
  context: ChainedContext<ProcessNode | CoProcessNode>,
  methods: readonly string[],
): FusedOperator {
  const user = new UserFunction(context, context.node.function);
  const { processContext, results, timers } = createProcessCalls(context, user);
  const inputs = methods.map((method) =>
    createProcessInput(context, user, { method, processContext, results, isKeyed: true }),
  );
  return {
    inputs: inputs.map(({ element }) => timedInput(element, timers)),
    generate: (inputIndex, code) => inputs[inputIndex]?.generate(code),
    suspension: timers?.suspension,
    open: () => user.open(),
    finish: () => timers?.stopProcessingTime(),
    close: () => user.close(),
  };
}
