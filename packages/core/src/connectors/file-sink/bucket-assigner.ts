/** Which sub-directory a record goes to. */
import { streamError } from "../../base/stream-error.ts";
import { previewOf } from "../../types/text.ts";
import { datePattern } from "./date-pattern.ts";

/** Facts about the record; one object, valid during the call. */
export interface BucketAssignerContext {
  /** Milliseconds since 1970; stands still within a slice. */
  currentProcessingTime(): number;
  currentWatermark(): number;
  /** `null` where the record has none. */
  timestamp(): number | null;
}

/** Chooses a bucket for each record. Extend it for an assigner of your own. Flink: `BucketAssigner`. */
export abstract class BucketAssigner<in T = unknown> {
  /** A path below the output directory, parts joined by `/`; empty for the directory itself. Synchronous. */
  abstract getBucketId(element: T, context: BucketAssignerContext): string;

  /** Everything in the output directory. */
  static basePathBucketAssigner(): BucketAssigner {
    return new BasePathBucketAssigner();
  }

  /** One directory per period of processing time: a Java date pattern, in the system's time zone unless one is given. */
  static dateTimeBucketAssigner(
    formatStr: string = "yyyy-MM-dd--HH",
    timezoneId?: string,
  ): BucketAssigner {
    return new DateTimeBucketAssigner(formatStr, timezoneId);
  }
}

class BasePathBucketAssigner extends BucketAssigner {
  getBucketId(): string {
    return "";
  }
}

class DateTimeBucketAssigner extends BucketAssigner {
  readonly #format: (timestampMs: number) => string;

  constructor(formatStr: string, timezoneId: string | undefined) {
    super();
    this.#format = datePattern(formatStr, timezoneId);
  }

  getBucketId(_element: unknown, context: BucketAssignerContext): string {
    return this.#format(context.currentProcessingTime());
  }
}

/** Refuses a bucket that is not a plain relative path: records must not choose places outside of the output directory. */
export function checkBucketId(bucket: unknown): void {
  if (typeof bucket !== "string") {
    const values = {
      option: "The bucket of a record",
      value: previewOf(bucket),
      expected: "a string",
    };
    throw streamError("CONNECTOR_INVALID_OPTION", values);
  }
  if (bucket === "") return;
  const isPlain = bucket.split("/").every((part) => part !== "" && part !== "." && part !== "..");
  if (!isPlain || /[\\\0]/.test(bucket)) throw streamError("CONNECTOR_BUCKET_OUTSIDE", { bucket });
}
