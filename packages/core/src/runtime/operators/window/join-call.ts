/** Calls the function of a window join for each pair: one result for each, or any number. */
import { FlatJoinFunction } from "../../../functions/join-functions.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { FunctionResults } from "../function-results.ts";
import type { RecordCopier } from "../record-copier.ts";
import type { UserFunction } from "../user-function.ts";

const FLAT_PARAMETER_COUNT = 3;

/** Goes through the pairs, those of a first record together. */
export function createJoinCall(
  { guard }: ChainedContext,
  user: UserFunction,
  results: FunctionResults,
  [copyFirst, copySecond]: readonly [RecordCopier | undefined, RecordCopier | undefined],
): (first: readonly unknown[], second: readonly unknown[]) => void {
  const join = user.method("join");
  const isFlat = isFlatJoin(user.instance);
  return (first, second) => {
    for (let i = 0; i < first.length; i += 1) {
      for (let j = 0; j < second.length; j += 1) {
        const isFirstKept = copyFirst !== undefined && j < second.length - 1;
        const isSecondKept = copySecond !== undefined && i < first.length - 1;
        const left = isFirstKept ? copyFirst(first[i]) : first[i];
        const right = isSecondKept ? copySecond(second[j]) : second[j];
        guard.running.number = guard.operatorNumber;
        const result = join(left, right, results.collector);
        if (isFlat) results.emit(result);
        else results.send(results.prepare(result));
      }
    }
  };
}

/** As the header of join-functions.ts says. */
function isFlatJoin(instance: unknown): boolean {
  if (instance instanceof FlatJoinFunction) return true;
  const written: unknown =
    typeof instance === "object" && instance !== null ? Reflect.get(instance, "join") : instance;
  if (typeof written !== "function") return false;
  return (
    written.length >= FLAT_PARAMETER_COUNT ||
    Object.prototype.toString.call(written) === "[object GeneratorFunction]"
  );
}
