/** Emits what the user's function makes of each record of two inputs; `null` and `undefined` mean no output. */
import type { CoMapNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { OperatorInput } from "./operator.ts";
import type { FusedOperator } from "./operator-code.ts";
import { RecordCheck } from "./record-check.ts";
import { UserFunction } from "./user-function.ts";

/** `connect(...).map`: `map1` and `map2`, which share the function's state. */
export function createCoMapOperator(context: ChainedContext<CoMapNode>): FusedOperator {
  const { guard, output } = context;
  const user = new UserFunction(context, context.node.function);
  const check = new RecordCheck(context.node.outputType, context.node.name);
  const table = user.canReachState ? context.keyedState : undefined;
  const input = (method: string): OperatorInput => {
    const map = user.method(method);
    return {
      element(value, timestampMs, key) {
        table?.setCurrentKey(key);
        guard.running.number = guard.operatorNumber;
        const result = map(value);
        if (result !== undefined && result !== null)
          output.element(check.check(result), timestampMs);
      },
    };
  };
  return {
    inputs: [input("map1"), input("map2")],
    generate(inputIndex, code) {
      generateKeySwitch(table, code);
      code.enter();
      const result = code.local("mapped");
      code.line(`let ${result} = ${user.methodText(`map${inputIndex + 1}`, code)}(${code.value});`);
      code.line(`if (${result} !== undefined && ${result} !== null) {`);
      check.generate(code, result);
      code.emit(result);
      code.line("}");
    },
    open: () => user.open(),
    close: () => user.close(),
  };
}
