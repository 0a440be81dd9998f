/**
 * W6: what arrives at a full operator or behind deep calls, first in, first out: records, watermarks, statuses, the end.
 *
 * I1: a record that waits is a copy, also under object reuse: its sender may change it as soon as the call has returned.
 * I2: watermarks in a row are one, the last, so that clocks that go on while the operator is full do not fill it.
 * @internal
 */
import type { AnyTypeInformation } from "../types/type-information.ts";
import { heldCopier, type RecordCopier } from "./operators/record-copier.ts";

/** Who takes what waited. The same four calls as at an operator's input, without the key. */
export interface InboxTarget {
  element(value: unknown, timestampMs: number): void;
  watermark(timestampMs: number): void;
  status(isIdle: boolean): void;
  endInput(): void;
}

type InboxItem =
  | { readonly type: "record"; readonly value: unknown; readonly timestampMs: number }
  | { readonly type: "watermark"; readonly timestampMs: number }
  | { readonly type: "status"; readonly isIdle: boolean }
  | { readonly type: "end" };

/** A queue of one operator's input. */
export class Inbox {
  readonly #type: AnyTypeInformation | undefined;
  /** Made for the first record that waits: most inboxes never hold one. */
  #copy: RecordCopier | undefined;
  #items: InboxItem[] = [];
  #head = 0;

  /** `type` is what records are declared to be. */
  constructor(type: AnyTypeInformation | undefined) {
    this.#type = type;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  element(value: unknown, timestampMs: number): void {
    this.#copy ??= heldCopier(this.#type);
    this.#items.push({ type: "record", value: this.#copy(value), timestampMs });
  }

  watermark(timestampMs: number): void {
    if (this.#items.at(-1)?.type === "watermark") this.#items.pop();
    this.#items.push({ type: "watermark", timestampMs });
  }

  status(isIdle: boolean): void {
    this.#items.push({ type: "status", isIdle });
  }

  endInput(): void {
    this.#items.push({ type: "end" });
  }

  /** Hands over up to `limit` items while `canTake()`; returns how many. An item is gone before the target sees it. */
  drain(target: InboxTarget, limit: number, canTake: () => boolean): number {
    let done = 0;
    while (done < limit && this.size > 0 && canTake()) {
      const item = this.#take();
      done++;
      switch (item.type) {
        case "record":
          target.element(item.value, item.timestampMs);
          break;
        case "watermark":
          target.watermark(item.timestampMs);
          break;
        case "status":
          target.status(item.isIdle);
          break;
        case "end":
          target.endInput();
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
