/** Type tests of the runtime context: counters, job parameters and files. Compiled, never run. */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import type { StreamExecutionEnvironment } from "../api/stream-execution-environment.ts";
import { type DoubleCounter, Histogram, type IntCounter, ListAccumulator, type LongCounter } from "./accumulators.ts";
import type { JobInfo } from "./job-info.ts";
import type { RuntimeContext } from "./runtime-context.ts";
import type { TaskInfo } from "./task-info.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

export function gettersHaveTheTypesOfFlink(context: RuntimeContext): void {
  equal<IntCounter>()(context.getIntCounter("a"));
  equal<LongCounter>()(context.getLongCounter("a"));
  equal<DoubleCounter>()(context.getDoubleCounter("a"));
  equal<ReadonlyMap<number, number>>()(context.getHistogram("a").getLocalValue());
  equal<string>()(context.getDistributedCache().getFile("a"));
  equal<Record<string, string>>()(context.getGlobalJobParameters());
  equal<TaskInfo>()(context.getTaskInfo());
  equal<JobInfo>()(context.getJobInfo());
  context.addAccumulator("a", new ListAccumulator<string>());
  context.addAccumulator("b", new Histogram());
  // @ts-expect-error a counter has a name
  context.getIntCounter();
  // @ts-expect-error counters add numbers
  context.getIntCounter("a").add("1");
  // @ts-expect-error an accumulator has more than a method
  context.addAccumulator("c", { add() {} });
}

export function filesHavePathAndName(env: StreamExecutionEnvironment): void {
  env.registerCachedFile("/a", "a");
  env.registerCachedFile("/a", "b", true);
  // @ts-expect-error the name comes second
  env.registerCachedFile("/a");
  // @ts-expect-error executable is a flag
  env.registerCachedFile("/a", "c", "yes");
}
