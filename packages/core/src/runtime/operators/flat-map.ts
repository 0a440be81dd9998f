/** Emits any number of records for each record: returned, yielded, or given to the collector. */
import type { FlatMapNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionResults } from "./function-results.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { FusedOperator } from "./operator-code.ts";
import { UserFunction } from "./user-function.ts";

/** `flatMap`: what is emitted carries the record's timestamp. */
export function createFlatMapOperator(context: ChainedContext<FlatMapNode>): FusedOperator {
  const { guard } = context;
  const user = new UserFunction(context, context.node.function);
  const flatMap = user.method("flatMap");
  const results = new FunctionResults(context);
  const table = user.canReachState ? context.keyedState : undefined;
  return {
    inputs: [
      {
        element(value, timestampMs, key) {
          table?.setCurrentKey(key);
          results.timestampMs = timestampMs;
          guard.running.number = guard.operatorNumber;
          results.emit(flatMap(value, results.collector));
        },
      },
    ],
    generate(_input, code) {
      const names = results.generate(code);
      generateKeySwitch(table, code);
      code.enter();
      const result = code.local("result");
      code.line(
        `const ${result} = ${user.methodText("flatMap", code)}(${code.value}, ${names.collector});`,
      );
      results.generateEmit(code, result, names);
    },
    open: () => user.open(),
    close: () => user.close(),
  };
}
