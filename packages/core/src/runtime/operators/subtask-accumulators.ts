/** The accumulators of a subtask, as a function adds and finds them. The engine merges them; see merge-accumulators.ts. */
import { describeValue } from "../../base/describe-value.ts";
import { streamError } from "../../base/stream-error.ts";
import type { Accumulator } from "../../functions/accumulators.ts";
import type { ChainedContext } from "./chained-context.ts";

type AnyAccumulator = Accumulator<never, unknown>;

/** Adds an accumulator under a name that the subtask does not have yet. */
export function addAccumulator(
  { environment, node }: ChainedContext,
  name: string,
  accumulator: AnyAccumulator,
): void {
  const { accumulators } = environment;
  requireName("addAccumulator", name);
  if (!isAccumulator(accumulator))
    throw wrongArgument(
      "addAccumulator",
      "accumulator",
      accumulator,
      "an Accumulator, such as new IntCounter()",
    );
  if (accumulators.has(name))
    throw streamError("RUNTIME_ACCUMULATOR_EXISTS", { name, operator: node.name });
  accumulators.set(name, accumulator);
}

/** The accumulator of that name; `undefined` where nobody added one. */
export function findAccumulator(
  { environment }: ChainedContext,
  name: string,
): AnyAccumulator | undefined {
  return environment.accumulators.get(name) as AnyAccumulator | undefined; // only the functions here put something in
}

/** The accumulator of that name and class, added where there is none. `method` is the user's. */
export function obtainAccumulator<A extends AnyAccumulator>(
  context: ChainedContext,
  method: string,
  name: string,
  accumulatorClass: new () => A,
): A {
  requireName(method, name);
  const found = findAccumulator(context, name);
  if (found === undefined) {
    const added = new accumulatorClass();
    context.environment.accumulators.set(name, added);
    return added;
  }
  // A LongCounter is no IntCounter, although its class extends it: subtasks could not merge them.
  if (found.constructor === accumulatorClass) return found as A; // its class was compared
  throw streamError("RUNTIME_ACCUMULATOR_OTHER_CLASS", {
    name,
    operator: context.node.name,
    given: describeValue(found),
    wanted: accumulatorClass.name,
  });
}

function requireName(method: string, name: unknown): void {
  if (typeof name !== "string" || name === "")
    throw wrongArgument(method, "name", name, "a string that is not empty");
}

/** By its methods: an accumulator of another copy of the package is one too. */
function isAccumulator(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["add", "getLocalValue", "merge", "clone"].every(
    (method) => typeof Reflect.get(value, method) === "function",
  );
}

function wrongArgument(method: string, parameter: string, value: unknown, expected: string): Error {
  return streamError("API_WRONG_TYPE", {
    method: `RuntimeContext.${method}`,
    parameter,
    value: describeValue(value),
    expected,
  });
}
