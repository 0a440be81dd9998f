/**
 * What an operator of a full-window partition does when its input has ended, in slices (W5).
 *
 * EI1: the last watermark is held back until all results are out, so that it follows what it caused (T1); those before
 * pass. EI2: the chain ends the operator, and what is behind it, when nothing is left. EI3: each slice runs under this
 * operator's number.
 */
import { readOption, SLICE_MAX_RECORDS } from "../../../base/config-options.ts";
import { streamError } from "../../../base/stream-error.ts";
import { MAX_TIMESTAMP } from "../../../base/timestamps.ts";
import { type ResumableWork, Suspension } from "../../suspension.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { OperatorInput } from "../operator.ts";

/** The most results between two looks at the clock and at what else there is to do. */
const RESULTS_PER_SLICE = 1024;

/** Work at the end, in pieces: does up to `limit`, at least one; returns how many, 0 when nothing is left. */
export type FinalWork = (limit: number) => number;

/** The end of one operator's input. */
export class EndOfInput implements ResumableWork {
  readonly suspension: Suspension;
  /** Pieces of work in one slice. */
  readonly sliceSize: number;
  readonly #context: ChainedContext;
  readonly #begin: () => FinalWork;
  #work: FinalWork | undefined;
  #holdsWatermark = false;

  /** `begin` is called once, when the input has ended. */
  constructor(context: ChainedContext, begin: () => FinalWork) {
    const { environment, operator } = context;
    this.#context = context;
    this.#begin = begin;
    this.sliceSize = Math.min(
      RESULTS_PER_SLICE,
      readOption(environment.configuration, SLICE_MAX_RECORDS),
    );
    this.suspension = new Suspension(this, environment.signals, operator.inputTypes);
  }

  /** The input of an operator that takes records by `element`. */
  input(element: OperatorInput["element"]): OperatorInput {
    return {
      element,
      watermark: (timestampMs) => {
        if (timestampMs === MAX_TIMESTAMP) this.#holdsWatermark = true;
        else this.#context.output.watermark(timestampMs);
      },
      endInput: () => this.#end(),
    };
  }

  /** What was kept, and how far the function has come with it, is in no state. */
  refuseSnapshot(): never {
    throw streamError("RUNTIME_NO_SNAPSHOT", { operator: this.#context.node.name });
  }

  get hasWork(): boolean {
    return this.#work !== undefined;
  }

  get isFull(): boolean {
    return this.hasWork;
  }

  get isOutstanding(): boolean {
    return this.hasWork;
  }

  resume(limit: number): number {
    const { guard, environment, output } = this.#context;
    const most = Math.min(limit, this.sliceSize);
    let done = 0;
    while (this.#work !== undefined && done < most && environment.signals.stop === 0) {
      guard.running.number = guard.operatorNumber;
      const pieces = this.#work(most - done);
      done += pieces;
      if (pieces === 0) this.#work = undefined;
    }
    if (this.#work === undefined && this.#holdsWatermark) {
      this.#holdsWatermark = false;
      output.watermark(MAX_TIMESTAMP);
    }
    return done;
  }

  #end(): void {
    this.#work = this.#begin();
    this.resume(this.sliceSize);
    if (this.hasWork) this.suspension.suspend();
  }
}
