/** Codes of the room `api`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const apiCodes = {
  API_WRONG_TYPE: entry("{method} was called with {value} as {parameter}; it takes {expected}.", "Pass a value of the expected kind."),
} as const;
