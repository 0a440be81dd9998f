/** The ports that the api calls through: the engine behind `execute()`, and the built-in sources and sinks. */

import type { Logger } from "../base/logger.ts";
import type { MetricReading } from "../base/metrics/metric-reading.ts";
import type { InputFormat } from "../connector/input-format.ts";
import type { Sink } from "../connector/sink.ts";
import type { Source } from "../connector/source.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { StreamPlan } from "./transformation.ts";

/** Flink's job states. */
export type JobStatusName =
  | "INITIALIZING" | "CREATED" | "RUNNING" | "FAILING" | "FAILED" | "CANCELLING" | "CANCELED" | "FINISHED"
  | "RESTARTING" | "SUSPENDED" | "RECONCILING"; // biome-ignore format: Flink's table

/** What an ended job leaves. */
export interface JobResult {
  readonly jobId: string;
  readonly jobName: string;
  readonly netRuntimeMs: number;
  readonly accumulators: ReadonlyMap<string, unknown>;
  /** As of the end, after everything is closed. */
  readonly metrics: readonly MetricReading[];
}

/** A submitted job, as the api sees it. */
export interface RunningJob {
  readonly jobId: string;
  status(): JobStatusName;
  /** Resolves when the job has ended well; rejects with the user's error (a StreamError), or `ENGINE_JOB_CANCELED`. Asking marks the outcome as observed. */
  result(): Promise<JobResult>;
  /** Resolves when the job has reached CANCELED (or another final state). */
  cancel(): Promise<void>;
  accumulators(): ReadonlyMap<string, unknown>;
  /** As of now; what they were at the end of a job that has ended. */
  metrics(): readonly MetricReading[];
}

export interface ExecutorOptions {
  readonly logger: Logger | undefined;
}

/** Runs plans. */
export interface Executor {
  /** Validates, compiles, deploys. Rejects before anything ran where the plan has a problem. */
  submit(plan: StreamPlan, options: ExecutorOptions): Promise<RunningJob>;
}

/** Record hand-over from a collect sink to the program, on the same thread. Bounded. */
export interface CollectChannel<T> {
  /** The next batch, `undefined` after the end; waits while there is none. Rejects with the job's error. */
  take(): Promise<readonly T[] | undefined>;
  /** No more is wanted: what was not taken is dropped, and so is what still comes. */
  close(): void;
  /** The job has ended with this error: `take` rejects with it, after the batches that are already here. */
  fail(error: unknown): void;
}

/** The records of a bounded stream in memory, between the jobs of a program. */
export interface StreamCache {
  /** True once a job has ended that wrote to a `sink()` of it. */
  readonly isFilled: boolean;
  clear(): void;
  /** A new one for each job. */
  sink(): Sink<unknown>;
  /** Reads what is kept now. */
  source(type: AnyTypeInformation | undefined): Source<unknown>;
}

/** Sources and sinks that api methods need; `index.ts` hands the implementations of `connectors` in. */
export interface BuiltIns {
  /** With a type, items are converted at once (errors at the user's line) and copied for each reader. */
  collection<T>(items: Iterable<unknown>, type?: AnyTypeInformation): Source<T>;
  sequence(from: number, to: number): Source<number>;
  asyncIterable<T>(iterable: AsyncIterable<T> | (() => AsyncIterable<T>)): Source<T>;
  /** `create` gives the function or object of a subtask and attempt, already copied (O2). */
  /** `create` gives a format that nobody else uses. */
  inputFormat<T>(create: (subtask: number) => InputFormat<T>, type?: AnyTypeInformation): Source<T>;
  sourceFunction<T>(create: (subtask: number) => unknown): Source<T>;
  /** As `sourceFunction`: a function (`invoke`) or an object with `invoke`. */
  sinkFunction<T>(create: (subtask: number) => unknown): Sink<T>;
  textFile(path: string, charset: string): Source<string>;
  socketText(host: string, port: number, delimiter: string, maxRetries: number): Source<string>;
  print<T>(identifier: string | undefined, toStderr: boolean): Sink<T>;
  cache(): StreamCache;
  collect<T>(): { readonly sink: Sink<T>; readonly channel: CollectChannel<T> };
}
