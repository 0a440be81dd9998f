/** Scripts for operators that wait: an async function whose answers the script gives, step by step. */
import type { AsyncContext } from "../functions/async-functions.ts";
import type { PhysicalNode } from "../plan/transformation.ts";
import type { HarnessStep } from "./operator-harness.ts";
import { operatorNode } from "./operator-nodes.ts";

/** One call of the function. */
export interface ScriptedCall {
  readonly input: unknown;
  readonly signal: () => AbortSignal;
  readonly answer: PromiseWithResolvers<unknown>;
}

/** The calls of one run. A script begins with `reset`, because the forms of the harness share the function. */
export class ScriptedCalls {
  #calls: ScriptedCall[] = [];

  /** The function to give to the operator. */
  readonly invoke = (input: unknown, context: AsyncContext): Promise<unknown> => {
    const answer = Promise.withResolvers<unknown>();
    this.#calls.push({ input, signal: () => context.signal, answer });
    return answer.promise;
  };

  reset(): void {
    this.#calls = [];
  }

  /** What the function was called with, in order. */
  get inputs(): readonly unknown[] {
    return this.#calls.map(({ input }) => input);
  }

  /** The call number `index`, from 0. */
  call(index: number): ScriptedCall {
    const call = this.#calls[index];
    if (call === undefined) throw new RangeError(`call ${index} was not made`);
    return call;
  }

  /** A step: the calls are answered in the order given, each with `result(input)`. */
  answer(indexes: readonly number[], result: (input: never) => unknown): HarnessStep {
    return {
      type: "outside",
      run: () => {
        for (const index of indexes) {
          const { input, answer } = this.call(index);
          answer.resolve(result(input as never)); // the test knows what its function was called with
        }
      },
    };
  }

  /** A step: a call is answered with an error. */
  fail(index: number, error: unknown): HarnessStep {
    return { type: "outside", run: () => this.call(index).answer.reject(error) };
  }
}

/** The node of an async operator: ordered, no time-out, capacity 10, unless given. */
export function asyncWaitNode(
  value: unknown,
  parts: Readonly<Record<string, unknown>> = {},
): PhysicalNode {
  return operatorNode({
    kind: "asyncWait",
    function: { value, role: "asyncInvoke" },
    result: "records",
    isOrdered: true,
    timeoutMs: 0,
    capacity: 10,
    retry: undefined,
    ...parts,
  });
}

/** The same for batches; without a batch time-out. */
export function asyncBatchWaitNode(
  value: unknown,
  parts: Readonly<Record<string, unknown>> = {},
): PhysicalNode {
  return operatorNode({
    kind: "asyncBatchWait",
    function: { value, role: "asyncInvokeBatch" },
    isOrdered: true,
    timeoutMs: 0,
    capacity: 10,
    retry: undefined,
    batchSize: 3,
    batchTimeoutMs: 0,
    ...parts,
  });
}
