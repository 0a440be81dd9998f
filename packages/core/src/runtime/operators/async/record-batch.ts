/**
 * Records that are gathered for one call, and the watermarks and statuses that came between them.
 *
 * RB1: a watermark leaves after every result of the records before it, also where results cannot be told apart.
 * @internal
 */
import { NO_TIMESTAMP } from "../../../base/timestamps.ts";
import type { OperatorOutput } from "../operator.ts";
import type { HeldItem } from "./held-requests.ts";
import { type Mark, sendMark } from "./queued-mark.ts";

/** A mark and the number of records before it. */
interface PlacedMark {
  readonly recordsBefore: number;
  readonly mark: Mark;
}

/** The records of one call, in the order of their arrival. */
export class RecordBatch {
  readonly records: unknown[] = [];
  readonly timestampsMs: number[] = [];
  readonly marks: PlacedMark[] = [];

  add(record: unknown, timestampMs: number): void {
    this.records.push(record);
    this.timestampsMs.push(timestampMs);
  }

  addMark(mark: Mark): void {
    this.marks.push({ recordsBefore: this.records.length, mark });
  }

  /** Records and marks as they came. */
  held(): readonly HeldItem[] {
    const held: HeldItem[] = [];
    let marks = 0;
    for (let index = 0; index <= this.records.length; index++) {
      for (
        let placed = this.marks[marks];
        placed?.recordsBefore === index;
        placed = this.marks[++marks]
      )
        held.push(placed.mark);
      if (index < this.records.length)
        held.push({
          type: "record",
          value: this.records[index],
          timestampMs: this.timestampsMs[index] ?? NO_TIMESTAMP,
        });
    }
    return held;
  }

  /**
   * Emits what came of the batch. As many results as records: one of each, in order. Otherwise nobody knows what came of
   * what: all have the earliest timestamp and leave before all marks.
   */
  emit(results: readonly unknown[], output: OperatorOutput): void {
    const isOneToOne = results.length === this.records.length;
    const earliestMs = isOneToOne ? 0 : Math.min(...this.timestampsMs);
    let marksSent = 0;
    for (const [index, result] of results.entries()) {
      if (isOneToOne) marksSent = this.#sendMarks(marksSent, index, output);
      output.element(result, isOneToOne ? (this.timestampsMs[index] ?? 0) : earliestMs);
    }
    this.#sendMarks(marksSent, this.records.length, output);
  }

  /** Sends the marks that have at most so many records before them; how many were sent in all. */
  #sendMarks(sent: number, recordsBefore: number, output: OperatorOutput): number {
    let next = sent;
    for (let placed = this.marks[next]; placed !== undefined; placed = this.marks[next]) {
      if (placed.recordsBefore > recordsBefore) break;
      sendMark(placed.mark, output);
      next += 1;
    }
    return next;
  }
}
