/** The head of a source's chain: takes what the reader returned, gives it a timestamp, and watches the watermark. */
import type { SourceNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { Operator } from "./operator.ts";
import type { TimedOperator } from "./timed-operator.ts";
import { WatermarkTracker } from "./watermark-tracker.ts";

/** The head of a source's chain; the driver of its reader tells the tracker about splits. */
export interface SourceOperator extends TimedOperator {
  readonly tracker: WatermarkTracker;
}

/** True for the head of a source's chain. */
export function isSource(operator: Operator): operator is SourceOperator {
  return "tracker" in operator;
}

/** A source's first operator. Watermarks that the reader or the worker (the final one) sends in are forwarded. */
export function createSourceOperator(context: ChainedContext<SourceNode>): SourceOperator {
  const { guard, output } = context;
  const tracker = new WatermarkTracker(context);
  return {
    tracker,
    inputs: [
      {
        element(value, timestampMs) {
          guard.running.number = guard.operatorNumber;
          const assigned = tracker.timestampOf(value, timestampMs);
          output.element(value, assigned);
          tracker.afterRecord(value, assigned);
        },
        watermark: (timestampMs) => tracker.forward(timestampMs),
      },
    ],
    generate: (_input, code) => tracker.generate(code),
    onPeriodicEmit: (isHeldBack) => tracker.onPeriodicEmit(isHeldBack),
    snapshotState: () => ({ generators: tracker.snapshot() }),
  };
}
