/**
 * Replaces timestamps and watermarks from here on, as the strategy says.
 *
 * Watermarks and statuses from before are dropped, but for the final one. Flink: `TimestampsAndWatermarksOperator`.
 */
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { TimestampsNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { TimedOperator } from "./timed-operator.ts";
import { WatermarkTracker } from "./watermark-tracker.ts";

/** `assignTimestampsAndWatermarks`. */
export function createTimestampsOperator(context: ChainedContext<TimestampsNode>): TimedOperator {
  const { guard, output } = context;
  const tracker = new WatermarkTracker(context);
  return {
    inputs: [
      {
        element(value, timestampMs) {
          guard.running.number = guard.operatorNumber;
          const assigned = tracker.timestampOf(value, timestampMs);
          output.element(value, assigned);
          tracker.afterRecord(value, assigned);
        },
        watermark(timestampMs) {
          if (timestampMs === MAX_TIMESTAMP) tracker.forward(timestampMs);
        },
        status() {
          // Only the generator here knows about idleness.
        },
      },
    ],
    generate: (_input, code) => tracker.generate(code),
    onPeriodicEmit: (isHeldBack) => tracker.onPeriodicEmit(isHeldBack),
    snapshotState: () => ({ generators: tracker.snapshot() }),
  };
}
