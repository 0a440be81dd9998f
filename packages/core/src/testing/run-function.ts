/**
 * Runs functions of a program without a job: a script goes in, what came out is returned.
 *
 * Every script is run several times: record by record and in one slice, with generated and plain code, with records
 * frozen, and with snapshots from which a new instance goes on; where the results differ the run fails (R1). A function
 * that keeps what it should have in state in a field of its own is found in this way.
 */
import type { DataStream } from "../api/data-stream.ts";
import { MAX_TIMESTAMP } from "../base/timestamps.ts";
import { instantiate } from "../functions/copy-function.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { JobVertex } from "../plan/job-graph.ts";
import { freezeRecord } from "./freeze-record.ts";
import { harnessVertex } from "./harness-vertex.ts";
import { type HarnessError, type HarnessStep, runOperators } from "./operator-harness.ts";

/** One thing that happens. Watermarks and statuses are those of all inputs unless one is named. */
export type FunctionStep<A, B = never> =
  | { readonly record: A; readonly timestampMs?: number }
  | { readonly record2: B; readonly timestampMs?: number }
  | { readonly watermark: number }
  | { readonly watermark1: number }
  | { readonly watermark2: number }
  /** The clock moves to this time, in ms; timers that are due fire. */
  | { readonly processingTime: number }
  /** A snapshot is taken, and a new instance goes on from it. */
  | { readonly snapshot: true };

interface FunctionTestSettings {
  /** Side outputs that the result shall have. */
  readonly sideOutputs?: readonly OutputTag<never>[];
  readonly configuration?: Readonly<Record<string, string>>;
  /** Whether the inputs end behind the script, with the final watermark before. Default true. */
  readonly ends?: boolean;
  /** Why no snapshots shall be taken but those of the script: the function keeps fields that no state holds. */
  readonly notRestorable?: string;
}

/** A function of one input, and what happens to it. */
export interface FunctionTest<A, OUT> extends FunctionTestSettings {
  /** The part of the program that is tested, as `(words) => words.keyBy(…).process(new Counter())`. */
  build(input: DataStream<A>): DataStream<OUT>;
  /** Called for each run, so that records are not shared. */
  script(): readonly FunctionStep<A>[];
}

/** A function of two inputs. */
export interface TwoInputFunctionTest<A, B, OUT> extends FunctionTestSettings {
  build(first: DataStream<A>, second: DataStream<B>): DataStream<OUT>;
  script(): readonly FunctionStep<A, B>[];
}

/** A record that came out. */
export interface EmittedRecord<T> {
  readonly value: T;
  /** `NO_TIMESTAMP` (-2^63) where it has none. */
  readonly timestampMs: number;
}

/** What came out, the same in all runs. */
export interface FunctionRun<OUT> {
  readonly values: readonly OUT[];
  readonly records: readonly EmittedRecord<OUT>[];
  readonly watermarks: readonly number[];
  /** How the function failed; what came out before is there. */
  readonly error: HarnessError | undefined;
  /** The records of a side output that the test has named. */
  sideOutput<T>(tag: OutputTag<T>): readonly T[];
}

/** Runs a function of one input. */
export function runFunction<A, OUT>(test: FunctionTest<A, OUT>): Promise<FunctionRun<OUT>> {
  return run(test, 1, ([input]) => test.build(input as DataStream<A>)); // the script gives what the input carries
}

/** Runs a function of two inputs. */
export function runTwoInputFunction<A, B, OUT>(
  test: TwoInputFunctionTest<A, B, OUT>,
): Promise<FunctionRun<OUT>> {
  return run(
    test,
    2,
    ([first, second]) => test.build(first as DataStream<A>, second as DataStream<B>), // as above
  );
}

async function run<OUT>(
  test: FunctionTestSettings & { script(): readonly FunctionStep<unknown, unknown>[] },
  inputCount: number,
  build: (inputs: readonly DataStream<never>[]) => DataStream<OUT>,
): Promise<FunctionRun<OUT>> {
  const { sideOutputs = [], configuration = {}, notRestorable, ends = true } = test;
  const { vertex, outputs } = await harnessVertex({
    inputCount,
    build,
    sideOutputs,
    configuration,
  });
  const keys = keySelectors(vertex);
  const { events, error } = await runOperators({
    nodes: [],
    vertex,
    configuration,
    inspectRecord: freezeRecord,
    ...(notRestorable === undefined ? {} : { notRestorable }),
    script: () => {
      const steps = test.script().flatMap((step) => harnessSteps(step, inputCount, keys));
      return ends ? [...steps, ...endOf(inputCount)] : steps;
    },
  });
  const records = (tagId: string | undefined): EmittedRecord<unknown>[] =>
    events.flatMap((event) =>
      event[0] === "record" && outputs.get(event[1]) === tagId
        ? [{ value: event[2], timestampMs: event[3] }]
        : [],
    );
  const main = records(undefined) as EmittedRecord<OUT>[]; // what `build` said comes out
  return {
    values: main.map(({ value }) => value),
    records: main,
    watermarks: events.flatMap((event) =>
      event[0] === "watermark" && outputs.get(event[1]) === undefined ? [event[2]] : [],
    ),
    error,
    sideOutput: <T>(tag: OutputTag<T>) => records(tag.id).map(({ value }) => value as T), // the tag says so
  };
}

type SelectKey = (value: unknown) => unknown;

/** By input of the head; `undefined` where it is not keyed. */
function keySelectors({ operators: [head] }: JobVertex): readonly (SelectKey | undefined)[] {
  return (head?.keys ?? []).map((key) => {
    if (key === undefined) return undefined;
    const selector: unknown = instantiate(key.keySelector, 0);
    if (typeof selector === "function") return selector as SelectKey; // the api has checked it
    return (value) => (selector as { getKey: SelectKey }).getKey(value);
  });
}

function harnessSteps(
  step: FunctionStep<unknown, unknown>,
  inputCount: number,
  keys: readonly (SelectKey | undefined)[],
): readonly HarnessStep[] {
  if ("record" in step) return [recordStep(step.record, step.timestampMs, 0, keys)];
  if ("record2" in step) return [recordStep(step.record2, step.timestampMs, 1, keys)];
  if ("watermark" in step) return watermarks(step.watermark, inputCount);
  if ("watermark1" in step) return [{ type: "watermark", timestampMs: step.watermark1, input: 0 }];
  if ("watermark2" in step) return [{ type: "watermark", timestampMs: step.watermark2, input: 1 }];
  if ("processingTime" in step)
    return [{ type: "processingTime", timestampMs: step.processingTime }];
  return [{ type: "snapshot" }];
}

function recordStep(
  value: unknown,
  timestampMs: number | undefined,
  input: number,
  keys: readonly (SelectKey | undefined)[],
): HarnessStep {
  const key = keys[input]?.(value);
  return {
    type: "record",
    value,
    input,
    ...(key === undefined ? {} : { key }),
    ...(timestampMs === undefined ? {} : { timestampMs }),
  };
}

function watermarks(timestampMs: number, inputCount: number): readonly HarnessStep[] {
  return Array.from({ length: inputCount }, (_, input) => ({
    type: "watermark",
    timestampMs,
    input,
  }));
}

function endOf(inputCount: number): readonly HarnessStep[] {
  return Array.from({ length: inputCount }, (_, input): readonly HarnessStep[] => [
    { type: "watermark", timestampMs: MAX_TIMESTAMP, input },
    { type: "endInput", input },
  ]).flat();
}
