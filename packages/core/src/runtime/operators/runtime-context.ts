/** The `RuntimeContext` that `open` gets: what the environment and the operator's context know, in Flink's names. */
import { GLOBAL_JOB_PARAMETERS, readOption } from "../../base/config-options.ts";
import { describeValue } from "../../base/describe-value.ts";
import type { Logger } from "../../base/logger.ts";
import type { MetricGroup } from "../../base/metrics/metric-group.ts";
import { streamError } from "../../base/stream-error.ts";
import type { Accumulator } from "../../functions/accumulators.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import { BackendStateStore } from "../state/backend-state-store.ts";
import type { ChainedContext } from "./chained-context.ts";

/** Valid from `open` until `close` has returned. */
export class OperatorRuntimeContext extends BackendStateStore implements RuntimeContext {
  readonly logger: Logger;
  readonly #context: ChainedContext;

  constructor(context: ChainedContext) {
    super(context.keyedState, context.node);
    this.#context = context;
    this.logger = context.environment.logger;
  }

  getTaskName(): string {
    return this.#context.environment.vertexName;
  }

  getTaskNameWithSubtasks(): string {
    const { vertexName, subtaskIndex, parallelism } = this.#context.environment;
    return `${vertexName} (${subtaskIndex + 1}/${parallelism})`;
  }

  getNumberOfParallelSubtasks(): number {
    return this.#context.environment.parallelism;
  }

  getMaxNumberOfParallelSubtasks(): number {
    return this.#context.environment.maxParallelism;
  }

  getIndexOfThisSubtask(): number {
    return this.#context.environment.subtaskIndex;
  }

  getAttemptNumber(): number {
    return this.#context.environment.attempt;
  }

  getJobId(): string {
    return this.#context.environment.jobId;
  }

  getJobParameter(key: string, defaultValue: string): string {
    return (
      readOption(this.#context.environment.configuration, GLOBAL_JOB_PARAMETERS).get(key) ??
      defaultValue
    );
  }

  getMetricGroup(): MetricGroup {
    const { environment, operator } = this.#context;
    return environment.metrics.ofOperator(operator);
  }

  getMetricsGroup(): MetricGroup {
    return this.getMetricGroup();
  }

  addAccumulator(name: string, accumulator: Accumulator<never, unknown>): void {
    const { accumulators } = this.#context.environment;
    if (typeof name !== "string" || name === "")
      throw wrongAccumulator("name", name, "a string that is not empty");
    if (!isAccumulator(accumulator))
      throw wrongAccumulator(
        "accumulator",
        accumulator,
        "an Accumulator, such as new IntCounter()",
      );
    if (accumulators.has(name))
      throw streamError("RUNTIME_ACCUMULATOR_EXISTS", { name, operator: this.#context.node.name });
    accumulators.set(name, accumulator);
  }

  getAccumulator(name: string): Accumulator<never, unknown> | undefined {
    // Only `addAccumulator` puts something into the map.
    return this.#context.environment.accumulators.get(name) as
      | Accumulator<never, unknown>
      | undefined;
  }
}

/** By its methods: an accumulator of another copy of the package is one too. */
function isAccumulator(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return ["add", "getLocalValue", "merge", "clone"].every(
    (method) => typeof Reflect.get(value, method) === "function",
  );
}

function wrongAccumulator(parameter: string, value: unknown, expected: string): Error {
  const method = "RuntimeContext.addAccumulator";
  return streamError("API_WRONG_TYPE", {
    method,
    parameter,
    value: describeValue(value),
    expected,
  });
}
