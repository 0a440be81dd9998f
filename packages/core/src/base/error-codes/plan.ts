/** Codes of the room `plan`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const planCodes = {
  PLAN_DUPLICATE_UID: entry("Two operators have the uid \"{uid}\": {first} and {second}.", "A uid names an operator's state in checkpoints. Give one of them another uid."),
} as const;
