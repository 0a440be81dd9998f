/** Codes of the room `engine`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const engineCodes = {
  ENGINE_NOT_SUPPORTED: entry("{feature} is not built yet.", "Remove it, or wait for the release that builds it."),
} as const;
