/**
 * The inputs of a subtask in BATCH mode: sorted inputs wait until all of them have come, then are read as one, key by key.
 *
 * OI1: nothing of a sorted or held input reaches the chain before every input has ended and is in order; direct inputs
 * go through. OI2: of equal keys the earlier timestamp comes first, then the earlier input, then the earlier arrival.
 * OI3: a key ends (`endKey`) before the next one begins, and the last one before the final watermark and the end. OI4:
 * as a gate it is closed while a run is written; as a pollable it works in pieces (W5). OI5: files are gone after `close`.
 *
 * Flink: `SortingDataInput`, `MultiInputSortingDataInput`. Watermarks and statuses are not for buffered records.
 * @internal
 */
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { InputMode } from "../../plan/runtime-mode.ts";
import { compareBytes } from "../../types/key-bytes.ts";
import type { Input } from "../operators/operator.ts";
import type { RecordCopier } from "../operators/record-copier.ts";
import type { Gate, Pollable } from "../pollable.ts";
import type { WorkerSignals } from "../signals.ts";
import { InputSorter, type InputSorterPorts, inputOfRank } from "./input-sorter.ts";
import { MergedRecords } from "./merged-records.ts";

/** The chain behind the inputs. */
export interface OrderedTarget {
  readonly inputs: readonly Input[];
  endKey(): void;
  describeFailure(error: unknown): unknown;
}

/** What one input is. */
export interface OrderedInput extends Omit<InputSorterPorts, "order" | "inputIndex"> {
  readonly mode: InputMode;
  /** O1: present where the sender may change a record after its call. */
  readonly copy: RecordCopier | undefined;
}

export interface OrderedInputsPorts {
  readonly name: string;
  readonly position: number;
  readonly signals: WorkerSignals;
  readonly target: OrderedTarget;
  readonly inputs: readonly OrderedInput[];
  /** Ends the job from outside of a call. */
  fail(error: unknown): void;
}

interface BufferedInput {
  readonly index: number;
  readonly target: Input;
  readonly sorter: InputSorter;
}

/** One per subtask that has such an input. */
export class OrderedInputs implements Gate, Pollable {
  /** In front of the chain's, by index. */
  readonly inputs: readonly Input[];
  readonly position: number;
  isFinished = false;
  reaches: readonly Gate[] = [];
  readonly #ports: OrderedInputsPorts;
  readonly #buffered: BufferedInput[] = [];
  readonly #isKeyed: boolean;
  #openCount: number;
  #merged: MergedRecords | undefined;
  /** Of the key whose records are being read. */
  #keyBytes: Uint8Array | undefined;
  #pending: Promise<void> | undefined;

  constructor(ports: OrderedInputsPorts) {
    this.#ports = ports;
    this.position = ports.position;
    this.#openCount = ports.inputs.length;
    this.#isKeyed = ports.inputs.some(({ mode }) => mode === "sorted");
    this.inputs = ports.target.inputs.map((target, index) => this.#createInput(target, index));
  }

  get name(): string {
    return this.#ports.name;
  }

  /** Says which gates the chain leads to. Called once, before anything runs. */
  attachGates(reaches: Iterable<Gate>): void {
    this.reaches = [...reaches];
  }

  hasRoom(): boolean {
    return this.#buffered.every(({ sorter }) => sorter.hasRoom);
  }

  isReady(): boolean {
    if (this.#pending !== undefined) return false;
    return (
      this.#openCount === 0 ||
      this.#buffered.some(({ sorter }) => sorter.hasWork || sorter.isWaiting)
    );
  }

  poll(limit: number): number {
    for (const { sorter } of this.#buffered) {
      if (sorter.hasWork) return sorter.run(limit);
      if (sorter.isWaiting) return this.#wait(() => sorter.wait());
    }
    if (this.#openCount > 0) return 0;
    const merged = (this.#merged ??= this.#merge());
    if (!merged.isLoaded) return this.#wait(() => merged.load());
    return this.#emit(merged, limit);
  }

  available(): Promise<void> | undefined {
    return this.#pending;
  }

  describeFailure(error: unknown): unknown {
    return this.#ports.target.describeFailure(error);
  }

  /** The most bytes held by an input at a time, and the runs written by all of them. */
  get figures(): { readonly peakBytes: number; readonly spilledRunCount: number } {
    const sorters = this.#buffered.map(({ sorter }) => sorter);
    return {
      peakBytes: Math.max(0, ...sorters.map(({ peakBytes }) => peakBytes)),
      spilledRunCount: sorters.reduce((sum, { spilledRunCount }) => sum + spilledRunCount, 0),
    };
  }

  /** Waits for what is under way and removes the files (OI5). */
  async close(): Promise<void> {
    await this.#pending?.catch(() => {}); // it has failed the job already
    for (const { sorter } of this.#buffered) await sorter.close();
  }

  #createInput(target: Input, index: number): Input {
    const input = this.#ports.inputs[index];
    if (input === undefined) throw new RangeError(`${this.name} has no input ${index}`); // a defect of the graph
    if (input.mode === "direct") {
      return {
        element: (value, timestampMs, key) => target.element(value, timestampMs, key),
        watermark: (timestampMs) => target.watermark(timestampMs),
        status: (isIdle) => target.status(isIdle),
        endInput: () => {
          target.endInput();
          this.#openCount--;
        },
      };
    }
    const order = input.mode === "sorted" ? "key" : "arrival";
    const sorter = new InputSorter({ ...input, order, inputIndex: index });
    this.#buffered.push({ index, target, sorter });
    const { signals } = this.#ports;
    const { copy } = input;
    return {
      element(value, timestampMs, key) {
        sorter.add(copy === undefined ? value : copy(value), timestampMs, key);
        if (!sorter.hasRoom) signals.raiseStop();
      },
      watermark() {},
      status() {},
      endInput: () => {
        sorter.endInput();
        this.#openCount--;
      },
    };
  }

  #merge(): MergedRecords {
    return new MergedRecords(this.#buffered.flatMap(({ sorter }) => sorter.cursors()));
  }

  #emit(merged: MergedRecords, limit: number): number {
    const { signals, target } = this.#ports;
    let done = 0;
    while (done < limit && signals.stop === 0 && merged.isLoaded) {
      const { current } = merged;
      if (current === undefined) {
        this.#finish();
        return done + 1;
      }
      if (this.#isKeyed && this.#isOtherKey(current.keyBytes)) {
        const hasKey = this.#keyBytes !== undefined;
        this.#keyBytes = current.keyBytes;
        done++;
        if (hasKey) target.endKey();
        // The timers of the key may need more slices; what is behind it may be full.
        if (signals.stop !== 0) break;
      }
      const { value, timestampMs, key, rank } = current;
      merged.advance();
      target.inputs[inputOfRank(rank)]?.element(value, timestampMs, key);
      done++;
    }
    return Math.max(1, done);
  }

  /** The last key, the final watermark, the end. */
  #finish(): void {
    const { target } = this.#ports;
    this.isFinished = true;
    if (this.#keyBytes !== undefined) target.endKey();
    for (const buffered of this.#buffered) buffered.target.watermark(MAX_TIMESTAMP);
    for (const buffered of this.#buffered) buffered.target.endInput();
  }

  #isOtherKey(keyBytes: Uint8Array): boolean {
    const known = this.#keyBytes;
    if (known === keyBytes) return false;
    return known === undefined || compareBytes(known, keyBytes) !== 0;
  }

  #wait(start: () => Promise<void>): number {
    const pending = start().then(
      () => {
        this.#pending = undefined;
      },
      (error: unknown) => {
        this.#ports.fail(this.describeFailure(error));
      },
    );
    this.#pending = pending;
    return 1;
  }
}
