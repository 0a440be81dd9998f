/** The naive model of an asynchronous operator for property tests: lists that are searched, and a clock in steps of 1 ms. */

/** What arrives. */
export type Arrival =
  | { readonly type: "record"; readonly value: number }
  | { readonly type: "watermark"; readonly timestampMs: number }
  | { readonly type: "end" };

interface Waiting {
  readonly arrival: Arrival;
  readonly deadlineMs: number;
  attempt: number;
  /** A call has no answer yet. */
  isOpen: boolean;
  retryAtMs: number;
  result: number | undefined;
  /** When it got its result, as a number that grows. */
  doneOrder: number;
}

/** How the operator is set. */
export interface ModelSettings {
  readonly isOrdered: boolean;
  readonly capacity: number;
  /** Afterwards the result is the negative value. */
  readonly timeoutMs: number;
  /** Before the next attempt. */
  readonly retryDelayMs: number;
}

/** Attempts after the first. */
export const MODEL_RETRIES = 2;

/** What the operator must emit. */
export class AsyncModel {
  readonly emitted: string[] = [];
  readonly #settings: ModelSettings;
  #queue: Waiting[] = [];
  #inbox: Arrival[] = [];
  #nowMs = 0;
  #doneCount = 0;
  #hasEnd = false;

  constructor(settings: ModelSettings) {
    this.#settings = settings;
  }

  arrive(arrival: Arrival): void {
    this.#inbox.push(arrival);
    this.#settle();
  }

  /** Values whose call waits for an answer. */
  get open(): readonly number[] {
    return this.#queue.flatMap(({ arrival, isOpen }) =>
      isOpen && arrival.type === "record" ? [arrival.value] : [],
    );
  }

  /** True where a failed call of the value would be retried. */
  isRetried(value: number): boolean {
    return this.#find(value).attempt <= MODEL_RETRIES;
  }

  answer(value: number): void {
    const waiting = this.#find(value);
    waiting.isOpen = false;
    this.#done(waiting, value);
    this.#settle();
  }

  fail(value: number): void {
    const waiting = this.#find(value);
    waiting.isOpen = false;
    waiting.retryAtMs = this.#nowMs + this.#settings.retryDelayMs;
  }

  tick(): void {
    this.#nowMs += 1;
    for (const waiting of this.#queue) {
      if (waiting.arrival.type !== "record" || waiting.result !== undefined) continue;
      if (waiting.deadlineMs <= this.#nowMs) {
        waiting.isOpen = false;
        this.#done(waiting, -waiting.arrival.value);
      } else if (!waiting.isOpen && waiting.retryAtMs <= this.#nowMs) {
        waiting.isOpen = true;
        waiting.attempt += 1;
      }
    }
    this.#settle();
  }

  #find(value: number): Waiting {
    const found = this.#queue.find(
      ({ arrival }) => arrival.type === "record" && arrival.value === value,
    );
    if (found === undefined) throw new RangeError(`nothing waits for ${value}`);
    return found;
  }

  #done(waiting: Waiting, result: number): void {
    waiting.result = result;
    this.#doneCount += 1;
    waiting.doneOrder = this.#doneCount;
  }

  /** Emits and admits until neither is possible. */
  #settle(): void {
    for (;;) {
      const next = this.#next();
      if (next !== undefined) {
        this.#queue = this.#queue.filter((waiting) => waiting !== next);
        this.#emit(next);
        continue;
      }
      if (this.#inbox.length === 0 || this.#queue.length >= this.#settings.capacity) break;
      this.#admit(this.#inbox.shift() as Arrival); // there is one
    }
    if (this.#hasEnd && this.#queue.length === 0) {
      this.#hasEnd = false;
      this.emitted.push("end");
    }
  }

  #next(): Waiting | undefined {
    const firstMark = this.#queue.findIndex(({ arrival }) => arrival.type !== "record");
    if (firstMark === 0) return this.#queue[0];
    const segment = firstMark < 0 ? this.#queue : this.#queue.slice(0, firstMark);
    if (this.#settings.isOrdered) return segment[0]?.result === undefined ? undefined : segment[0];
    return segment
      .filter(({ result }) => result !== undefined)
      .toSorted((left, right) => left.doneOrder - right.doneOrder)[0];
  }

  #admit(arrival: Arrival): void {
    if (arrival.type === "end") {
      this.#hasEnd = true;
      return;
    }
    this.#queue.push({
      arrival,
      deadlineMs: this.#nowMs + this.#settings.timeoutMs,
      attempt: 1,
      isOpen: arrival.type === "record",
      retryAtMs: Infinity,
      result: undefined,
      doneOrder: 0,
    });
  }

  #emit({ arrival, result }: Waiting): void {
    if (arrival.type === "record") this.emitted.push(`${result}`);
    else if (arrival.type === "watermark") this.emitted.push(`WM ${arrival.timestampMs}`);
  }
}
