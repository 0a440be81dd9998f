/** Codes of the room `base`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const baseCodes = {
  CONFIG_NOT_IN_EFFECT: entry("The setting {key} = {value} has no effect yet: {reason}.", "The job runs without it. Remove the setting, or wait for the release that builds it."),
} as const;
