/** The records of one partition, in the order in which they arrived, up to a number that memory can hold. */
import { streamError } from "../../../base/stream-error.ts";

/** The most records that one partition keeps: more than a heap of the default size holds. */
export const RECORD_LIMIT = 33_554_432;

/** Adds a record; throws `RUNTIME_PARTITION_TOO_LARGE` where the partition is full. */
export function keepRecord(records: unknown[], value: unknown, operator: string): void {
  if (records.length >= RECORD_LIMIT)
    throw streamError("RUNTIME_PARTITION_TOO_LARGE", { operator, limit: RECORD_LIMIT });
  records.push(value);
}
