/**
 * About how many bytes a record takes in memory, to decide when a sort has to write to disk.
 *
 * An estimate from the value's form, not a measurement: it is the same on every machine, so that the same input is
 * written at the same places.
 */

const WORD = 8;
const HEADER = 16;
/** Deeper values are counted as if they were empty: what is nested so deep is rare, and cycles end here. */
const DEPTH_LIMIT = 16;

/** The estimate in bytes; at least one word. */
export function estimateSizeBytes(value: unknown): number {
  return sizeOf(value, 0);
}

function sizeOf(value: unknown, depth: number): number {
  switch (typeof value) {
    case "string":
      return HEADER + 2 * value.length;
    case "bigint":
      return HEADER + WORD;
    case "object":
      return value === null ? WORD : HEADER + partsOf(value, depth + 1);
    case "number":
    case "boolean":
    case "undefined":
    case "symbol":
    case "function":
      return WORD;
  }
}

function partsOf(value: object, depth: number): number {
  if (depth > DEPTH_LIMIT) return 0;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof ArrayBuffer) return value.byteLength;
  let total = 0;
  if (value instanceof Map) {
    for (const [key, item] of value) total += 2 * WORD + sizeOf(key, depth) + sizeOf(item, depth);
  } else if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) total += WORD + sizeOf(item, depth);
  } else {
    // Own fields: of classes with private ones (Row, dates) only the header is seen, which is about right.
    for (const name in value) total += WORD + sizeOf(Reflect.get(value, name), depth);
  }
  return total;
}
