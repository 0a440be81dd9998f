/** Lets the records pass for which the user's function returns something truthy. */
import { isThenable } from "../../base/is-thenable.ts";
import type { FilterNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { FusedOperator } from "./operator-code.ts";
import { RecordCheck } from "./record-check.ts";
import { UserFunction } from "./user-function.ts";

/** `filter`. A promise is truthy, and therefore refused instead. */
export function createFilterOperator(context: ChainedContext<FilterNode>): FusedOperator {
  const { guard, output } = context;
  const user = new UserFunction(context, context.node.function);
  const filter = user.method("filter");
  const check = new RecordCheck(undefined, context.node.name);
  const table = user.canReachState ? context.keyedState : undefined;
  const refusePromise = (result: unknown): void => {
    if (isThenable(result)) throw check.refusal(result);
  };
  return {
    inputs: [
      {
        element(value, timestampMs, key) {
          table?.setCurrentKey(key);
          guard.running.number = guard.operatorNumber;
          const result = filter(value);
          if (!result) return;
          if (result !== true) refusePromise(result);
          output.element(value, timestampMs);
        },
      },
    ],
    generate(_input, code) {
      generateKeySwitch(table, code);
      code.enter();
      const result = code.local("isKept");
      code.line(`const ${result} = ${user.methodText("filter", code)}(${code.value});`);
      code.line(`if (${result}) {`);
      code.line(`if (${result} !== true) ${code.bind("refusePromise", refusePromise)}(${result});`);
      code.emit(code.value);
      code.line("}");
    },
    open: () => user.open(),
    close: () => user.close(),
  };
}
