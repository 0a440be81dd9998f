/** A host for tests of `api`: sources and sinks that only say what they are, and an executor that records plans. */
import { installHost } from "../api/host.ts";
import type { MetricReading } from "../base/metrics/metric-reading.ts";
import type { Sink } from "../connector/sink.ts";
import type { Source } from "../connector/source.ts";
import type {
  CollectChannel,
  JobResult,
  JobStatusName,
  RunningJob,
  StreamCache,
} from "../plan/executor.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";

/** A job whose end the test decides. */
export class FakeJob implements RunningJob {
  readonly jobId: string = "0123456789abcdef0123456789abcdef";
  private state: JobStatusName = "RUNNING";
  private readonly end: PromiseWithResolvers<JobResult> = Promise.withResolvers();
  /** What the job's collect sink hands over; `undefined` ends it. */
  readonly batches: (readonly unknown[] | undefined)[] = [];
  /** How often `cancel` was called. */
  cancelCount = 0;

  status(): JobStatusName {
    return this.state;
  }

  result(): Promise<JobResult> {
    return this.end.promise;
  }

  async cancel(): Promise<void> {
    this.cancelCount += 1;
    this.state = "CANCELED";
  }

  accumulators(): ReadonlyMap<string, unknown> {
    return new Map([["records", 3]]);
  }

  metrics(): readonly MetricReading[] {
    return [];
  }

  /** Ends the job well. */
  finish(): void {
    this.state = "FINISHED";
    this.end.resolve({
      jobId: this.jobId,
      jobName: "job",
      netRuntimeMs: 7,
      accumulators: this.accumulators(),
      metrics: this.metrics(),
    });
  }

  /** Ends the job with an error. */
  fail(error: unknown): void {
    this.state = "FAILED";
    this.end.reject(error);
  }
}

/** What a test sees of the host. */
export interface FakeHost {
  /** Plans that were submitted. */
  readonly plans: StreamPlan[];
  readonly job: FakeJob;
}

/** Installs a host; `settings` are those of the program's start, `refusal` is what submitting rejects with. */
export function installFakeHost(
  settings: Readonly<Record<string, string>> = {},
  refusal?: Error,
): FakeHost {
  const job = new FakeJob();
  const plans: StreamPlan[] = [];
  installHost({
    builtIns: {
      collection: (items: Iterable<unknown>, type?: AnyTypeInformation) =>
        source("collection", {
          items: [...items].map((item, index) => type?.convert(item, `record[${index}]`) ?? item),
          maxParallelism: 1,
        }),
      sequence: (from: number, to: number) =>
        source("sequence", { from, to, boundedness: "BOUNDED" }),
      asyncIterable: () => source("asyncIterable", { maxParallelism: 1 }),
      inputFormat: (create: (subtask: number) => unknown, type?: unknown) =>
        source("inputFormat", { create, producedType: type }),
      sourceFunction: (create: (subtask: number) => unknown) =>
        source("sourceFunction", { create, maxParallelism: 1 }),
      sinkFunction: (create: (subtask: number) => unknown) => sink("sinkFunction", { create }),
      textFile: (path: string, charset: string) => source("textFile", { path, charset }),
      socketText: (...address: unknown[]) => source("socketText", { address, maxParallelism: 1 }),
      print: (identifier: string | undefined, toStderr: boolean) =>
        sink("print", { identifier, toStderr, defaultName: "Print to Std. Out" }),
      cache: fakeCache,
      collect: () => ({ sink: sink("collect", {}), channel: channelOf(job) }),
    },
    executor: async () => ({
      async submit(plan) {
        if (refusal !== undefined) throw refusal;
        plans.push(plan);
        return job;
      },
    }),
    startConfiguration: () => new Map(Object.entries(settings)),
    beforeExecute() {},
  });
  return { plans, job };
}

function source(what: string, fields: object): Source<never> {
  return { what, createReader() {}, createEnumerator() {}, ...fields } as unknown as Source<never>; // says what it is, no more
}

function sink(what: string, fields: object): Sink<unknown> {
  return { what, createWriter() {}, ...fields } as unknown as Sink<unknown>; // says what it is, no more
}

/** A cache that is filled as soon as a plan holds a sink of it, which is when it has been submitted here. */
function fakeCache(): StreamCache {
  let sinkCount = 0;
  return {
    get isFilled() {
      return sinkCount > 1; // the first is made with the stream
    },
    clear() {
      sinkCount = 1;
    },
    sink() {
      sinkCount += 1;
      return sink("cache", { defaultName: "CacheWrite" });
    },
    source: () => source("cache", {}),
  };
}

function channelOf<T>(job: FakeJob): CollectChannel<T> {
  let failure: { readonly error: unknown } | undefined;
  return {
    async take() {
      if (job.batches.length === 0 && failure !== undefined) throw failure.error;
      return job.batches.shift() as readonly T[] | undefined; // the test puts records of the stream's type there
    },
    close() {},
    fail(error) {
      failure = { error };
    },
  };
}
