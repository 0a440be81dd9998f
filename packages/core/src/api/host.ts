/**
 * What the environment runs on: the executor, the built-in sources and sinks, and how the program was started.
 *
 * H1: the one place of the package with module state. `StreamExecutionEnvironment.getExecutionEnvironment()` is a static
 * method of Flink's API, so there is no parameter through which the engine could come; `index.ts` installs it once, at
 * load. Everything below the environment gets what it needs by parameter again.
 */
import { streamError } from "../base/stream-error.ts";
import type { BuiltIns, Executor } from "../plan/executor.ts";
import type { StreamPlan } from "../plan/transformation.ts";

/** What `index.ts` hands in. */
export interface Host {
  readonly builtIns: BuiltIns;
  /** Loads the engine: nothing of it is loaded before the first `execute()`. */
  executor(): Promise<Executor>;
  /** Settings that the program was started with (`millrace run -D key=value`); the program's own win over them, as in Flink. */
  startConfiguration(): ReadonlyMap<string, string>;
  /** Called with each plan before it runs. Does not return where the start asked for the plan alone (`millrace explain`). */
  beforeExecute(plan: StreamPlan): void | Promise<void>;
}

let installed: Host | undefined;
/** Flink keeps it in a static field too: the parallelism of environments that nobody configures. */
let localParallelism = 1;

/** Installs the host; the last one counts. For entry points and tests. @internal */
export function installHost(host: Host): void {
  installed = host;
}

/** Calls `build` with another host installed, for tests. @internal */
export function withHost<T>(host: Host, build: () => T): T {
  const before = installed;
  installed = host;
  try {
    return build();
  } finally {
    installed = before;
  }
}

/** The host of this program. @internal */
export function currentHost(): Host {
  if (installed === undefined) throw streamError("API_NO_HOST", {});
  return installed;
}

/** Parallelism of new environments without a setting; 1 unless changed. @internal */
export function defaultLocalParallelism(): number {
  return localParallelism;
}

/** For the whole process, as in Flink. @internal */
export function setDefaultLocalParallelism(parallelism: number): void {
  localParallelism = parallelism;
}
