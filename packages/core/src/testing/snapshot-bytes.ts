/** Snapshots as text and back, so that nothing of a thrown-away operator can be reached from a restored one. */
import { MIN_TIMESTAMP } from "../base/timestamps.ts";
import type { OperatorSnapshot } from "../checkpoint/snapshot/operator-snapshot.ts";

/** A snapshot of which a test gives a part; the operator has done nothing otherwise. */
export function operatorSnapshot(parts: Partial<OperatorSnapshot>): OperatorSnapshot {
  return {
    operatorId: "0".repeat(32),
    keyed: undefined,
    progress: { watermarkMs: MIN_TIMESTAMP, inputs: [], hasFinished: false, isFinishHeld: false },
    ...parts,
  };
}

const BYTES = "$bytes";

/** The same snapshots, out of text: plain JSON, with byte strings as base 64. */
export function throughBytes(snapshots: readonly OperatorSnapshot[]): readonly OperatorSnapshot[] {
  const text = JSON.stringify(snapshots, (_name, value: unknown) =>
    value instanceof Uint8Array ? { [BYTES]: toBase64(value) } : refuseOther(value),
  );
  const parsed: unknown = JSON.parse(text, (_name, value: unknown) =>
    isBytes(value) ? fromBase64(value[BYTES]) : value,
  );
  return parsed as readonly OperatorSnapshot[]; // what was written
}

/** What JSON would change does not belong into a snapshot. */
function refuseOther(value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new TypeError(`a snapshot contains ${value}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError(`a snapshot contains a ${value.constructor.name}`);
  return value;
}

function isBytes(value: unknown): value is { readonly [BYTES]: string } {
  return typeof value === "object" && value !== null && BYTES in value;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
