/**
 * W6: what arrives at a full operator or behind deep calls, first in, first out: records, watermarks, statuses, the end.
 *
 * I1: a record that waits is a copy, also under object reuse: its sender may change it as soon as the call has returned.
 * I2: with `last`, watermarks in a row are one, so that clocks that go on while the operator is full do not fill it;
 * with `all` each is kept, for operators that must do as if it had been one call (W5).
 * @internal
 */
import type { AnyTypeInformation } from "../types/type-information.ts";
import { heldCopier, type RecordCopier } from "./operators/record-copier.ts";

/** Who takes what waited. The same four calls as at an operator's input; `input` says at which. */
export interface InboxTarget {
  element(value: unknown, timestampMs: number, key: unknown, input: number): void;
  watermark(timestampMs: number, input: number): void;
  status(isIdle: boolean, input: number): void;
  endInput(input: number): void;
}

/** What waits, as it arrived. */
export type InboxItem =
  | {
      readonly type: "record";
      readonly value: unknown;
      readonly timestampMs: number;
      readonly key: unknown;
      readonly input: number;
    }
  | { readonly type: "watermark"; readonly timestampMs: number; readonly input: number }
  | { readonly type: "status"; readonly isIdle: boolean; readonly input: number }
  | { readonly type: "end"; readonly input: number };

/** The queue of one operator, for all of its inputs: 0 where there is one. */
export class Inbox {
  readonly #types: readonly (AnyTypeInformation | undefined)[];
  readonly #watermarks: "all" | "last";
  /** By input, made for the first record that waits: most inboxes never hold one. */
  readonly #copiers: RecordCopier[] = [];
  #items: InboxItem[] = [];
  #head = 0;

  /** `types` is what records are declared to be, by input; `watermarks`: which of those in a row are kept (I2). */
  constructor(types: readonly (AnyTypeInformation | undefined)[], watermarks: "all" | "last") {
    this.#types = types;
    this.#watermarks = watermarks;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  element(value: unknown, timestampMs: number, key?: unknown, input: number = 0): void {
    const copy = (this.#copiers[input] ??= heldCopier(this.#types[input]));
    this.#items.push({ type: "record", value: copy(value), timestampMs, key, input });
  }

  watermark(timestampMs: number, input: number = 0): void {
    const last = this.#watermarks === "last" ? this.#items.at(-1) : undefined;
    if (last?.type === "watermark" && last.input === input) this.#items.pop();
    this.#items.push({ type: "watermark", timestampMs, input });
  }

  status(isIdle: boolean, input: number = 0): void {
    this.#items.push({ type: "status", isIdle, input });
  }

  endInput(input: number = 0): void {
    this.#items.push({ type: "end", input });
  }

  /** What waits, in order. */
  items(): readonly InboxItem[] {
    return this.#items.slice(this.#head);
  }

  /** Puts something that waited before a restore behind the rest; the inbox owns it. */
  restore(item: InboxItem): void {
    this.#items.push(item);
  }

  /** Hands over up to `limit` items while `canTake()`; returns how many. An item is gone before the target sees it. */
  drain(target: InboxTarget, limit: number, canTake: () => boolean): number {
    let done = 0;
    while (done < limit && this.size > 0 && canTake()) {
      const item = this.#take();
      done++;
      switch (item.type) {
        case "record":
          target.element(item.value, item.timestampMs, item.key, item.input);
          break;
        case "watermark":
          target.watermark(item.timestampMs, item.input);
          break;
        case "status":
          target.status(item.isIdle, item.input);
          break;
        case "end":
          target.endInput(item.input);
          break;
      }
    }
    return done;
  }

  #take(): InboxItem {
    const item = this.#items[this.#head++] as InboxItem; // callers asked for `size > 0`
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }
}
