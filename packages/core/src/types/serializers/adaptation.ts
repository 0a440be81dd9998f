/** What a comparison of a stored type with one of today finds: how a stored value becomes one of today's, or why it cannot. */

/** Stored values can be turned into today's. */
export interface Adaptation {
  /** Today's serializer reads the stored bytes as they are. */
  readonly isSameBytes: boolean;
  /** From a value as the stored type reads it to one of today's; `undefined` where they are the same value. */
  readonly convert: ((value: unknown) => unknown) | undefined;
  /** What differs, one sentence each, with the path. */
  readonly changes: readonly string[];
}

/** They cannot; the reason names the place. */
export interface Refusal {
  readonly reason: string;
}

/** Same bytes, same values. */
export const UNCHANGED: Adaptation = Object.freeze({
  isSameBytes: true,
  convert: undefined,
  changes: Object.freeze([]),
});

/** True where stored values cannot be turned into today's. */
export function isRefusal(outcome: Adaptation | Refusal): outcome is Refusal {
  return "reason" in outcome;
}

/** One change that a sentence describes. */
export function changed(change: string, convert: Adaptation["convert"]): Adaptation {
  return { isSameBytes: false, convert, changes: [change] };
}

/** An adaptation for values that may be null, which stay so. */
export function keepingNull(part: Adaptation): Adaptation {
  const { convert } = part;
  if (convert === undefined) return part;
  return { ...part, convert: (value) => (value === null ? null : convert(value)) };
}

/** The adaptation of a whole from those of its parts; `convert` is needed where any part, or the whole itself, becomes another value. */
export function joined(parts: readonly Adaptation[], convert: Adaptation["convert"]): Adaptation {
  return {
    isSameBytes: parts.every((part) => part.isSameBytes),
    convert,
    changes: parts.flatMap((part) => part.changes),
  };
}

/** The first refusal, if any. */
export function refusalIn(outcomes: readonly (Adaptation | Refusal)[]): Refusal | undefined {
  return outcomes.find(isRefusal);
}

/** The outcomes that are no refusals. */
export function adaptationsIn(outcomes: readonly (Adaptation | Refusal)[]): Adaptation[] {
  return outcomes.filter((outcome): outcome is Adaptation => !isRefusal(outcome));
}
