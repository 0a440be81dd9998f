/**
 * Cases that must hold in two modes and run in one so far. A line is deleted by the change that builds the mode: then
 * the case runs in it, and `known-gaps.test.ts`, which is red while a listed mode runs, is green again.
 *
 * Of the cases about the environment (EN) none asks for two modes.
 */
import type { RuntimeExecutionMode } from "millrace";

/** A case and a mode in which it is not run. */
export interface KnownGap {
  readonly id: string;
  readonly mode: RuntimeExecutionMode;
  readonly reason: string;
  /** The issue that builds what is missing. */
  readonly issue: number;
}

const batch = { mode: "BATCH", reason: "only the STREAMING mode is built", issue: 4 } as const;

export const knownGaps: readonly KnownGap[] = [
  { id: "DS-01", ...batch },
  { id: "DS-02", ...batch },
  { id: "DS-07", ...batch },
  { id: "DS-31", ...batch },
];

/** The modes in which a case that must hold in both is run. */
export function modesOf(id: string): RuntimeExecutionMode[] {
  const gaps = knownGaps.filter((gap) => gap.id === id).map((gap) => gap.mode);
  return (["STREAMING", "BATCH"] as const).filter((mode) => !gaps.includes(mode));
}
