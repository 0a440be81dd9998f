/**
 * What of the case text is not shown yet, and why: gaps, which stay, and parts that are being built.
 *
 * Both close by themselves: a gap whose check passes, and a listed case that has a test, make `completeness.test.ts`
 * red until the line is deleted. At most three gaps in each section.
 */
import { readFileSync } from "node:fs";
import type { RuntimeExecutionMode } from "millrace";
import * as millrace from "millrace";
import * as testing from "millrace/testing";

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
  {
    id: "WC-10",
    missing:
      "a count of state entries and timers of an operator: the text counts Flink's own entries",
    closes: () => {
      if (!("numKeyedStateEntries" in testing)) throw new Error("entries cannot be counted");
    },
  },
  {
    id: "TL-09",
    missing:
      "what is expected: the text gives it with low confidence and says not to use it as a gate",
    closes: () => {
      const text = readFileSync(new URL("cases.md", import.meta.url), "utf8");
      if (/^#### TL-09[^#]*Low confidence/m.test(text)) throw new Error("still of low confidence");
    },
  },
];

/** Runtime modes that are not built: cases run without them. `completeness.test.ts` is red once a listed mode runs. */
export const modesBeingBuilt: readonly RuntimeExecutionMode[] = [];

/** Cases without a test, by the part that they wait for. */
export const beingBuilt: Readonly<Record<string, readonly string[]>> = {};
