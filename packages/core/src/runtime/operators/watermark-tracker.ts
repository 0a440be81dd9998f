/**
 * Timestamps and watermarks of one operator in one subtask, as its strategy says; in a source for each split (T1).
 *
 * G1: the assigner runs before the record is forwarded, the generator after it. G2: watermarks only rise; NaN and what
 * goes back is ignored. G3: each split has a generator and an idleness of its own, and the least of them counts; records
 * that belong to no split count for the main input, which alone counts while there are no splits. Watermarks of the
 * built-in generators come with `onPeriodicEmit`, those of a user's own one whenever it emits them.
 */
import { streamError } from "../../base/stream-error.ts";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { GeneratorProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import { instantiate } from "../../functions/copy-function.ts";
import type { SourceNode, TimestampsNode } from "../../plan/transformation.ts";
import { type SplitWatermark, SplitWatermarks } from "../time/split-watermarks.ts";
import { WatermarkMaker, watermarkDelayMs } from "../time/watermark-maker.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { OperatorCode } from "./operator-code.ts";
import { RisingWatermarkOutput } from "./rising-watermark-output.ts";

type Assign = (value: unknown, timestampMs: number) => unknown;

interface TrackedSplit {
  readonly maker: WatermarkMaker;
  readonly watermark: SplitWatermark;
}

/** Assigns timestamps, watches them, and emits watermarks. */
export class WatermarkTracker {
  /** The largest timestamp seen of what is read now. Initialised with a fraction so that it stays an unboxed double. */
  maxTimestampMs = 0.5;
  /** The split that is read; `undefined`: none, or the reader names no splits. */
  currentSplitId: string | undefined;
  readonly #context: ChainedContext<SourceNode | TimestampsNode>;
  readonly #assign: Assign | undefined;
  readonly #output: RisingWatermarkOutput;
  readonly #combined: SplitWatermarks;
  readonly #main: WatermarkMaker;
  readonly #splits = new Map<string, TrackedSplit>();
  /** Of splits that have not been assigned again since the restore. */
  readonly #restoredSplits = new Map<string, GeneratorProgress>();
  #current: WatermarkMaker;
  #isRead: (splitId: string | undefined) => boolean = () => true;

  constructor(context: ChainedContext<SourceNode | TimestampsNode>) {
    const { watermarkStrategy } = context.node;
    const { timestampAssigner } = watermarkStrategy;
    const { subtaskIndex } = context.environment;
    this.maxTimestampMs = MIN_TIMESTAMP;
    this.#context = context;
    this.#assign =
      timestampAssigner === undefined ? undefined : assignerOf(timestampAssigner, subtaskIndex);
    this.#output = new RisingWatermarkOutput(context.output);
    this.#combined = new SplitWatermarks(this.#output);
    this.#main = new WatermarkMaker(watermarkStrategy, subtaskIndex, this.#output);
    this.#current = this.#main;
    this.#restore(context.restored?.generators ?? []);
  }

  /** How far the generators are: of the main input, and of each split (C5). */
  snapshot(): readonly GeneratorProgress[] {
    const nowMs = this.#context.environment.ports.scheduler.monotonicNow();
    this.#current.maxTimestampMs = this.maxTimestampMs;
    const progress = (
      maker: WatermarkMaker,
      { watermarkMs, isIdle }: { readonly watermarkMs: number; readonly isIdle: boolean },
    ): GeneratorProgress => ({
      maxTimestampMs: maker.maxTimestampMs,
      watermarkMs,
      isIdle,
      ...maker.idleness(nowMs),
    });
    return [
      progress(this.#main, this.#output),
      ...Array.from(this.#splits, ([splitId, { maker, watermark }]) => ({
        splitId,
        ...progress(maker, watermark),
      })),
      ...this.#restoredSplits.values(),
    ];
  }

  /** The last watermark that left this operator. */
  get watermarkMs(): number {
    return this.#output.watermarkMs;
  }

  /** True while this operator says that it is idle. */
  get isIdle(): boolean {
    return this.#output.isIdle;
  }

  /** The splits that count, with their watermarks. */
  splitWatermarks(): readonly { readonly splitId: string; readonly watermarkMs: number }[] {
    return [...this.#splits].map(([splitId, { watermark }]) => ({
      splitId,
      watermarkMs: watermark.watermarkMs,
    }));
  }

  /** Who knows whether a split (`undefined`: anything) is being read: while it is not, its silence is no idleness (T1). */
  observeReading(isRead: (splitId: string | undefined) => boolean): void {
    this.#isRead = isRead;
  }

  /** The split's watermark counts from now on: nothing is known of it until its first record. */
  addSplit(splitId: string): void {
    if (this.#splits.has(splitId)) return;
    const { node, environment } = this.#context;
    const watermark = this.#combined.add(splitId);
    const maker = new WatermarkMaker(node.watermarkStrategy, environment.subtaskIndex, watermark);
    this.#splits.set(splitId, { maker, watermark });
    const restored = this.#restoredSplits.get(splitId);
    if (restored === undefined) return;
    this.#restoredSplits.delete(splitId);
    watermark.restore(restored.watermarkMs, restored.isIdle);
    maker.restore(restored, environment.ports.scheduler.monotonicNow());
  }

  /** The split has been read to its end. */
  releaseSplit(splitId: string): void {
    this.#splits.delete(splitId);
    this.#combined.remove(splitId);
    if (splitId === this.currentSplitId) this.#select(undefined);
  }

  /** The reader names no splits: all that it reads is one input. */
  forgetSplits(): void {
    for (const splitId of this.#splits.keys()) this.releaseSplit(splitId);
  }

  /** The records that follow are of another split. */
  selectSplit(splitId: string | undefined): void {
    if (splitId !== undefined) this.addSplit(splitId);
    this.#select(splitId);
  }

  #restore(generators: readonly GeneratorProgress[]): void {
    const nowMs = this.#context.environment.ports.scheduler.monotonicNow();
    for (const progress of generators) {
      if (progress.splitId === undefined) {
        this.#output.restore(progress.watermarkMs, progress.isIdle);
        this.#main.restore(progress, nowMs);
        this.maxTimestampMs = progress.maxTimestampMs;
      } else {
        this.#restoredSplits.set(progress.splitId, progress);
      }
    }
  }

  /** The timestamp under which a record flows on. */
  timestampOf(value: unknown, timestampMs: number): number {
    if (this.#assign === undefined) return timestampMs;
    const assigned = this.#assign(value, timestampMs);
    if (typeof assigned === "number" && !Number.isNaN(assigned)) return assigned;
    throw streamError("RUNTIME_WRONG_TIMESTAMP", {
      operator: this.#context.node.name,
      value: String(assigned),
    });
  }

  /** To be called when the record has been forwarded. */
  afterRecord(value: unknown, timestampMs: number): void {
    if (timestampMs > this.maxTimestampMs) this.maxTimestampMs = timestampMs;
    this.#enter();
    this.#current.afterRecord(value, timestampMs);
  }

  /** Emits the watermark that follows from the records so far, or says that there have been none for too long. */
  onPeriodicEmit(isHeldBack: boolean): void {
    const nowMs = this.#context.environment.ports.scheduler.monotonicNow();
    this.#current.maxTimestampMs = this.maxTimestampMs;
    this.#enter();
    if (this.#splits.size === 0) {
      this.#main.onPeriodicEmit(nowMs, isHeldBack || !this.#isRead(undefined));
      return;
    }
    this.#combined.defer();
    for (const [splitId, { maker }] of this.#splits)
      maker.onPeriodicEmit(nowMs, isHeldBack || !this.#isRead(splitId));
    this.#combined.combine();
  }

  /** Forwards a watermark from before, also where this operator has said that it is idle. */
  forward(timestampMs: number): void {
    this.#output.forward(timestampMs);
  }

  /** Writes the assignment, the emission under the new timestamp, and what follows it. */
  generate(code: OperatorCode): void {
    const tracker = code.bind("tracker", this);
    const { watermarkStrategy } = this.#context.node;
    const { generation, idlenessMs } = watermarkStrategy;
    const isWatched = watermarkDelayMs(watermarkStrategy) !== undefined;
    const isCounted = generation.kind === "custom" || idlenessMs !== undefined;
    if (this.#assign === undefined && !isWatched && !isCounted) {
      code.emit(code.value);
      return;
    }
    const timestamp = code.local("timestamp");
    code.enter();
    code.line(`const ${timestamp} = ${this.#timestampText(code, tracker)};`);
    if (this.#assign === undefined) code.emit(code.value);
    else code.retime(timestamp, () => code.emit(code.value));
    if (isCounted) code.line(`${tracker}.afterRecord(${code.value}, ${timestamp});`);
    else if (isWatched)
      code.line(
        `if (${timestamp} > ${tracker}.maxTimestampMs) ${tracker}.maxTimestampMs = ${timestamp};`,
      );
  }

  #timestampText(code: OperatorCode, tracker: string): string {
    return this.#assign === undefined
      ? code.timestampMs
      : `${tracker}.timestampOf(${code.value}, ${code.timestampMs})`;
  }

  #select(splitId: string | undefined): void {
    this.#current.maxTimestampMs = this.maxTimestampMs;
    this.currentSplitId = splitId;
    const tracked = splitId === undefined ? undefined : this.#splits.get(splitId);
    this.#current = tracked?.maker ?? this.#main;
    this.maxTimestampMs = this.#current.maxTimestampMs;
  }

  #enter(): void {
    const { guard } = this.#context;
    guard.running.number = guard.operatorNumber;
  }
}

function assignerOf(slot: unknown, subtask: number): Assign {
  const assigner: unknown = instantiate({ value: slot, role: "extractTimestamp" }, subtask);
  // The strategy has checked that it is a function, or an object with `extractTimestamp`.
  if (typeof assigner === "function") return assigner as Assign;
  const object = assigner as { extractTimestamp: Assign };
  return (value, timestampMs) => object.extractTimestamp(value, timestampMs);
}
