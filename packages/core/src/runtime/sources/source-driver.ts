/**
 * Drives one reader through its chain's pull loop: a pollable that is ready while the reader may have something.
 *
 * At the end of the reader: active status, final watermark (MAX_TIMESTAMP), end of input, once. Readers and enumerator
 * talk by mail, so that neither is called inside of the other.
 * @internal
 */

import type { MetricGroup } from "../../base/metrics/metric-group.ts";
import { streamError } from "../../base/stream-error.ts";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type {
  RejectedRecord,
  SourceProgress,
  SourceReader,
  SourceReaderContext,
  SourceSplit,
} from "../../connector/source.ts";
import type { SourceNode } from "../../plan/transformation.ts";
import type { Chain } from "../chain/chain.ts";
import { describeFailure, recordText } from "../failure-place.ts";
import type { SubtaskEnvironment } from "../operators/operator.ts";
import type { WatermarkTracker } from "../operators/watermark-tracker.ts";
import type { Gate, Pollable } from "../pollable.ts";
import type { PeriodicWatermarks } from "../time/periodic-watermarks.ts";
import { SplitAlignment } from "./split-alignment.ts";

/** `pipeline.rejected-records`. */
export type RejectedRecordsPolicy = "fail" | "skip";

/** The driver's way to the enumerator of its source. */
export interface SplitRequests {
  requestSplit(subtask: number): void;
  sendSourceEvent(subtask: number, event: unknown): void;
}

export interface SourceDriverPorts {
  readonly chain: Chain;
  readonly node: SourceNode;
  readonly environment: SubtaskEnvironment;
  readonly position: number;
  readonly reaches: readonly Gate[];
  readonly requests: SplitRequests;
  readonly rejectedRecords: RejectedRecordsPolicy;
  readonly periodicWatermarks: PeriodicWatermarks;
  /** False in BATCH: what the reader says about time is dropped, the end of input makes the only watermark. */
  readonly emitsWatermarks: boolean;
  /** The source's, in this subtask. */
  readonly metricGroup: MetricGroup;
  /** The operator's `RuntimeContext`, for sources that host user functions. */
  readonly functionContext: unknown;
}

/** One reader in one subtask. */
export class SourceDriver implements Pollable {
  readonly name: string;
  readonly position: number;
  readonly reaches: readonly Gate[];
  isFinished = false;
  /** Records left out under `skip`. */
  rejectedCount = 0;
  readonly #ports: SourceDriverPorts;
  #reader: SourceReader<unknown, SourceSplit> | undefined;
  #alignment: SplitAlignment | undefined;
  /** False once the reader has given a record of no split. */
  #namesSplits = true;
  #pull: (limit: number) => number = () => 0;
  #mayHaveMore = true;
  #waiting: Promise<void> | undefined;
  #isClosed = false;
  #isIdle = false;
  /** True inside of `poll`, where alone the reader may emit. */
  #isPolling = false;
  #watermarkMs = MIN_TIMESTAMP;

  constructor(ports: SourceDriverPorts) {
    this.#ports = ports;
    this.name = ports.node.name;
    this.position = ports.position;
    this.reaches = ports.reaches;
  }

  /** Makes and starts the reader. */
  async start(): Promise<void> {
    let action = "createReader";
    try {
      const reader = this.#ports.node.source.createReader(this.#readerContext());
      this.#reader = reader;
      this.#alignment = new SplitAlignment(this.#tracker, reader);
      action = "start";
      await reader.start?.();
      this.#pull = this.#ports.chain.pullLoop(reader);
    } catch (error) {
      throw this.#describe(error, action);
    }
  }

  isReady(): boolean {
    return this.#mayHaveMore && this.#alignment?.isAhead !== true;
  }

  /** How far the readers of the group may read on (watermark alignment). */
  align(allowedMs: number): void {
    this.#alignment?.align(allowedMs);
  }

  /** How far this reader is, for its group. */
  get alignmentWatermarkMs(): number {
    return this.#alignment?.watermarkMs ?? MIN_TIMESTAMP;
  }

  poll(limit: number): number {
    const bounded = Math.min(limit, this.#ports.periodicWatermarks.allowance);
    const wasIdle = this.#isIdle;
    const count = this.#pullRecords(bounded);
    if (count > 0) {
      // A reader that called itself idle before this batch is active again; one that did so in it has just said so.
      if (wasIdle) this.#setIdle(false);
      if (this.#namesSplits && this.#reader?.currentSplitId === undefined) this.#forgetSplits();
      this.#ports.periodicWatermarks.onRecords(count);
    }
    if (count < bounded && this.#ports.environment.signals.stop === 0) {
      if (this.#reader?.isEnded === true) this.#end();
      else this.#startWaiting();
    }
    return count;
  }

  /** Records read, the one that a function failed on included. */
  get readCount(): number {
    return this.#ports.chain.numRecordsIn(0);
  }

  available(): Promise<void> | undefined {
    return this.#mayHaveMore ? undefined : this.#waiting;
  }

  describeFailure(error: unknown): unknown {
    return this.#ports.chain.describeFailure(error);
  }

  /** Mail from the enumerator. */
  addSplits(splits: readonly SourceSplit[]): void {
    if (this.#namesSplits) for (const { splitId } of splits) this.#tracker.addSplit(splitId);
    this.#reader?.addSplits(splits);
    this.#mayHaveMore = true;
  }

  notifyNoMoreSplits(): void {
    this.#reader?.notifyNoMoreSplits();
    this.#mayHaveMore = true;
  }

  handleSourceEvent(event: unknown): void {
    this.#reader?.handleSourceEvent?.(event);
    this.#mayHaveMore = true;
  }

  progress(): SourceProgress | undefined {
    return this.#reader?.progress?.();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    try {
      await this.#reader?.close();
    } catch (error) {
      throw this.#describe(error, "close");
    }
  }

  get #tracker(): WatermarkTracker {
    const { sourceTracker } = this.#ports.chain;
    if (sourceTracker === undefined)
      throw new TypeError(`${this.name} does not begin with a source`); // a defect of the deployment
    return sourceTracker;
  }

  /** The reader has one watermark for all that it reads. */
  #forgetSplits(): void {
    this.#namesSplits = false;
    this.#tracker.forgetSplits();
  }

  #pullRecords(limit: number): number {
    this.#isPolling = true;
    try {
      return this.#pull(limit);
    } finally {
      this.#isPolling = false;
    }
  }

  /**
   * Asked for at once, not when the worker sleeps: by then what the reader waits for may have come, and while other
   * sources are busy it never sleeps.
   */
  #startWaiting(): void {
    this.#mayHaveMore = false;
    if (this.#waiting !== undefined) return;
    this.#waiting = this.#wait();
    this.#waiting.catch(() => {}); // the worker has been told
  }

  async #wait(): Promise<void> {
    try {
      await this.#reader?.available();
    } catch (error) {
      if (this.isFinished || this.#isClosed) return;
      throw this.#ports.environment.signals.fail(this.#describe(error, "available"));
    }
    this.#waiting = undefined;
    this.#mayHaveMore = true;
  }

  #end(): void {
    const head = this.#ports.chain.inputs[0];
    this.isFinished = true;
    this.#setIdle(false);
    head?.watermark(MAX_TIMESTAMP);
    head?.endInput();
  }

  #setIdle(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return;
    this.#isIdle = isIdle;
    this.#ports.chain.inputs[0]?.status(isIdle);
  }

  #markIdle(): void {
    this.#requirePolling();
    if (!this.#ports.emitsWatermarks) return;
    this.#setIdle(true);
  }

  /** A watermark that the source brings along. The final one comes from the driver only. */
  #emitWatermark(timestampMs: number): void {
    this.#requirePolling();
    if (!this.#ports.emitsWatermarks) return;
    this.#setIdle(false);
    if (timestampMs <= this.#watermarkMs || timestampMs >= MAX_TIMESTAMP) return;
    this.#watermarkMs = timestampMs;
    this.#ports.chain.inputs[0]?.watermark(timestampMs);
  }

  /** W7: what a promise of the reader emits would come between other sources' records, and its failure be lost. */
  #requirePolling(): void {
    if (this.#isPolling) return;
    throw streamError("OUTPUT_OUTSIDE_CALL", { operator: this.name });
  }

  #reject(record: RejectedRecord): void {
    if (this.#ports.rejectedRecords === "skip") {
      if (this.rejectedCount++ === 0) {
        const { position, reason } = record;
        this.#ports.environment.logger.warn(
          { operator: this.name, position, reason },
          "Records that cannot be read are left out, this one first.",
        );
      }
      return;
    }
    throw streamError(
      "CONNECTOR_RECORD_REJECTED",
      { position: record.position, reason: record.reason },
      {
        where: {
          operator: this.name,
          subtask: this.#ports.environment.subtaskIndex,
          record: recordText(new TextDecoder().decode(record.bytes.subarray(0, 1024)), String),
        },
      },
    );
  }

  #readerContext(): SourceReaderContext {
    const { environment, requests } = this.#ports;
    return {
      subtaskIndex: environment.subtaskIndex,
      parallelism: environment.parallelism,
      attempt: environment.attempt,
      ports: environment.ports,
      logger: environment.logger,
      configuration: environment.configuration,
      metricGroup: this.#ports.metricGroup,
      functionContext: this.#ports.functionContext,
      watermarkOutput: {
        emitWatermark: (timestampMs) => this.#emitWatermark(timestampMs),
        markIdle: () => this.#markIdle(),
      },
      requestSplit: () => requests.requestSplit(environment.subtaskIndex),
      releaseSplit: (splitId) => this.#tracker.releaseSplit(splitId),
      sendSourceEvent: (event) => requests.sendSourceEvent(environment.subtaskIndex, event),
      reject: (record) => this.#reject(record),
    };
  }

  #describe(error: unknown, action: string): unknown {
    const { node, environment } = this.#ports;
    return describeFailure(error, "source", action, {
      operator: node.name,
      subtask: environment.subtaskIndex,
      location: node.location,
    });
  }
}
