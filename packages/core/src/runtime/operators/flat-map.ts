/** Emits any number of records for each record: returned, yielded, or given to the collector; of one input or two. */
import type { CoFlatMapNode, FlatMapNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionResults } from "./function-results.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { OperatorInput } from "./operator.ts";
import type { FusedOperator } from "./operator-code.ts";
import { UserFunction } from "./user-function.ts";

/** `flatMap`: what is emitted carries the record's timestamp. */
export function createFlatMapOperator(context: ChainedContext<FlatMapNode>): FusedOperator {
  return createFlatMapInputs(context, ["flatMap"]);
}

/** An input for each of the methods, which share the function's state. */
export function createFlatMapInputs(
  context: ChainedContext<FlatMapNode | CoFlatMapNode>,
  methods: readonly string[],
): FusedOperator {
  const { guard } = context;
  const user = new UserFunction(context, context.node.function);
  const results = new FunctionResults(context);
  const table = user.canReachState ? context.keyedState : undefined;
  const input = (method: string): OperatorInput => {
    const flatMap = user.method(method);
    return {
      element(value, timestampMs, key) {
        table?.setCurrentKey(key);
        results.timestampMs = timestampMs;
        guard.running.number = guard.operatorNumber;
        results.emit(flatMap(value, results.collector));
      },
    };
  };
  return {
    inputs: methods.map(input),
    generate(inputIndex, code) {
      const names = results.generate(code);
      generateKeySwitch(table, code);
      code.enter();
      const result = code.local("result");
      const method = user.methodText(methods[inputIndex] ?? "", code);
      code.line(`const ${result} = ${method}(${code.value}, ${names.collector});`);
      results.generateEmit(code, result, names);
    },
    open: () => user.open(),
    close: () => user.close(),
  };
}
