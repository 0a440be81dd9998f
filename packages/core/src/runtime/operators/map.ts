/** Emits what the user's function makes of each record. */
import type { MapNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { FusedOperator } from "./operator-code.ts";
import { RecordCheck } from "./record-check.ts";
import { UserFunction } from "./user-function.ts";

/** `map`: one record out for each record in, under the same timestamp. */
export function createMapOperator(context: ChainedContext<MapNode>): FusedOperator {
  const { guard, output } = context;
  const user = new UserFunction(context, context.node.function);
  const map = user.method("map");
  const check = new RecordCheck(context.node.outputType, context.node.name);
  const table = user.canReachState ? context.keyedState : undefined;
  return {
    inputs: [
      {
        element(value, timestampMs, key) {
          table?.setCurrentKey(key);
          guard.running.number = guard.operatorNumber;
          output.element(check.check(map(value)), timestampMs);
        },
      },
    ],
    generate(_input, code) {
      generateKeySwitch(table, code);
      code.enter();
      const result = code.local("mapped");
      code.line(`let ${result} = ${user.methodText("map", code)}(${code.value});`);
      check.generate(code, result);
      code.emit(result);
    },
    open: () => user.open(),
    close: () => user.close(),
  };
}
