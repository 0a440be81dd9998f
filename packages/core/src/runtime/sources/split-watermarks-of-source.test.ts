/** A source's watermarks by split: through the pull loop, in both forms of the chain. */
import { describe, expect, test } from "vitest";
import { createHarnessChain } from "../../testing/operator-harness.ts";
import { operatorNode } from "../../testing/operator-nodes.ts";
import { WatermarkStrategy } from "../../watermarks/watermark-strategy.ts";

type Entry = readonly [split: string | undefined, timestampMs: number];

class ListedReader {
  timestampMs = 0;
  currentSplitId: string | undefined = undefined;
  readonly #entries: Entry[];

  constructor(...entries: Entry[]) {
    this.#entries = entries;
  }

  next(): number | undefined {
    const entry = this.#entries.shift();
    if (entry === undefined) return undefined;
    [this.currentSplitId, this.timestampMs] = entry;
    return entry[1];
  }
}

function sourceChain(
  codeGeneration: "auto" | "off",
  strategy: WatermarkStrategy<never> = WatermarkStrategy.forMonotonousTimestamps(),
) {
  const harness = createHarnessChain(
    { nodes: [operatorNode({ kind: "source", watermarkStrategy: strategy })] },
    codeGeneration,
  );
  const tracker = harness.chain.sourceTracker;
  if (tracker === undefined) throw new Error("the chain begins with a source");
  const watermarks = () =>
    harness.events.filter(([type]) => type !== "record").map(([type, , at]) => [type, at]);
  return { ...harness, tracker, watermarks };
}

describe.each(["auto", "off"] as const)("code generation %s", (codeGeneration) => {
  test("the watermark is the least of the splits, which are read in turn", () => {
    const { chain, watermarks } = sourceChain(codeGeneration);
    const reader = new ListedReader(["a", 100], ["b", 50], ["a", 200], ["b", 60]);
    const pull = chain.pullLoop(reader);
    pull(2);
    chain.onPeriodicEmit();
    pull(2);
    chain.onPeriodicEmit();
    expect(watermarks()).toEqual([
      ["watermark", 49],
      ["watermark", 59],
    ]);
  });

  test("an assigned split holds the watermark back until its first record, a released one no more", () => {
    const { chain, tracker, watermarks } = sourceChain(codeGeneration);
    tracker.addSplit("a");
    tracker.addSplit("b");
    const pull = chain.pullLoop(new ListedReader(["a", 100], ["a", 110]));
    pull(1);
    chain.onPeriodicEmit();
    expect(watermarks()).toEqual([]);
    tracker.releaseSplit("b");
    pull(1);
    chain.onPeriodicEmit();
    expect(watermarks()).toEqual([["watermark", 109]]);
  });

  test("a reader that names no splits has one watermark", () => {
    const { chain, tracker, watermarks } = sourceChain(codeGeneration);
    tracker.addSplit("a");
    chain.pullLoop(new ListedReader([undefined, 100]))(1);
    tracker.forgetSplits();
    chain.onPeriodicEmit();
    expect(watermarks()).toEqual([["watermark", 99]]);
  });

  test("a generator of the user's own is made for each split", () => {
    const made: string[] = [];
    const strategy = WatermarkStrategy.forGenerator<number>(() => {
      made.push("made");
      return {
        onEvent: (_value, timestampMs, output) => output.emitWatermark(timestampMs),
        onPeriodicEmit: () => {},
      };
    });
    const { chain, watermarks } = sourceChain(codeGeneration, strategy);
    chain.pullLoop(new ListedReader(["a", 7], ["b", 3], ["b", 9], ["a", 8]))(10);
    expect(watermarks()).toEqual([
      ["watermark", 7],
      ["watermark", 8],
    ]);
    expect(made).toHaveLength(3);
  });

  test("a split that is silent while it is read becomes idle; one that waits for its turn does not", async () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withIdleness(10);
    const { chain, ports, tracker, watermarks } = sourceChain(codeGeneration, strategy);
    let waiting = "b";
    tracker.observeReading((splitId) => splitId !== waiting);
    const pull = chain.pullLoop(new ListedReader(["b", 50], ["a", 100], ["a", 200], ["a", 300]));
    const later = async (): Promise<void> => {
      pull(1);
      await ports.scheduler.advance(8);
      chain.onPeriodicEmit();
    };
    pull(1);
    for (let turn = 0; turn < 2; turn++) await later();
    expect(watermarks()).toEqual([["watermark", 49]]);
    waiting = "none";
    for (let turn = 0; turn < 3; turn++) await later();
    expect(watermarks()).toEqual([
      ["watermark", 49],
      ["watermark", 299],
    ]);
  });
});
