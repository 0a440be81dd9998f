/** Type tests of windows: what infers through window, reduce, aggregate, apply and process, and what does not compile. */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import type { Collector } from "../functions/collector.ts";
import { OutputTag } from "../functions/output-tag.ts";
import { perSubtask } from "../functions/per-subtask.ts";
import { ProcessWindowFunction, WindowFunction } from "../functions/window-functions.ts";
import type { Row } from "../types/row.ts";
import { Types } from "../types/types.ts";
import { CountTrigger } from "../windowing/count-trigger.ts";
import type { CountWindow } from "../windowing/count-window.ts";
import { DeltaTrigger } from "../windowing/delta-trigger.ts";
import { EventTimeTrigger } from "../windowing/event-time-trigger.ts";
import type { GlobalWindow } from "../windowing/global-window.ts";
import { GlobalWindows } from "../windowing/global-windows.ts";
import { PurgingTrigger } from "../windowing/purging-trigger.ts";
import { EventTimeSessionWindows } from "../windowing/session-windows.ts";
import { TimeWindow } from "../windowing/time-window.ts";
import { TumblingEventTimeWindows } from "../windowing/tumbling-windows.ts";
import { WindowAssigner } from "../windowing/window-assigner.ts";
import type { AllWindowedStream } from "./all-windowed-stream.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import type { WindowedStream } from "./windowed-stream.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

interface Click {
  readonly user: string;
  readonly n: number;
}
declare const clicks: DataStream<Click>;
declare const keyed: KeyedStream<Click, string>;
declare const windowed: WindowedStream<Click, string, TimeWindow>;
declare const all: AllWindowedStream<Click, TimeWindow>;

/** An assigner as users write it: nothing is annotated. */
class Hourly extends WindowAssigner<Click, TimeWindow> {
  assignWindows() { return [new TimeWindow(0, 3_600_000)]; }
  getDefaultTrigger() { return EventTimeTrigger.create(); }
  isEventTime() { return true; }
}

export function windowsInfer(): void {
  equal<WindowedStream<Click, string, TimeWindow>>()(keyed.window(new Hourly()));
  equal<AllWindowedStream<Click, TimeWindow>>()(clicks.windowAll(new Hourly()));
  equal<WindowedStream<Click, string, TimeWindow>>()(keyed.window(TumblingEventTimeWindows.of("5 s")));
  equal<WindowedStream<Click, string, GlobalWindow>>()(keyed.window(GlobalWindows.create()));
  equal<WindowedStream<Click, string, CountWindow>>()(keyed.countWindow(3));
  equal<WindowedStream<Click, string, TimeWindow>>()(keyed.window(EventTimeSessionWindows.withDynamicGap((click: Click) => click.n)));
  equal<AllWindowedStream<Click, TimeWindow>>()(clicks.windowAll(TumblingEventTimeWindows.of(5)));
  equal<AllWindowedStream<Click, CountWindow>>()(clicks.countWindowAll(3, 1));
  // @ts-expect-error: no assigner
  keyed.window(CountTrigger.of(2));
  // @ts-expect-error: the extractor takes other records
  keyed.window(EventTimeSessionWindows.withDynamicGap((text: string) => text.length));
}

export function settingsChain(): void {
  equal<WindowedStream<Click, string, TimeWindow>>()(windowed.trigger(CountTrigger.of(2)).allowedLateness("5 s").sideOutputLateData(new OutputTag<Click>("late")));
  windowed.trigger(PurgingTrigger.of(DeltaTrigger.of(3, (a: Click, b: Click) => a.n - b.n)));
  windowed.sideOutputLateData(new OutputTag("late"));
  // @ts-expect-error: a tag of other records
  windowed.sideOutputLateData(new OutputTag<string>("late"));
  // @ts-expect-error: a trigger of other records
  windowed.trigger(DeltaTrigger.of(3, (a: string, b: string) => a.length - b.length));
}

class Count extends ProcessWindowFunction<Click, [string, number], string, TimeWindow> {
  process(key: string, context: ProcessWindowFunction.Context<TimeWindow>, elements: Iterable<Click>): [string, number][] {
    return [[key, [...elements].length + context.window().start]];
  }
}
class Users extends WindowFunction<Click, string, string, TimeWindow> {
  apply(key: string, _window: TimeWindow, _inputs: Iterable<Click>): string[] {
    return [key];
  }
}
const total = { createAccumulator: (): number => 0, add: (click: Click, sum: number) => sum + click.n, getResult: (sum: number) => `${sum}` };

export function functionsInfer(): void {
  equal<DataStream<Click>>()(windowed.reduce((a, b) => ({ user: a.user, n: a.n + b.n })));
  equal<DataStream<string>>()(windowed.reduce((a) => a, (key, context, elements) => [...elements].map((one) => `${key}${one.n}${context.window().end}`)));
  equal<DataStream<[string, number]>>()(windowed.reduce((a) => a, new Count()));
  equal<DataStream<string>>()(windowed.reduce((a) => a, new Users()));
  equal<DataStream<string>>()(windowed.aggregate(total));
  equal<DataStream<number>>()(windowed.aggregate(total, (_key, _context, sums) => [...sums].map((sum) => sum.length)));
  equal<DataStream<number>>()(windowed.aggregate(total, (_key, _context, sums) => [...sums].map((sum) => sum.length), Types.LONG(), Types.INT()));
  equal<DataStream<[string, number]>>()(windowed.process(new Count()));
  equal<DataStream<[string, number]>>()(windowed.process(perSubtask(() => new Count())));
  equal<DataStream<string>>()(windowed.apply((key, window, inputs) => [...inputs].map((one) => `${key}${window.start}${one.user}`)));
  equal<DataStream<number>>()(windowed.process((_key, _context, _elements, out: Collector<number>) => out.collect(1)));
  equal<DataStream<Row<[string, number], object>>>()(windowed.process((key, _context, elements) => [[key, [...elements].length]], Types.ROW([Types.STRING(), Types.INT()])));
  equal<DataStream<Click>>()(windowed.sum("n"));
  equal<DataStream<Click>>()(windowed.minBy("user", false));
  // @ts-expect-error: not a number
  windowed.sum("user");
  // @ts-expect-error: another type than declared
  windowed.process((key) => [key], Types.INT());
  // @ts-expect-error: the result is of another type than the records
  windowed.reduce((a) => a.user);
}

export function allFunctionsInfer(): void {
  equal<DataStream<Click>>()(all.reduce((a) => a));
  equal<DataStream<number>>()(all.process((context, elements) => [context.window().start + [...elements].length]));
  equal<DataStream<string>>()(all.apply((window, inputs) => [...inputs].map((one) => `${window.end}${one.user}`)));
  equal<DataStream<string>>()(all.aggregate(total));
  equal<DataStream<Click>>()(all.max("n"));
}

/** Helpers over windowed streams take those of wider records. */
declare function audit(stream: WindowedStream<{ readonly user: string }, unknown, TimeWindow>): void;
export function variance(): void {
  audit(windowed);
  // @ts-expect-error: other windows
  audit(keyed.countWindow(3));
}
