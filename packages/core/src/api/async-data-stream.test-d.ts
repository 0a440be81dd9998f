/**
 * Type tests of asynchronous operations. Compiled, never run: each `@ts-expect-error` is a use that must not compile, each
 * `equal` a type that must come out exactly.
 */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import { AsyncBatchFunction, type AsyncContext, AsyncFunction } from "../functions/async-functions.ts";
import { AsyncRetryStrategy, type NoRetryStrategy } from "../functions/async-retry.ts";
import { emptyResultPredicate, hasExceptionPredicate } from "../functions/async-retry-strategies.ts";
import { perSubtask } from "../functions/per-subtask.ts";
import { Types } from "../types/types.ts";
import { AsyncDataStream } from "./async-data-stream.ts";
import type { DataStream } from "./data-stream.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

interface Click {
  readonly user: string;
  readonly n: number;
}
declare const clicks: DataStream<Click>;

class Name extends AsyncFunction<Click, string> {
  async asyncInvoke(value: Click, { signal }: AsyncContext) {
    return signal.aborted ? [] : [value.user];
  }
}
class Sum extends AsyncBatchFunction<Click, number> {
  async asyncInvokeBatch(inputs: readonly Click[]) {
    return inputs.map(({ n }) => n);
  }
}

// Results infer from functions, objects and recipes.
equal<DataStream<number>>()(AsyncDataStream.orderedWait(clicks, async (click) => [click.n], "5 s"));
equal<DataStream<string>>()(AsyncDataStream.unorderedWait(clicks, new Name(), 5000, 10));
equal<DataStream<string>>()(AsyncDataStream.unorderedWait(clicks, perSubtask(Name), 5000));
equal<DataStream<number>>()(AsyncDataStream.orderedWaitBatch(clicks, new Sum(), 0, 10));
equal<DataStream<string>>()(AsyncDataStream.unorderedWaitBatch(clicks, async (all) => all.map(({ user }) => user), 0, 10, "1 s"));
equal<DataStream<string>>()(clicks.mapAsync(async ({ user }) => user));
equal<DataStream<string>>()(clicks.mapAsync(async ({ user }, { signal }) => `${user} ${signal.aborted}`, { timeout: "1 s", ordered: false }));

// A declared type wins, and its input is what the function gives.
equal<DataStream<number>>()(AsyncDataStream.orderedWait(clicks, async (click) => [click.n], "5 s", undefined, Types.LONG()));
equal<DataStream<string>>()(clicks.mapAsync(async ({ user }) => user, undefined, Types.STRING()));
// @ts-expect-error the function gives texts
AsyncDataStream.orderedWait(clicks, async (click) => [click.user], "5 s", 10, Types.LONG());
// @ts-expect-error the function gives numbers
clicks.mapAsync(async ({ n }) => n, {}, Types.STRING());

// A list, of records.
// @ts-expect-error a bare text would be emitted character by character
AsyncDataStream.orderedWait(clicks, async (click) => click.user, "5 s");
// @ts-expect-error one record is no list
AsyncDataStream.orderedWait(clicks, async (click) => click.n, "5 s");
// @ts-expect-error nothing is no list
AsyncDataStream.orderedWait(clicks, async () => {}, "5 s");
// @ts-expect-error nothing is no record
clicks.mapAsync(async () => {});
// @ts-expect-error map takes functions that answer at once
clicks.mapAsync((click) => click.n);
// @ts-expect-error the function is of another stream
AsyncDataStream.orderedWait(clicks, async (value: string) => [value], "5 s");

// Strategies.
const strategy = AsyncRetryStrategy.fixedDelay<number>(3, "1 s", (list) => list === null || list.length > 1, hasExceptionPredicate);
equal<NoRetryStrategy>()(AsyncRetryStrategy.noRestart());
equal<DataStream<number>>()(AsyncDataStream.orderedWaitWithRetry(clicks, async (click) => [click.n], "5 s", strategy));
equal<DataStream<string>>()(AsyncDataStream.unorderedWaitWithRetry(clicks, new Name(), "5 s", AsyncRetryStrategy.fixedDelay(3, 100, emptyResultPredicate), 10));
equal<DataStream<number>>()(AsyncDataStream.orderedWaitBatchWithRetry(clicks, new Sum(), "5 s", 10, AsyncRetryStrategy.noRestart()));
equal<DataStream<number>>()(clicks.mapAsync(async ({ n }) => n, { retry: strategy }));
// @ts-expect-error the strategy looks at other results
AsyncDataStream.orderedWaitWithRetry(clicks, new Name(), "5 s", strategy);
// @ts-expect-error the time-out is no span of time
AsyncDataStream.orderedWait(clicks, new Name(), "5 fortnights");
