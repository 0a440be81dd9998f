/**
 * What of the case text is not shown yet, and why: gaps, which stay, and parts that are being built.
 *
 * Both close by themselves: a gap whose check passes, and a listed case that has a test, make `completeness.test.ts`
 * red until the line is deleted. At most three gaps in each section.
 */
import type { RuntimeExecutionMode } from "millrace";
import * as millrace from "millrace";

/** A case that cannot hold because a mechanism is missing. */
export interface KnownGap {
  readonly id: string;
  /** The mechanism that is missing. */
  readonly missing: string;
  /** Runs what would have to work; the gap is open while this fails. */
  closes(): void | Promise<void>;
}

export const knownGaps: readonly KnownGap[] = [
  {
    id: "SB-01",
    missing: "state backends of files and RocksDB: state is kept in memory",
    closes: () => {
      if (!("FsStateBackend" in millrace)) throw new Error("there is no FsStateBackend");
    },
  },
];

/** Runtime modes that are not built: cases run without them. `completeness.test.ts` is red once a listed mode runs. */
export const modesBeingBuilt: readonly RuntimeExecutionMode[] = [];

/** Cases without a test, by the part that they wait for. */
export const beingBuilt: Readonly<Record<string, readonly string[]>> = {
  "window operators and joins": ["WC-10"],
  "what the text has with low confidence: merging of expired state": ["TL-09"],
};
