/** Codes of the room `functions`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const functionsCodes = {
  FUNCTION_RETURNED_UNDEFINED: entry("The function of {operator} returned undefined.", "A record may be any value except undefined: is a return statement missing?"),
} as const;
