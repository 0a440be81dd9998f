/** Ends a windowed stream: checks the function that the user gave, and adds the node. */
import { streamError } from "../base/stream-error.ts";
import { isPerSubtask } from "../functions/per-subtask.ts";
import type {
  FunctionSlot,
  RollingAggregate,
  TransformationId,
  WindowAggregation,
} from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { functionSlot, hasMethods } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import { fieldArgument } from "./field-argument.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";
import { WindowChoice } from "./window-choice.ts";

/** The function that ends a windowed stream. */
export interface WindowBody {
  readonly aggregation?: WindowAggregation | undefined;
  readonly windowFunction?: FunctionSlot | undefined;
  readonly outputType?: AnyTypeInput | undefined;
}

/** One per windowed stream. */
export class WindowBuilder {
  readonly context: StreamContext;
  readonly choice: WindowChoice;
  /** The hash partition that the windows read. */
  private readonly input: TransformationId;
  private readonly isAll: boolean;

  constructor(
    context: StreamContext,
    at: CallSite,
    input: TransformationId,
    assigner: unknown,
    isAll: boolean,
  ) {
    this.context = context;
    this.choice = new WindowChoice(at, assigner);
    this.input = input;
    this.isAll = isAll;
  }

  /** The declared type of the records. */
  inputType(): AnyTypeInformation | undefined {
    return this.context.graph.get(this.input).outputType;
  }

  /** An incremental function. It has no `open`: it runs where windows are merged, without a context of its own. */
  incremental(at: CallSite, fn: unknown, role: "reduce" | "aggregate"): FunctionSlot {
    const slot = functionSlot(at, fn, {
      parameter: "fn",
      role,
      ...(role === "aggregate" && { methods: ["createAccumulator", "add", "getResult"] }),
    });
    if (!isPerSubtask(fn) && hasMethods(fn, ["open"])) {
      const values = { method: at.method };
      throw streamError("API_RICH_WINDOW_FUNCTION", values, { where: { location: at.location } });
    }
    if (role === "aggregate" && this.choice.isMerging && !isPerSubtask(fn)) {
      if (!hasMethods(fn, ["merge"]))
        throw wrongType(
          at,
          "fn",
          fn,
          "an AggregateFunction with merge(a, b), which windows that merge need",
        );
    }
    return slot;
  }

  /** The function behind an incremental one: plain functions are `process`, objects have `process` or `apply`. */
  either(at: CallSite, fn: unknown): FunctionSlot {
    const isApply = hasMethods(fn, ["apply"]) && !hasMethods(fn, ["process"]);
    return functionSlot(at, fn, {
      parameter: "windowFunction",
      role: "process",
      ...(isApply && { methods: ["apply"] }),
    });
  }

  field(
    at: CallSite,
    aggregate: RollingAggregate,
    given: unknown,
    first: boolean,
  ): DataStream<never> {
    const field = fieldArgument(at, given, this.inputType());
    const aggregation = { type: "field", aggregate, field, first } as const;
    return this.end(at, { aggregation, outputType: this.inputType() });
  }

  /** Adds the node. */
  end(at: CallSite, body: WindowBody): DataStream<never> {
    const { context, isAll } = this;
    const { aggregation, windowFunction } = body;
    const settings = {
      outputType: typeArgument(at, "outputType", body.outputType),
      description: this.choice.describe(functionName(at, body)),
      ...(isAll ? { parallelism: 1, maxParallelism: 1, isNonParallel: true } : {}),
    };
    const node = {
      kind: "window",
      input: this.input,
      isKeyed: !isAll,
      isAll,
      ...this.choice.settings(),
      aggregation: aggregation === undefined ? undefined : Object.freeze(aggregation),
      windowFunction,
    } as const;
    return context.dataStream(context.graph.add(at, node, settings));
  }
}

/** The class of the user's window function, or the method that was called. */
function functionName(at: CallSite, { windowFunction }: WindowBody): string {
  const value = windowFunction?.value;
  return typeof value === "object" && value !== null && value.constructor !== Object
    ? value.constructor.name
    : at.method.slice(at.method.lastIndexOf(".") + 1);
}
