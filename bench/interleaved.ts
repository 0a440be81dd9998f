/**
 * Runs variants of one task side by side in one process and reports the median of each.
 *
 * Interleaved: a round runs every variant once, in an order that changes from round to round, so that a slow phase of the
 * machine meets all of them. Correctness first: a variant whose checksum differs from the others' ends the benchmark.
 */

/** One way to do the task. */
export interface Variant {
  readonly name: string;
  /** Records to process in one run; slow variants take fewer. */
  readonly recordCount: number;
  /** Processes that many records and returns a checksum of what came out. */
  run(recordCount: number): number | Promise<number>;
}

/** What a benchmark file prints: nanoseconds per record of each variant, the median and all rounds. */
export interface Measured {
  readonly name: string;
  readonly medianNs: number;
  readonly roundsNs: readonly number[];
}

/** How many measured rounds there are; one more before them warms up and is thrown away. */
const roundCount = 5;

/** The records that every variant processes once to compare results. */
const checkedRecordCount = 20_000;

/** Checks that all variants agree, then measures them. */
export async function measure(variants: readonly Variant[]): Promise<Measured[]> {
  await checkSameResult(variants);
  const rounds = new Map<string, number[]>(variants.map((variant) => [variant.name, []]));
  for (let round = -1; round < roundCount; round++) {
    for (const index of variants.keys()) {
      // Rotating by round (and back to front every second one) varies each variant's predecessor.
      const at = (index + round + 1) % variants.length;
      const variant = variants[round % 2 === 0 ? at : variants.length - 1 - at];
      if (variant === undefined) continue;
      globalThis.gc?.();
      const began = process.hrtime.bigint();
      await variant.run(variant.recordCount);
      const tookNs = Number(process.hrtime.bigint() - began) / variant.recordCount;
      if (round >= 0) rounds.get(variant.name)?.push(tookNs);
    }
  }
  return [...rounds].map(([name, roundsNs]) => ({ name, medianNs: median(roundsNs), roundsNs }));
}

/** Prints the measurement as the last line of stdout, where bench/run.ts looks for it. */
export function report(measured: readonly Measured[]): void {
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

/** The middle value; the mean of the two in the middle where there is no one. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}

async function checkSameResult(variants: readonly Variant[]): Promise<void> {
  const sums: string[] = [];
  for (const variant of variants) {
    sums.push(`${variant.name}: ${await variant.run(checkedRecordCount)}`);
  }
  const distinct = new Set(sums.map((sum) => sum.slice(sum.lastIndexOf(":") + 1)));
  if (distinct.size > 1) throw new Error(`The variants disagree. ${sums.join("; ")}`);
}
