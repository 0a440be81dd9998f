/**
 * Watermarks, statuses and the end of input through a chain; the same for plain and generated chains.
 *
 * F1: a watermark is the minimum over the head's active inputs and only rises; NaN and what goes back is ignored.
 * F2: an operator whose input handles a control element forwards it itself, after what it caused (T1); otherwise it is
 * forwarded here. F3: `finish` of an operator comes before `endInput` of those behind it.
 */
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { JobOutput } from "../../plan/job-graph.ts";
import type { Input, Operator } from "../operators/operator.ts";
import type { OperatorLayout } from "./chain-layout.ts";
import type { ControlForwarding } from "./chain-output.ts";

/** What one head input has said so far. */
interface InputProgress {
  watermarkMs: number;
  isIdle: boolean;
  hasEnded: boolean;
}

/** Control elements of one chain. */
export class ControlFlow implements ControlForwarding {
  readonly #operators: readonly Operator[];
  readonly #layout: readonly OperatorLayout[];
  readonly #edge: (index: number) => Input;
  readonly #enter: (operator: number) => void;
  readonly #watermarks: number[];
  #inputs: readonly InputProgress[] = [];
  #isIdle = false;

  /** `operators` may still be empty; `enter` says which operator's code runs next. */
  constructor(
    operators: readonly Operator[],
    layout: readonly OperatorLayout[],
    edge: (index: number) => Input,
    enter: (operator: number) => void,
  ) {
    this.#operators = operators;
    this.#layout = layout;
    this.#edge = edge;
    this.#enter = enter;
    this.#watermarks = layout.map(() => MIN_TIMESTAMP);
  }

  /** Called when the head's inputs are known. */
  startInputs(count: number): void {
    this.#inputs = Array.from({ length: count }, () => ({
      watermarkMs: MIN_TIMESTAMP,
      isIdle: false,
      hasEnded: false,
    }));
  }

  watermarkOf(operator: number): number {
    return this.#watermarks[operator] ?? MIN_TIMESTAMP;
  }

  /** A watermark at an input of the head. */
  headWatermark(input: number, timestampMs: number): void {
    const progress = this.#inputs[input];
    if (progress === undefined || !(timestampMs > progress.watermarkMs)) return;
    progress.watermarkMs = timestampMs;
    this.#advanceHead(input);
  }

  headStatus(input: number, isIdle: boolean): void {
    const progress = this.#inputs[input];
    if (progress === undefined || progress.isIdle === isIdle) return;
    progress.isIdle = isIdle;
    const isChainIdle = this.#inputs.every((one) => one.isIdle);
    if (isChainIdle !== this.#isIdle) {
      this.#isIdle = isChainIdle;
      this.#status(0, input, isChainIdle);
    }
    if (!isChainIdle) this.#advanceHead(input);
  }

  /** The end of an input of the head; the last one finishes the chain. */
  headEnd(input: number): void {
    const progress = this.#inputs[input];
    if (progress === undefined || progress.hasEnded) return;
    progress.hasEnded = true;
    this.#enter(0);
    this.#operators[0]?.inputs[input]?.endInput?.();
    if (this.#inputs.every((one) => one.hasEnded)) this.#finish(0);
  }

  forwardWatermark(operator: number, timestampMs: number): void {
    for (const output of this.#layout[operator]?.all ?? []) {
      if (output.to === "edge") this.#edge(output.edge).watermark(timestampMs);
      else this.#watermark(output.operator, 0, timestampMs);
    }
  }

  forwardStatus(operator: number, isIdle: boolean): void {
    for (const output of this.#layout[operator]?.all ?? []) {
      if (output.to === "edge") this.#edge(output.edge).status(isIdle);
      else this.#status(output.operator, 0, isIdle);
    }
  }

  #advanceHead(input: number): void {
    let minimumMs = Number.POSITIVE_INFINITY;
    for (const one of this.#inputs)
      if (!one.isIdle && one.watermarkMs < minimumMs) minimumMs = one.watermarkMs;
    if (minimumMs !== Number.POSITIVE_INFINITY) this.#watermark(0, input, minimumMs);
  }

  #watermark(operator: number, input: number, timestampMs: number): void {
    if (!(timestampMs > this.watermarkOf(operator))) return;
    this.#watermarks[operator] = timestampMs;
    const handler = this.#operators[operator]?.inputs[input];
    if (handler?.watermark === undefined) {
      this.forwardWatermark(operator, timestampMs);
    } else {
      this.#enter(operator);
      handler.watermark(timestampMs);
    }
  }

  #status(operator: number, input: number, isIdle: boolean): void {
    const handler = this.#operators[operator]?.inputs[input];
    if (handler?.status === undefined) {
      this.forwardStatus(operator, isIdle);
    } else {
      this.#enter(operator);
      handler.status(isIdle);
    }
  }

  #finish(operator: number): void {
    this.#enter(operator);
    this.#operators[operator]?.finish?.();
    for (const output of this.#layout[operator]?.all ?? []) this.#end(output);
  }

  #end(output: JobOutput): void {
    if (output.to === "edge") {
      this.#edge(output.edge).endInput();
      return;
    }
    this.#enter(output.operator);
    this.#operators[output.operator]?.inputs[0]?.endInput?.();
    this.#finish(output.operator);
  }
}
