/**
 * Runs whole jobs in a test: the real engine, on a clock that moves only when the test says so.
 *
 * Files, sockets and output are the machine's unless the test gives ports of its own. T1: between two timers that are due
 * everything that can run has run, so a job sees each timer under the time for which it was registered.
 */
import { withHost } from "../api/host.ts";
import { StreamExecutionEnvironment } from "../api/stream-execution-environment.ts";
import { nodePorts } from "../base/node/node-ports.ts";
import type { Ports } from "../base/ports.ts";
import { streamError } from "../base/stream-error.ts";
import { builtIns } from "../connectors/built-ins.ts";
import { createEmbeddedExecutor } from "../engine/embedded-executor.ts";
import type { Executor, RunningJob } from "../plan/executor.ts";
import { freezeRecord } from "./freeze-record.ts";
import { ManualScheduler } from "./manual-scheduler.ts";

/** Settings of a `MiniCluster`. */
export interface MiniClusterOptions {
  /** The wall clock at the beginning, in ms. Default 0. */
  readonly startMs?: number;
  /** Configuration that all environments begin with, e.g. `{ "parallelism.default": "2" }`. */
  readonly configuration?: Readonly<Record<string, string>>;
  /**
   * Whether records are frozen before functions get them, so that a function that changes its input fails. Default true;
   * code is not generated then.
   */
  readonly freezeRecords?: boolean;
  /** What replaces the machine's ports: `createTestPorts()` keeps files, sockets and output in memory. */
  readonly ports?: Partial<Omit<Ports, "scheduler">>;
}

/** So many turns of the event loop in a row without work mean that all jobs wait. */
const QUIET_TURNS = 4;
/** A condition that did not come true in so many turns will not. */
const TURN_LIMIT = 200_000;
/** A job that works for so many turns, each up to a whole slice, will not stop by itself. */
const WORKING_TURN_LIMIT = 20_000;

/** A clock that knows whether any job is at work. */
class WatchedScheduler extends ManualScheduler {
  workingCount = 0;

  override async yieldToIo(): Promise<void> {
    this.workingCount += 1;
    try {
      await super.yieldToIo();
    } finally {
      this.workingCount -= 1;
    }
  }
}

/** One cluster for one test, or several. Close it: jobs that still run are cancelled. */
export class MiniCluster implements AsyncDisposable {
  readonly #scheduler: WatchedScheduler;
  readonly #executor: Executor;
  readonly #configuration: ReadonlyMap<string, string>;
  readonly #jobs: RunningJob[] = [];

  constructor(options: MiniClusterOptions = {}) {
    this.#scheduler = new WatchedScheduler(options.startMs);
    // Without the process: signals and the exit code are the test runner's.
    const ports: Ports = {
      ...nodePorts(),
      process: undefined,
      ...options.ports,
      scheduler: this.#scheduler,
    };
    this.#configuration = new Map(Object.entries(options.configuration ?? {}));
    this.#executor = createEmbeddedExecutor(ports, {
      inspectRecord: options.freezeRecords === false ? undefined : freezeRecord,
    });
  }

  /** The wall clock of the jobs, in ms. */
  now(): number {
    return this.#scheduler.now();
  }

  /** A new environment; what it executes runs here. Give it to the function that builds the program. */
  environment(): StreamExecutionEnvironment {
    const executor: Executor = {
      submit: async (plan, options) => {
        const job = await this.#executor.submit(plan, options);
        this.#jobs.push(job);
        return job;
      },
    };
    const host = {
      builtIns,
      executor: async () => executor,
      startConfiguration: () => this.#configuration,
      beforeExecute: () => {},
    };
    return withHost(host, () => StreamExecutionEnvironment.getExecutionEnvironment());
  }

  /** Moves the clock, timer by timer; resolves when all jobs wait again. */
  async advance(ms: number): Promise<void> {
    await this.settled();
    let remainingMs = ms;
    for (;;) {
      const delayMs = this.#scheduler.nextTimerDelayMs;
      if (delayMs === undefined || delayMs > remainingMs) break;
      await this.#scheduler.advance(delayMs);
      remainingMs -= delayMs;
      await this.settled();
    }
    await this.#scheduler.advance(remainingMs);
    await this.settled();
  }

  /**
   * Resolves when no job of this cluster has anything to do but to wait: for the clock, a promise of the program, or the
   * machine (a file that is being read counts as waiting; use `until` there). `TESTING_NEVER_SETTLES` where one goes on.
   */
  async settled(): Promise<void> {
    let quiet = 0;
    for (let turn = 0; turn < WORKING_TURN_LIMIT; turn++) {
      await nextTurn();
      quiet = this.#scheduler.workingCount === 0 ? quiet + 1 : 0;
      if (quiet === QUIET_TURNS) return;
    }
    throw streamError("TESTING_NEVER_SETTLES", { turns: WORKING_TURN_LIMIT });
  }

  /** Resolves when the condition holds; looks at it in every turn of the event loop. `TESTING_NEVER_HOLDS` where it does not. */
  async until(condition: () => boolean): Promise<void> {
    for (let turn = 0; turn < TURN_LIMIT; turn++) {
      if (condition()) return;
      await nextTurn();
    }
    throw streamError("TESTING_NEVER_HOLDS", { condition: String(condition), turns: TURN_LIMIT });
  }

  /** Cancels what still runs. Idempotent. */
  async close(): Promise<void> {
    await Promise.all(this.#jobs.splice(0).map((job) => job.cancel()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
