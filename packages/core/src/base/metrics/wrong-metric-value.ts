/** The error for a value that a metric does not take. */
import { describeValue } from "../describe-value.ts";
import { type StreamError, streamError } from "../stream-error.ts";

/** `METRIC_WRONG_VALUE`, to be thrown. @internal */
export function wrongMetricValue(metric: string, value: unknown, expected: string): StreamError {
  return streamError("METRIC_WRONG_VALUE", { metric, value: describeValue(value), expected });
}
