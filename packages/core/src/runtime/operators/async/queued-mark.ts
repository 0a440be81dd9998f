/** Watermarks and statuses that wait behind calls: they leave when everything before them has left (T1). @internal */
import type { OperatorOutput } from "../operator.ts";
import type { QueueItem } from "./result-queue.ts";

/** What takes its place between records. */
export type Mark =
  | { readonly type: "watermark"; readonly timestampMs: number }
  | { readonly type: "status"; readonly isIdle: boolean };

/** A mark in a queue of results: done, and nothing passes it. */
export class QueuedMark implements QueueItem {
  readonly mark: Mark;
  isDone = true;
  isBarrier = true;
  segment: object | undefined = undefined;

  constructor(mark: Mark) {
    this.mark = mark;
  }
}

/** Sends a mark on. */
export function sendMark(mark: Mark, output: OperatorOutput): void {
  if (mark.type === "watermark") output.watermark(mark.timestampMs);
  else output.status(mark.isIdle);
}
