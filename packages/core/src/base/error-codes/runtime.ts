/** Codes of the room `runtime`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const runtimeCodes = {
  RUNTIME_FUNCTION_FAILED: entry("The function of {operator} failed: {message}.", "The first stack frame below is the place in your program."),
} as const;
