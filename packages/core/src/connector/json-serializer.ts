/** A `SimpleVersionedSerializer` over JSON, for splits and states that are plain data of strings, finite numbers and lists. */
import { streamError } from "../base/stream-error.ts";
import type { SimpleVersionedSerializer } from "./source.ts";

/**
 * Serializes plain data as JSON in UTF-8. `what` names the data in `CONNECTOR_UNKNOWN_VERSION`, which is thrown for
 * every version but `version`. Not for values that JSON changes (Date, Map, NaN, undefined).
 */
export function jsonSerializer<T>(what: string, version: number): SimpleVersionedSerializer<T> {
  return {
    version,
    serialize: (value) => new TextEncoder().encode(JSON.stringify(value)),
    deserialize(written, bytes) {
      if (written !== version) {
        throw streamError("CONNECTOR_UNKNOWN_VERSION", { what, version: written, known: version });
      }
      return JSON.parse(new TextDecoder().decode(bytes)) as T; // written by serialize of the same version
    },
  };
}
