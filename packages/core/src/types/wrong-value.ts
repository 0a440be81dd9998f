/** The errors of conversion: each names the path (`record[1].price`), the value and the type. */
import { type StreamError, streamError } from "../base/stream-error.ts";
import { previewOf } from "./text.ts";

/** The value is of another kind than the type, or null where the type has none. */
export function wrongValue(
  value: unknown,
  path: string,
  type: string,
  cause?: unknown,
): StreamError {
  const values = { value: previewOf(value), path, type };
  if (value === null || value === undefined) return streamError("TYPE_NULL_VALUE", values);
  return streamError("TYPE_WRONG_VALUE", values, { cause });
}

/** The number is too large for the type; nothing is rounded. */
export function outOfRange(value: unknown, path: string, type: string): StreamError {
  return streamError("TYPE_OUT_OF_RANGE", { value: previewOf(value), path, type });
}

/** A declared field is not there. */
export function missingField(field: string | number, path: string, type: string): StreamError {
  return streamError("TYPE_MISSING_FIELD", { field, path, type });
}

/** A path one field deeper: `record.price`, `record["unit price"]`. */
export function fieldPath(path: string, field: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(field)
    ? `${path}.${field}`
    : `${path}[${JSON.stringify(field)}]`;
}
