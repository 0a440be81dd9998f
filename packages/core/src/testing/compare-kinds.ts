/**
 * Compatibility for tests of what stores state: types of one kind read each other, INT becomes LONG through a migration,
 * every other change of kind is incompatible.
 */
import type { CompareSerializers } from "../runtime/state/operator-state-bytes.ts";
import { serializerOf } from "../types/serializers/serializer-of.ts";
import { Types } from "../types/types.ts";

/** See the file's header. */
export const compareKinds: CompareSerializers = (stored, current) => {
  const [before, now] = [stored.type.kind, current.fingerprint.type.kind];
  if (before === now) return { kind: "same" };
  if (before !== "INT" || now !== "LONG")
    return { kind: "incompatible", reason: `${before} became ${now}` };
  const old = serializerOf(Types.INT());
  return {
    kind: "afterMigration",
    read: (input) => old.read(input),
    changes: ["value: INT became LONG"],
  };
};
