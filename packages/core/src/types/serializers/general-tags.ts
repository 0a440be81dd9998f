/** The first byte of each kind of undeclared value. Part of the canonical bytes: never renumbered, only added to. */
export const GENERAL_TAGS = {
  null: 0x00,
  undefined: 0x01,
  false: 0x02,
  true: 0x03,
  int32: 0x10,
  double: 0x11,
  bigint: 0x12,
  decimal: 0x13,
  text: 0x20,
  date: 0x30,
  temporal: 0x31,
  duration: 0x32,
  array: 0x40,
  object: 0x41,
  objectWithoutPrototype: 0x42,
  map: 0x43,
  set: 0x44,
  row: 0x45,
  error: 0x46,
  regExp: 0x50,
  arrayBuffer: 0x51,
  view: 0x52,
  reference: 0x60,
} as const;

/** What follows a row's kind: no names, names, a declared type, or the declared type of an earlier row. */
export const ROW_SHAPES = { positional: 0, named: 1, declared: 2, repeated: 3 } as const;

/** Temporal's fields of a duration, in the order of their bytes. */
// biome-ignore format: a list
export const DURATION_FIELDS = ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"] as const;

/** The kinds of rows, in the order of their numbers. */
export const ROW_KINDS = ["INSERT", "UPDATE_BEFORE", "UPDATE_AFTER", "DELETE"] as const;

/** The own fields of an error that are not enumerable, in the order of their bits. */
export const ERROR_FIELDS = ["message", "stack", "cause", "errors"] as const;
