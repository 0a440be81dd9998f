import { expect, test } from "vitest";
import { detachedMetricGroup } from "../testing/detached-metric-group.ts";
import { silentLogger } from "../testing/silent-logger.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { ListReader, type SplitCursor } from "./list-reader.ts";
import type { SourceSplit } from "./source.ts";

interface LetterSplit extends SourceSplit {
  readonly letters: string;
}

const never = new Promise<void>(() => {});

/** A cursor over letters; `-` stands for nothing at the moment. */
class LetterCursor implements SplitCursor<string, LetterSplit> {
  readonly splitId: string;
  readonly #calls: string[];
  #letters: string;

  constructor(split: LetterSplit, calls: string[]) {
    this.splitId = split.splitId;
    this.#letters = split.letters;
    this.#calls = calls;
  }

  next(): string | undefined {
    const letter = this.#letters.charAt(0);
    this.#letters = this.#letters.slice(1);
    return letter === "-" || letter === "" ? undefined : letter;
  }

  get isEnded(): boolean {
    return this.#letters === "";
  }

  available(): Promise<void> {
    return never;
  }

  snapshot(): LetterSplit {
    return { splitId: this.splitId, letters: this.#letters };
  }

  close(): void {
    this.#calls.push(`close ${this.splitId}`);
  }
}

function createReader(): { reader: ListReader<string, LetterSplit>; calls: string[] } {
  const calls: string[] = [];
  const context = {
    subtaskIndex: 0,
    parallelism: 1,
    attempt: 0,
    ports: createTestPorts(),
    logger: silentLogger,
    configuration: new Map<string, string>(),
    metricGroup: detachedMetricGroup(),
    requestSplit: () => void calls.push("request"),
    sendSourceEvent() {},
    reject() {},
  };
  return { reader: new ListReader(context, (split) => new LetterCursor(split, calls)), calls };
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  void promise.then(() => {
    settled = true;
  });
  await createTestPorts().scheduler.yieldToIo();
  return settled;
}

test("a split is asked for at the start and whenever there is none, once each time", () => {
  const { reader, calls } = createReader();
  reader.start();
  expect([reader.next(), reader.next()]).toEqual([undefined, undefined]);
  reader.addSplits([{ splitId: "A", letters: "ab" }]);
  expect([reader.next(), reader.currentSplitId, reader.next()]).toEqual(["a", "A", "b"]);
  expect([reader.next(), reader.next(), reader.isEnded]).toEqual([undefined, undefined, false]);
  reader.notifyNoMoreSplits();
  expect([reader.next(), reader.isEnded, calls]).toEqual([
    undefined,
    true,
    ["request", "close A", "request"],
  ]);
});

test("restored splits are read before any is asked for", () => {
  const { reader, calls } = createReader();
  reader.addSplits([{ splitId: "A", letters: "a" }]);
  reader.start();
  expect([calls, reader.next()]).toEqual([[], "a"]);
});

test("a paused split is overtaken, keeps its position, and goes on when it is resumed", () => {
  const { reader } = createReader();
  reader.addSplits([
    { splitId: "A", letters: "abc" },
    { splitId: "B", letters: "xy" },
  ]);
  expect(reader.next()).toBe("a");
  reader.pauseOrResumeSplits(["A"], []);
  expect([reader.next(), reader.currentSplitId]).toEqual(["x", "B"]);
  expect(reader.snapshotState(1)).toEqual([
    { splitId: "B", letters: "y" },
    { splitId: "A", letters: "bc" },
  ]);
  expect([reader.next(), reader.next(), reader.isEnded]).toEqual(["y", undefined, false]);
  reader.pauseOrResumeSplits([], ["A"]);
  expect([reader.next(), reader.currentSplitId, reader.next()]).toEqual(["b", "A", "c"]);
});

test("available() waits while all splits are paused, also when no more will come", async () => {
  const { reader } = createReader();
  reader.addSplits([{ splitId: "A", letters: "abc" }]);
  reader.next();
  reader.pauseOrResumeSplits(["A"], []);
  reader.notifyNoMoreSplits();
  const available = reader.available();
  expect([reader.next(), await isSettled(available)]).toEqual([undefined, false]);
  reader.pauseOrResumeSplits([], ["A"]);
  expect(await isSettled(available)).toBe(true);
});

test("available() resolves for splits that came before it was asked, and for those that come later", async () => {
  const { reader } = createReader();
  reader.start();
  const waiting = reader.available();
  expect(await isSettled(waiting)).toBe(false);
  reader.addSplits([{ splitId: "A", letters: "a" }]);
  expect([await isSettled(waiting), await isSettled(reader.available())]).toEqual([true, true]);
});

test("a cursor that has nothing at the moment is waited for, not left", async () => {
  const { reader } = createReader();
  reader.addSplits([
    { splitId: "A", letters: "-a" },
    { splitId: "B", letters: "b" },
  ]);
  expect(reader.next()).toBe(undefined);
  expect(await isSettled(reader.available())).toBe(false);
  expect([reader.next(), reader.next()]).toEqual(["a", "b"]);
});

test("closing closes every open cursor once, ends waits, and asks for nothing more", async () => {
  const { reader, calls } = createReader();
  reader.addSplits([
    { splitId: "A", letters: "abc" },
    { splitId: "B", letters: "xyz" },
  ]);
  reader.next();
  reader.pauseOrResumeSplits(["A"], []);
  reader.next();
  const available = reader.available();
  await reader.close();
  await reader.close();
  expect(await isSettled(available)).toBe(true);
  expect(calls).toEqual(["close B", "close A"]);
});
