/** Arguments of windows: counts, the types of `aggregate`, and the one key of windows without a key. */
import { NullByteKeySelector } from "../functions/one-input.ts";
import type { TransformationId } from "../plan/transformation.ts";
import { type AnyTypeInformation, isTypeInformation } from "../types/type-information.ts";
import { CountTrigger } from "../windowing/count-trigger.ts";
import type { CountWindow } from "../windowing/count-window.ts";
import {
  CountSlidingWindowAssigner,
  CountTumblingWindowAssigner,
} from "../windowing/count-window-assigners.ts";
import { PurgingTrigger } from "../windowing/purging-trigger.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { requireInteger } from "./check-arguments.ts";
import type { StreamContext } from "./stream-context.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";
import { WindowBuilder } from "./window-builder.ts";

/** Assigner and trigger of windows by count; a window that has fired keeps no records. */
export function countWindows(
  at: CallSite,
  size: number,
  slide: number,
): {
  readonly assigner: WindowAssigner<unknown, CountWindow>;
  readonly trigger: Trigger<unknown, Window>;
} {
  requireInteger(at, "size", size, 1, Number.MAX_SAFE_INTEGER);
  requireInteger(at, "slide", slide, 0, Number.MAX_SAFE_INTEGER);
  const assigner =
    slide === 0 ? CountTumblingWindowAssigner.of(size) : CountSlidingWindowAssigner.of(size, slide);
  return { assigner, trigger: PurgingTrigger.of(CountTrigger.of(size)) };
}

/** Windows of a stream without a key: all records have the key 0. */
export function allWindows(
  context: StreamContext,
  at: CallSite,
  input: TransformationId,
  assigner: unknown,
): WindowBuilder {
  const keySelector = Object.freeze({ value: new NullByteKeySelector(), role: "getKey" });
  const partitioner = Object.freeze({ type: "hash", keySelector, keyType: undefined } as const);
  const { outputType } = context.graph.get(input);
  const id = context.graph.add(at, { kind: "partition", input, partitioner }, { outputType });
  return new WindowBuilder(context, at, id, assigner, true);
}

/** The types of an aggregation: in order, or by name. */
export function aggregateTypes(
  at: CallSite,
  accumulatorType: unknown,
  outputType: AnyTypeInput | undefined,
): {
  readonly accumulatorType: AnyTypeInformation | undefined;
  readonly outputType: AnyTypeInformation | undefined;
} {
  const isOptions =
    typeof accumulatorType === "object" &&
    accumulatorType !== null &&
    !isTypeInformation(accumulatorType);
  if (!isOptions) {
    return {
      // Whatever it is, `typeArgument` looks at it.
      accumulatorType: typeArgument(at, "accumulatorType", accumulatorType as AnyTypeInput),
      outputType: typeArgument(at, "outputType", outputType),
    };
  }
  const unknownName = Object.keys(accumulatorType).find(
    (name) => name !== "accumulatorType" && name !== "outputType",
  );
  if (unknownName !== undefined)
    throw wrongType(at, "types", accumulatorType, "{ accumulatorType, outputType }");
  return {
    accumulatorType: typeArgument(
      at,
      "accumulatorType",
      Reflect.get(accumulatorType, "accumulatorType"),
    ),
    outputType: typeArgument(at, "outputType", Reflect.get(accumulatorType, "outputType")),
  };
}
