/** Whether what was stored under a fingerprint can be read by a serializer of today, and how. Pure; reads no value. */
import { adapt } from "./adapt.ts";
import { isRefusal } from "./adaptation.ts";
import { SERIALIZER_VERSION, type SerializerFingerprint } from "./fingerprint.ts";
import type { Compatibility, Serializer } from "./serializer.ts";
import { serializerOf } from "./serializer-of.ts";
import { typeOfFingerprint } from "./type-of-fingerprint.ts";

/**
 * Compares a stored fingerprint (`parseFingerprint` reads one from JSON) with today's serializer.
 *
 * Widening, fields that are added as NULLABLE or OPTIONAL, removed or in another order need a migration; whatever could
 * lose a value is refused. Undeclared values that become declared ones are converted one by one: one that does not fit
 * ends the restore with the error of the conversion.
 */
export function compareSerializers(
  stored: SerializerFingerprint,
  current: Serializer,
): Compatibility {
  if (stored.version !== SERIALIZER_VERSION) {
    return {
      kind: "incompatible",
      reason: `written in version ${stored.version} of the canonical bytes; this is version ${SERIALIZER_VERSION}`,
    };
  }
  const storedType = typeOfFingerprint(stored.type);
  const outcome = adapt(storedType, current.type, "value");
  if (isRefusal(outcome)) return { kind: "incompatible", reason: outcome.reason };
  if (outcome.isSameBytes) return { kind: "same" };
  const { convert, changes } = outcome;
  const reader = serializerOf(storedType);
  return {
    kind: "afterMigration",
    changes,
    read:
      convert === undefined
        ? (input) => reader.read(input)
        : (input) => convert(reader.read(input)),
  };
}
