/** Codes of the room `cli`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const cliCodes = {
  CLI_USAGE: entry("{problem}.", "See millrace --help."),
} as const;
