/**
 * Which types without parts may become which: those that hold every value of the stored one, exactly.
 *
 * Nothing is narrowed: a value that does not fit would be found when half of a state is read.
 */
import type { AnyTypeInformation } from "../type-information.ts";
import { type Adaptation, changed, type Refusal, UNCHANGED } from "./adaptation.ts";

/** By the text of the stored type. `LONG` to `LONG(bigint)` are the same bytes. */
const WIDENINGS: Readonly<Record<string, readonly string[]>> = {
  BYTE: ["SHORT", "INT", "LONG", "LONG(bigint)", "BIG_INT", "FLOAT", "DOUBLE", "BIG_DEC"],
  SHORT: ["INT", "LONG", "LONG(bigint)", "BIG_INT", "FLOAT", "DOUBLE", "BIG_DEC"],
  INT: ["LONG", "LONG(bigint)", "BIG_INT", "DOUBLE", "BIG_DEC"],
  LONG: ["LONG(bigint)", "BIG_INT", "DOUBLE", "BIG_DEC"],
  "LONG(bigint)": ["BIG_INT", "BIG_DEC"],
  BIG_INT: ["BIG_DEC"],
  FLOAT: ["DOUBLE"],
  CHAR: ["STRING"],
};

/** The widenings, for the documented matrix and its test. */
export function widenings(): readonly (readonly [stored: string, current: readonly string[]])[] {
  return Object.entries(WIDENINGS);
}

/** Compares two types without parts. */
export function adaptScalar(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Adaptation | Refusal {
  if (stored.text === current.text) return UNCHANGED;
  if (WIDENINGS[stored.text]?.includes(current.text) !== true)
    return becameAnother(stored, current, path);
  const adaptation = changed(becameText(stored, current, path), (value) =>
    current.convert(value, path),
  );
  return { ...adaptation, isSameBytes: stored.kind === current.kind };
}

/** The refusal of a type that became one that cannot hold its values. */
export function becameAnother(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): Refusal {
  return { reason: becameText(stored, current, path) };
}

/** `value.count: INT became LONG`. */
export function becameText(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
): string {
  return `${path}: ${stored.text} became ${current.text}`;
}
