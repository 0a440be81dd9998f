/**
 * The queue between a source function's `ctx.collect` and its reader.
 *
 * Q1: order of `collect`, watermarks and idleness is kept. Q2: who awaits `collect` waits while `CAPACITY` records are
 * there; who does not may be `LIMIT` ahead, then it is `SOURCE_NEVER_YIELDS`. Q3: after `cancel` every wait is rejected.
 */

import { Fifo } from "../base/fifo.ts";
import { streamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import type { SourceWatermarkOutput } from "../connector/source.ts";
import { WakeUp } from "../connector/wake-up.ts";

const CAPACITY = 1024;
const LIMIT = 1_000_000;
const READY: Promise<void> = Promise.resolve();

/** One thing that waits. Plain data. */
export type SourceFunctionEntry =
  | { readonly kind: "record"; readonly value: unknown; readonly timestampMs: number }
  | { readonly kind: "watermark"; readonly timestampMs: number }
  | { readonly kind: "idle" };

class Timestamped {
  readonly value: unknown;
  readonly timestampMs: number;
  constructor(value: unknown, timestampMs: number) {
    this.value = value;
    this.timestampMs = timestampMs;
  }
}

class Signal {
  /** `undefined`: idle. */
  readonly watermarkMs: number | undefined;
  constructor(watermarkMs: number | undefined) {
    this.watermarkMs = watermarkMs;
  }
}

/** What `run(ctx)` is given (`SourceContext`), and where the reader takes from. */
export class SourceFunctionQueue {
  /** Something to take has come. */
  readonly arrived: WakeUp = new WakeUp();
  readonly #room = new WakeUp();
  readonly #output: SourceWatermarkOutput | undefined;
  /** Records as they are, or wrapped where there is more to say. */
  readonly #items: Fifo<unknown>;
  #collectedCount = 0;
  #isCancelled = false;
  /** Timestamp of the record taken last. */
  timestampMs: number = NO_TIMESTAMP;

  constructor(output: SourceWatermarkOutput | undefined, restored: readonly SourceFunctionEntry[]) {
    this.#output = output;
    this.#items = new Fifo(restored.map(itemOf));
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  collect(record: unknown): Promise<void> {
    return this.#append(record, record);
  }

  collectWithTimestamp(record: unknown, timestampMs: number): Promise<void> {
    return this.#append(record, new Timestamped(record, timestampMs));
  }

  emitWatermark(timestampMs: number): void {
    this.#put(new Signal(timestampMs));
  }

  markAsTemporarilyIdle(): void {
    this.#put(new Signal(undefined));
  }

  /** The next record, after the signals before it were passed on; `undefined` when the queue is empty. */
  take(): unknown {
    while (this.#items.size > 0) {
      const item = this.#items.shift();
      if (this.#items.size === 0) this.#room.wake();
      if (item instanceof Signal) {
        if (item.watermarkMs === undefined) this.#output?.markIdle();
        else this.#output?.emitWatermark(item.watermarkMs);
        continue;
      }
      const isWrapped = item instanceof Timestamped;
      this.timestampMs = isWrapped ? item.timestampMs : NO_TIMESTAMP;
      return isWrapped ? item.value : item;
    }
    return undefined;
  }

  get isEmpty(): boolean {
    return this.#items.size === 0;
  }

  cancel(): void {
    this.#isCancelled = true;
    this.#room.fail(streamError("SOURCE_CANCELED", {}));
    this.arrived.wake();
  }

  entries(): SourceFunctionEntry[] {
    return this.#items.waiting().map(entryOf);
  }

  #append(record: unknown, item: unknown): Promise<void> {
    if (record === undefined) {
      throw streamError("CONNECTOR_RECORD_UNDEFINED", {
        source: "A source function",
        position: this.#collectedCount,
      });
    }
    this.#put(item);
    this.#collectedCount += 1;
    if (!this.#isCancelled && this.#items.size < CAPACITY) return READY;
    const room = this.#room.wait();
    // Who does not await it must not be punished by an unhandled rejection.
    room.catch(() => undefined);
    return room;
  }

  #put(item: unknown): void {
    if (this.#items.size >= LIMIT) throw streamError("SOURCE_NEVER_YIELDS", { count: LIMIT });
    this.#items.push(item);
    this.arrived.wake();
  }
}

function itemOf(entry: SourceFunctionEntry): unknown {
  switch (entry.kind) {
    case "record":
      return entry.timestampMs === NO_TIMESTAMP
        ? entry.value
        : new Timestamped(entry.value, entry.timestampMs);
    case "watermark":
      return new Signal(entry.timestampMs);
    case "idle":
      return new Signal(undefined);
  }
}

function entryOf(item: unknown): SourceFunctionEntry {
  if (item instanceof Timestamped)
    return { kind: "record", value: item.value, timestampMs: item.timestampMs };
  if (!(item instanceof Signal)) return { kind: "record", value: item, timestampMs: NO_TIMESTAMP };
  return item.watermarkMs === undefined
    ? { kind: "idle" }
    : { kind: "watermark", timestampMs: item.watermarkMs };
}
