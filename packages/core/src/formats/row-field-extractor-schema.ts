/** One field of a row as the message. */
import { describeValue } from "../base/describe-value.ts";
import { streamError } from "../base/stream-error.ts";
import type { SerializationSchema } from "../connector/schemas.ts";
import { isRow } from "../types/row.ts";

/** The bytes in one field of a row are the message, as for the key or value of a queue. Flink: `RowFieldExtractorSchema`. */
export class RowFieldExtractorSchema implements SerializationSchema<unknown> {
  readonly #fieldIndex: number;

  /** `fieldIndex` from 0; anything else is `CONNECTOR_INVALID_OPTION`. */
  constructor(fieldIndex: number) {
    if (!Number.isSafeInteger(fieldIndex) || fieldIndex < 0) {
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "fieldIndex",
        value: describeValue(fieldIndex),
        expected: "a whole number from 0. Field index must be non-negative",
      });
    }
    this.#fieldIndex = fieldIndex;
  }

  getFieldIndex(): number {
    return this.#fieldIndex;
  }

  /** `CONNECTOR_INVALID_OPTION` where the record is no row, or the field holds no bytes. */
  serialize(element: unknown): Uint8Array {
    const field: unknown = isRow(element) ? element[this.#fieldIndex] : undefined;
    if (field instanceof Uint8Array) return field;
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: `field ${this.#fieldIndex} of the record`,
      value: describeValue(isRow(element) ? field : element),
      expected: isRow(element) ? "bytes (a Uint8Array)" : "a row",
    });
  }

  /** True for a schema of the same field. */
  equals(other: unknown): boolean {
    return other instanceof RowFieldExtractorSchema && other.#fieldIndex === this.#fieldIndex;
  }
}
