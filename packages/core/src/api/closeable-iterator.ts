/**
 * The records of a running job, as an async iterator that is also a resource.
 *
 * I1: the job starts at once; an error before the first `next()` is kept for it. I2: leaving the loop, `close()` and the
 * end of an `await using` block cancel the job and wait for its end. I3: calls of `next()` are answered in their order.
 */
import type { CollectChannel, RunningJob } from "../plan/executor.ts";

/** Records of `executeAndCollect`. Flink: `CloseableIterator`. */
export class CloseableIterator<out T>
  implements AsyncIterableIterator<T, undefined>, AsyncDisposable
{
  private readonly channel: CollectChannel<T>;
  private readonly job: Promise<RunningJob>;
  private batch: readonly T[] = [];
  private position = 0;
  private ended = false;
  private closing: Promise<void> | undefined;
  private previous: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(channel: CollectChannel<T>, job: Promise<RunningJob>) {
    this.channel = channel;
    this.job = job;
    job.then(
      (running) => running.result().then(undefined, (error: unknown) => this.fail(error)),
      (error: unknown) => this.fail(error),
    );
  }

  /** The next record; rejects with the job's error. */
  next(): Promise<IteratorResult<T, undefined>> {
    const next = this.previous.then(() => this.advance());
    this.previous = next.catch(() => undefined);
    return next;
  }

  /** Called by loops that are left early. */
  async return(): Promise<IteratorResult<T, undefined>> {
    await this.close();
    return { done: true, value: undefined };
  }

  /** Cancels the job and resolves when it has ended; does nothing after the end. Never rejects. */
  close(): Promise<void> {
    this.closing ??= this.cancelJob();
    return this.closing;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The first records, at most `limit`; the job is cancelled then. @internal */
  async take(limit: number): Promise<T[]> {
    const records: T[] = [];
    for await (const record of this) {
      records.push(record);
      if (records.length === limit) break;
    }
    return records;
  }

  private async advance(): Promise<IteratorResult<T, undefined>> {
    while (!this.ended && this.closing === undefined) {
      if (this.position < this.batch.length) {
        const value = this.batch[this.position] as T; // below the length
        this.position += 1;
        return { done: false, value };
      }
      await this.takeBatch();
    }
    return { done: true, value: undefined };
  }

  private async takeBatch(): Promise<void> {
    try {
      await this.job;
      const batch = await this.channel.take();
      if (batch === undefined) await (await this.job).result();
      this.ended = batch === undefined;
      this.batch = batch ?? [];
      this.position = 0;
    } catch (error) {
      this.ended = true;
      if (this.closing === undefined) throw error;
    }
  }

  private fail(error: unknown): void {
    this.channel.fail(error);
  }

  private async cancelJob(): Promise<void> {
    const isEnded = this.ended;
    this.channel.close();
    if (isEnded) return;
    const job = await this.job.catch(() => undefined);
    // The error of a job that nobody reads from any more was the reason to close, or is of no interest.
    await job?.cancel().catch(() => undefined);
  }
}
