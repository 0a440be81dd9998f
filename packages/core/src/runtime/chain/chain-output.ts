/** The outputs of one operator of a chain: records by wired functions, control elements by the chain's control flow. */
import type { OperatorOutput } from "../operators/operator.ts";

/** Takes a record. */
export type SendRecord = (value: unknown, timestampMs: number) => void;

/** Forwards control elements behind an operator. */
export interface ControlForwarding {
  forwardWatermark(operator: number, timestampMs: number): void;
  forwardStatus(operator: number, isIdle: boolean): void;
}

/** Wired once, after the operators are made: `element` and `sides` are plain or generated functions. */
export class ChainOutput implements OperatorOutput {
  element: SendRecord = () => {};
  /** By tag; a tag without a consumer is dropped. */
  readonly sides: Map<string, SendRecord> = new Map();
  readonly #operator: number;
  readonly #control: ControlForwarding;

  constructor(operator: number, control: ControlForwarding) {
    this.#operator = operator;
    this.#control = control;
  }

  side(tagId: string, value: unknown, timestampMs: number): void {
    this.sides.get(tagId)?.(value, timestampMs);
  }

  watermark(timestampMs: number): void {
    this.#control.forwardWatermark(this.#operator, timestampMs);
  }

  status(isIdle: boolean): void {
    this.#control.forwardStatus(this.#operator, isIdle);
  }
}
