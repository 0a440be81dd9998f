/** A context of triggers that notes every call, at watermark 5 and processing time 100; its state is one sum in memory. */
import type { MetricGroup } from "millrace";
import { OnMergeContext } from "millrace";

/** What a trigger did, in order. */
export class RecordingTriggerContext extends OnMergeContext {
  readonly calls: string[] = [];
  #value: number | null = null;

  /** The calls since the last time this was asked. */
  taken(): string[] {
    return this.calls.splice(0);
  }

  getCurrentProcessingTime(): number {
    return 100;
  }

  getCurrentWatermark(): number {
    return 5;
  }

  getMetricGroup(): MetricGroup {
    throw new TypeError("no metrics here");
  }

  registerEventTimeTimer(time: number): void {
    this.calls.push(`register event ${time}`);
  }

  registerProcessingTimeTimer(time: number): void {
    this.calls.push(`register processing ${time}`);
  }

  deleteEventTimeTimer(time: number): void {
    this.calls.push(`delete event ${time}`);
  }

  deleteProcessingTimeTimer(time: number): void {
    this.calls.push(`delete processing ${time}`);
  }

  getPartitionedState(): never {
    const handle = {
      get: () => this.#value,
      add: (value: number) => {
        this.#value = this.#value === null ? value : this.#value + value;
      },
      clear: () => {
        this.#value = null;
        this.calls.push("clear state");
      },
    };
    return handle as never; // the triggers of this test keep one number
  }

  mergePartitionedState(): void {
    this.calls.push("merge state");
  }
}
