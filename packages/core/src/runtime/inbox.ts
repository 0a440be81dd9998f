/**
 * W6: what arrives at a suspended or full operator, first in, first out: records, watermarks, statuses, end of input.
 *
 * Used only while the operator cannot take anything; nothing upstream is polled until it is empty, so it holds at most
 * one record's amplification per pollable upstream.
 * @internal
 */

/** Who takes what waited. The same four calls as at an operator's input; `input` says at which. */
export interface InboxTarget {
  element(value: unknown, timestampMs: number, key: unknown, input: number): void;
  watermark(timestampMs: number, input: number): void;
  status(isIdle: boolean, input: number): void;
  endInput(input: number): void;
}

type InboxItem =
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
  #items: InboxItem[] = [];
  #head = 0;

  get size(): number {
    return this.#items.length - this.#head;
  }

  element(value: unknown, timestampMs: number, key?: unknown, input: number = 0): void {
    this.#items.push({ type: "record", value, timestampMs, key, input });
  }

  watermark(timestampMs: number, input: number = 0): void {
    this.#items.push({ type: "watermark", timestampMs, input });
  }

  status(isIdle: boolean, input: number = 0): void {
    this.#items.push({ type: "status", isIdle, input });
  }

  endInput(input: number = 0): void {
    this.#items.push({ type: "end", input });
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
