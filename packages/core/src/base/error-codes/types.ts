/** Codes of the room `types`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const typesCodes = {
  TYPE_WRONG_VALUE: entry("The value {value} at {path} is not a {type}.", "Convert the value before it is emitted, or declare another type."),
} as const;
