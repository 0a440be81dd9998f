/** One input of a process function: makes the key current, tells the context the time, calls the method, emits. */
import type { ChainedContext } from "./chained-context.ts";
import type { FunctionResults } from "./function-results.ts";
import { generateKeySwitch } from "./keyed-call.ts";
import type { OperatorInput } from "./operator.ts";
import type { OperatorCode } from "./operator-code.ts";
import type { UserFunction } from "./user-function.ts";

/** What an input calls. */
export interface ProcessSide {
  readonly method: string;
  /** The second argument. Its timestamp is that of the record. */
  readonly processContext: { timestampMs: number };
  readonly results: FunctionResults;
  /** False for broadcast records: while they are processed no key is current. */
  readonly isKeyed: boolean;
}

/** The plain and the generated form, which do the same (R1). */
export interface ProcessInput {
  readonly element: OperatorInput["element"];
  generate(code: OperatorCode): void;
}

/** Makes an input of a process function, of one or two inputs. */
export function createProcessInput(
  context: ChainedContext,
  user: UserFunction,
  { method, processContext, results, isKeyed }: ProcessSide,
): ProcessInput {
  const { guard, keyedState: table } = context;
  const process = user.method(method);
  return {
    element(value, timestampMs, key) {
      if (isKeyed) table?.setCurrentKey(key);
      else table?.clearCurrentKey();
      results.timestampMs = timestampMs;
      processContext.timestampMs = timestampMs;
      guard.running.number = guard.operatorNumber;
      results.emit(process(value, processContext, results.collector));
    },
    generate(code) {
      const names = results.generate(code);
      if (isKeyed) generateKeySwitch(table, code);
      else if (table !== undefined) code.line(`${code.bind("table", table)}.clearCurrentKey();`);
      const bound = code.bind("context", processContext);
      code.line(`${bound}.timestampMs = ${code.timestampMs};`);
      code.enter();
      const result = code.local("result");
      const text = user.methodText(method, code);
      code.line(`const ${result} = ${text}(${code.value}, ${bound}, ${names.collector});`);
      results.generateEmit(code, result, names);
    },
  };
}
