/** The side outputs of an operator's function: checks the tag, converts into the tag's type, and sends. */
import { streamError } from "../../base/stream-error.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import { previewOf } from "../../types/text.ts";
import type { ChainedContext } from "./chained-context.ts";
import { outputOutsideCall } from "./operator-collector.ts";
import { RecordCheck } from "./record-check.ts";

/** Takes the elements `[tag, value]` of a function's result; a context of a call, which knows its timestamp. */
export interface SideTarget {
  /** Not under a user's call. */
  sideElement(tag: OutputTag<unknown>, value: unknown): void;
}

/** One per context. */
export class SideOutputs {
  readonly #context: ChainedContext;
  readonly #checks = new Map<string, RecordCheck>();

  constructor(context: ChainedContext) {
    this.#context = context;
  }

  /** `ctx.output`: sends out of a user's call (W7). */
  output(tag: OutputTag<never>, value: unknown, timestampMs: number): void {
    const { guard } = this.#context;
    if (guard.running.number !== guard.operatorNumber) throw outputOutsideCall(guard);
    const record = this.#check(tag, value);
    try {
      this.#context.output.side(tag.id, record, timestampMs);
    } catch (error) {
      throw this.#context.downstreamFailed(error);
    }
    guard.running.number = guard.operatorNumber;
  }

  /** Sends an element `[tag, value]` of a result; not under a user's call. */
  element(tag: OutputTag<never>, value: unknown, timestampMs: number): void {
    this.#context.output.side(tag.id, this.#check(tag, value), timestampMs);
  }

  #check(tag: OutputTag<never>, value: unknown): unknown {
    if (!OutputTag.is(tag))
      throw streamError("RUNTIME_WRONG_OUTPUT_TAG", {
        operator: this.#context.node.name,
        given: previewOf(tag),
      });
    let check = this.#checks.get(tag.id);
    if (check === undefined) {
      check = new RecordCheck(tag.type, this.#context.node.name);
      this.#checks.set(tag.id, check);
    }
    return check.check(value);
  }
}
