/**
 * Freezes records, so that a function that changes what it was given fails at its line instead of changing what others see.
 *
 * Plain objects, arrays, rows and instances of classes are frozen with all that they hold; of a Map or Set what it holds
 * is frozen, not itself, and typed arrays cannot be frozen at all.
 */

/** Freezes a value and all that it leads to. Idempotent; cycles are fine. */
export function freezeRecord(value: unknown): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  if (Object.isFrozen(value) && !isCollection(value)) return;
  if (!isCollection(value)) Object.freeze(value);
  for (const held of heldBy(value)) freezeRecord(held);
}

function isCollection(value: object): value is Map<unknown, unknown> | Set<unknown> {
  return value instanceof Map || value instanceof Set;
}

function heldBy(value: object): Iterable<unknown> {
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  if (value instanceof Set) return value.values();
  return Object.values(value);
}
