/** Runs a process function: context with time, side outputs, key and state; keyed and not, of one input or two. */
import type { CoProcessNode, ProcessNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { createProcessCalls, timedInput } from "./function-timers.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { OperatorInput } from "./operator.ts";
import type { FusedOperator } from "./operator-code.ts";
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
  const { guard } = context;
  const user = new UserFunction(context, context.node.function);
  const { processContext, results, timers } = createProcessCalls(context, user);
  const table = context.keyedState;
  const input = (method: string): OperatorInput => {
    const processElement = user.method(method);
    return timedInput((value, timestampMs, key) => {
      table?.setCurrentKey(key);
      results.timestampMs = timestampMs;
      processContext.timestampMs = timestampMs;
      guard.running.number = guard.operatorNumber;
      results.emit(processElement(value, processContext, results.collector));
    }, timers);
  };
  return {
    inputs: methods.map(input),
    generate(inputIndex, code) {
      const names = results.generate(code);
      generateKeySwitch(table, code);
      const bound = code.bind("context", processContext);
      code.line(`${bound}.timestampMs = ${code.timestampMs};`);
      code.enter();
      const result = code.local("result");
      const method = user.methodText(methods[inputIndex] ?? "", code);
      code.line(`const ${result} = ${method}(${code.value}, ${bound}, ${names.collector});`);
      results.generateEmit(code, result, names);
    },
    suspension: timers?.suspension,
    open: () => user.open(),
    finish: () => timers?.stopProcessingTime(),
    close: () => user.close(),
  };
}
