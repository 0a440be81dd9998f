/**
 * What a windowed stream has collected when its function is given: assigner, trigger, evictor, lateness; and the node.
 *
 * As in Flink, the setting methods change the windowed stream and return it.
 */
import { type DurationInput, toMillis } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { OutputTag } from "../functions/output-tag.ts";
import { isPerSubtask } from "../functions/per-subtask.ts";
import type {
  FunctionSlot,
  RollingAggregate,
  TransformationId,
  WindowAggregation,
} from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { Evictor } from "../windowing/evictor.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { checkAt, functionSlot, hasMethods } from "./check-arguments.ts";
import type { DataStream } from "./data-stream.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";

/** The function that ends a windowed stream. */
export interface WindowBody {
  readonly aggregation?: WindowAggregation | undefined;
  readonly windowFunction?: FunctionSlot | undefined;
  readonly outputType?: AnyTypeInput | undefined;
}

/** One per windowed stream. */
export class WindowBuilder {
  readonly context: StreamContext;
  /** The hash partition that the windows read. */
  private readonly input: TransformationId;
  private readonly isAll: boolean;
  private readonly assigner: WindowAssigner<never, Window>;
  private trigger: Trigger<never, Window>;
  private evictor: Evictor<never, Window> | undefined;
  private allowedLatenessMs = 0;
  private lateTag: OutputTag<never> | undefined;

  constructor(
    context: StreamContext,
    at: CallSite,
    input: TransformationId,
    assigner: unknown,
    isAll: boolean,
  ) {
    if (!isAssigner(assigner))
      throw wrongType(
        at,
        "windowAssigner",
        assigner,
        "a WindowAssigner such as TumblingEventTimeWindows.of(…)",
      );
    this.context = context;
    this.input = input;
    this.assigner = assigner;
    this.trigger = assigner.getDefaultTrigger();
    this.isAll = isAll;
  }

  setTrigger(at: CallSite, trigger: unknown): void {
    const methods = ["onElement", "onEventTime", "onProcessingTime", "clear"];
    if (!isTrigger(trigger, methods)) throw wrongType(at, "trigger", trigger, "a Trigger");
    if ("mergeWindows" in this.assigner && !trigger.canMerge()) {
      throw streamError(
        "WINDOW_TRIGGER_CANNOT_MERGE",
        { trigger: String(trigger), assigner: String(this.assigner) },
        { where: { location: at.location } },
      );
    }
    this.trigger = trigger;
  }

  setEvictor(at: CallSite, evictor: unknown): void {
    if (!isEvictor(evictor)) throw wrongType(at, "evictor", evictor, "an Evictor");
    this.evictor = evictor;
  }

  setAllowedLateness(at: CallSite, lateness: DurationInput): void {
    const ms = checkAt(at, () => toMillis(lateness));
    if (ms < 0) throw wrongType(at, "lateness", lateness, "a span of time that is not negative");
    this.allowedLatenessMs = ms;
  }

  setLateTag(at: CallSite, tag: unknown): void {
    if (!OutputTag.is(tag)) throw wrongType(at, "outputTag", tag, "an OutputTag");
    this.lateTag = tag;
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
    if (role === "aggregate" && "mergeWindows" in this.assigner && !isPerSubtask(fn)) {
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
    const field = given ?? 0;
    const isPosition = typeof field === "number" && Number.isInteger(field) && field >= 0;
    if (!isPosition && (typeof field !== "string" || field === ""))
      throw wrongType(at, "field", field, "the position or the name of a field");
    // Checked above.
    const aggregation = {
      type: "field",
      aggregate,
      field: field as number | string,
      first,
    } as const;
    return this.end(at, { aggregation, outputType: this.inputType() });
  }

  /** Adds the node. */
  end(at: CallSite, body: WindowBody): DataStream<never> {
    const { context, assigner, trigger, evictor, lateTag, isAll } = this;
    const { aggregation, windowFunction } = body;
    const settings = {
      outputType: typeArgument(at, "outputType", body.outputType),
      description: this.describe(at, body),
      ...(isAll ? { parallelism: 1, maxParallelism: 1, isNonParallel: true } : {}),
    };
    const node = {
      kind: "window",
      input: this.input,
      isKeyed: !isAll,
      isAll,
      assigner,
      trigger,
      evictor,
      allowedLatenessMs: this.allowedLatenessMs,
      lateTag,
      aggregation: aggregation === undefined ? undefined : Object.freeze(aggregation),
      windowFunction,
    } as const;
    return context.dataStream(context.graph.add(at, node, settings));
  }

  private describe(at: CallSite, { windowFunction }: WindowBody): string {
    const method = at.method.slice(at.method.lastIndexOf(".") + 1);
    const value = windowFunction?.value;
    const name =
      typeof value === "object" && value !== null && value.constructor !== Object
        ? value.constructor.name
        : method;
    const parts = [this.assigner, this.trigger, this.evictor, name];
    return `Window(${parts.filter((part) => part !== undefined).join(", ")})`;
  }
}

function isAssigner(value: unknown): value is WindowAssigner<never, Window> {
  return hasMethods(value, ["assignWindows", "getDefaultTrigger", "isEventTime"]);
}

function isTrigger(value: unknown, methods: readonly string[]): value is Trigger<never, Window> {
  return hasMethods(value, [...methods, "canMerge"]);
}

function isEvictor(value: unknown): value is Evictor<never, Window> {
  return hasMethods(value, ["evictBefore", "evictAfter"]);
}
