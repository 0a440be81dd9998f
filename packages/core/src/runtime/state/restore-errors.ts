/** What is said of stored state that today's operator cannot take, and of state that cannot be stored. */
import { StreamError, streamError } from "../../base/stream-error.ts";
import type { KeyedStateSnapshot } from "../../checkpoint/snapshot/keyed-snapshot.ts";
import type { SerializerFingerprint } from "../../types/serializers/fingerprint.ts";
import { typeOfFingerprint } from "../../types/serializers/type-of-fingerprint.ts";
import type { ContentCodec } from "./content-codec.ts";

/** How messages write the type of stored bytes. */
export function describeStored(fingerprint: SerializerFingerprint): string {
  return typeOfFingerprint(fingerprint.type).text;
}

/** `STATE_INCOMPATIBLE_SERIALIZER`: names state and operator, both kinds and types, and the first difference. */
export function stateIncompatible(parts: {
  readonly stored: KeyedStateSnapshot;
  readonly current: ContentCodec;
  readonly operator: string;
  readonly reason: string;
}): StreamError {
  const { stored, current, operator, reason } = parts;
  const now = Object.values(current.serializers).map(({ fingerprint }) => fingerprint);
  const before = describeParts(stored.kind, Object.values(stored.serializers));
  return streamError("STATE_INCOMPATIBLE_SERIALIZER", {
    state: stored.name,
    operator,
    reason: `it was stored as ${before} and is ${describeParts(current.kind, now)} now: ${reason}`,
  });
}

/** `STATE_NOT_STORABLE`: a snapshot met a value without a canonical form. */
export function stateNotStorable(state: string, operator: string, cause: unknown): StreamError {
  return streamError(
    "STATE_NOT_STORABLE",
    { state, operator, reason: cause instanceof Error ? cause.message : String(cause) },
    { cause, where: { operator } },
  );
}

function describeParts(kind: string, fingerprints: readonly SerializerFingerprint[]): string {
  return `${kind} state of ${fingerprints.map(describeStored).join(" and ")}`;
}
