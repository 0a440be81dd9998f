/** Codes of the room `connector`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const connectorCodes = {
  CONNECTOR_RECORD_REJECTED: entry("A record at {position} cannot be read: {reason}.", "Correct the input, or set pipeline.rejected-records: skip to leave such records out and count them."),
} as const;
