/** Codes of the room `state`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const stateCodes = {
  STATE_WRONG_SUBTASK: entry("The state \"{state}\" belongs to subtask {owner} of {operator} but was used by another subtask.", "Create handles in open() of an object made by perSubtask(() => ...), or use ctx.getState(descriptor)."),
} as const;
