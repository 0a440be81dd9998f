/**
 * Watermarks, statuses and the end of input through a chain; the same for plain and generated chains.
 *
 * F1: a watermark is the minimum over the head's active inputs and only rises; NaN and what goes back is ignored.
 * F2: an operator whose input handles a control element forwards it itself, after what it caused (T1); otherwise it is
 * forwarded here. F3: `finish` of an operator comes after what is outstanding of it (SU4), and before `endInput` of
 * those behind it. F4: what arrives at a suspended operator waits in its inbox, and is delivered by its polls as if it
 * arrived then (W6).
 */
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type { OperatorProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import type { JobOutput } from "../../plan/job-graph.ts";
import type { Inbox } from "../inbox.ts";
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
  readonly #forwarded: number[];
  #inputs: readonly InputProgress[] = [];
  #isIdle = false;
  /** Ends of inputs that have reached the head. */
  #endedCount = 0;
  readonly #hasFinished: boolean[];

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
    this.#forwarded = layout.map(() => MIN_TIMESTAMP);
    this.#hasFinished = layout.map(() => false);
  }

  /**
   * Called when the head's inputs are known. After a restore they begin where they were, or, where the head was inside of
   * another chain then, as the operator itself was. `waitingEndCount`: ends that the head has not got yet.
   */
  startInputs(count: number, restored?: OperatorProgress, waitingEndCount: number = 0): void {
    const own = {
      watermarkMs: restored?.watermarkMs ?? MIN_TIMESTAMP,
      isIdle: false,
      hasEnded: restored !== undefined && (restored.hasFinished || restored.isFinishHeld),
    };
    const known = restored?.inputs.length === count ? restored.inputs : [];
    this.#inputs = Array.from({ length: count }, (_, index) => {
      const { watermarkMs, isIdle, hasEnded } = known[index] ?? own;
      return { watermarkMs, isIdle, hasEnded };
    });
    this.#isIdle = count > 0 && this.#inputs.every(({ isIdle }) => isIdle);
    this.#endedCount = this.#inputs.filter(({ hasEnded }) => hasEnded).length - waitingEndCount;
  }

  /** What a snapshot says of an operator; `inputs` of the head only. */
  progressOf(operator: number): Omit<OperatorProgress, "isFinishHeld"> {
    return {
      watermarkMs: this.watermarkOf(operator),
      inputs: operator === 0 ? this.#inputs.map((progress) => ({ ...progress, channels: [] })) : [],
      hasFinished: this.hasFinished(operator),
    };
  }

  /** The operator goes on where it was. */
  restoreOperator(operator: number, { watermarkMs, hasFinished }: OperatorProgress): void {
    this.#watermarks[operator] = watermarkMs;
    this.#hasFinished[operator] = hasFinished;
  }

  watermarkOf(operator: number): number {
    return this.#watermarks[operator] ?? MIN_TIMESTAMP;
  }

  /** The last watermark that an operator has sent on, `MIN_TIMESTAMP` before the first. */
  forwardedWatermarkOf(operator: number): number {
    return this.#forwarded[operator] ?? MIN_TIMESTAMP;
  }

  /** The last watermark at one input of the head, whatever the others say. */
  headWatermarkOf(input: number): number {
    return this.#inputs[input]?.watermarkMs ?? MIN_TIMESTAMP;
  }

  /** True when all inputs of an operator have ended and it has finished. */
  hasFinished(operator: number): boolean {
    return this.#hasFinished[operator] === true;
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
      this.#arriveStatus(0, input, isChainIdle);
    }
    if (!isChainIdle) this.#advanceHead(input);
  }

  /** The end of an input of the head; the last one finishes the chain. */
  headEnd(input: number): void {
    const progress = this.#inputs[input];
    if (progress === undefined || progress.hasEnded) return;
    progress.hasEnded = true;
    this.#arriveEnd(0, input);
  }

  forwardWatermark(operator: number, timestampMs: number): void {
    this.#forwarded[operator] = timestampMs;
    for (const output of this.#layout[operator]?.all ?? []) {
      if (output.to === "edge") this.#edge(output.edge).watermark(timestampMs);
      else this.#arriveWatermark(output.operator, 0, timestampMs);
    }
  }

  forwardStatus(operator: number, isIdle: boolean): void {
    for (const output of this.#layout[operator]?.all ?? []) {
      if (output.to === "edge") this.#edge(output.edge).status(isIdle);
      else this.#arriveStatus(output.operator, 0, isIdle);
    }
  }

  #advanceHead(input: number): void {
    let minimumMs = Number.POSITIVE_INFINITY;
    for (const one of this.#inputs)
      if (!one.isIdle && one.watermarkMs < minimumMs) minimumMs = one.watermarkMs;
    if (minimumMs !== Number.POSITIVE_INFINITY) this.#arriveWatermark(0, input, minimumMs);
  }

  #arriveWatermark(operator: number, input: number, timestampMs: number): void {
    const inbox = this.#inboxOf(operator);
    if (inbox === undefined) this.deliverWatermark(operator, input, timestampMs);
    else inbox.watermark(timestampMs, input);
  }

  deliverWatermark(operator: number, input: number, timestampMs: number): void {
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

  #arriveStatus(operator: number, input: number, isIdle: boolean): void {
    const inbox = this.#inboxOf(operator);
    if (inbox === undefined) this.deliverStatus(operator, input, isIdle);
    else inbox.status(isIdle, input);
  }

  deliverStatus(operator: number, input: number, isIdle: boolean): void {
    const handler = this.#operators[operator]?.inputs[input];
    if (handler?.status === undefined) {
      this.forwardStatus(operator, isIdle);
    } else {
      this.#enter(operator);
      handler.status(isIdle);
    }
  }

  #arriveEnd(operator: number, input: number): void {
    const inbox = this.#inboxOf(operator);
    if (inbox === undefined) this.deliverEnd(operator, input);
    else inbox.endInput(input);
  }

  deliverEnd(operator: number, input: number): void {
    this.#enter(operator);
    this.#operators[operator]?.inputs[input]?.endInput?.();
    const hasEnded = operator > 0 || ++this.#endedCount === this.#inputs.length;
    if (hasEnded && this.#operators[operator]?.suspension?.holdsFinish() !== true)
      this.finish(operator);
  }

  /** Where things wait for an operator that is suspended. */
  #inboxOf(operator: number): Inbox | undefined {
    const suspension = this.#operators[operator]?.suspension;
    return suspension?.isSuspended ? suspension.inbox : undefined;
  }

  /** Called once per operator, when its inputs have ended and nothing is outstanding. */
  finish(operator: number): void {
    this.#enter(operator);
    this.#operators[operator]?.finish?.();
    this.#hasFinished[operator] = true;
    for (const output of this.#layout[operator]?.all ?? []) this.#end(output);
  }

  #end(output: JobOutput): void {
    if (output.to === "edge") this.#edge(output.edge).endInput();
    else this.#arriveEnd(output.operator, 0);
  }
}
