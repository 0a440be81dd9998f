import { expect, test } from "vitest";
import {
  type Source,
  SourceReader,
  type SourceReaderContext,
  type SourceSplit,
} from "../connector/source.ts";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { ConvertedSource } from "./converted-source.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

/** Three records with timestamps, then the end; notes what is called. */
class ScriptedReader extends SourceReader<unknown, SourceSplit> {
  readonly calls: unknown[] = [];
  private readonly records: unknown[] = [43_878, "7", 9];
  get isEnded() {
    return this.records.length === 0;
  }
  next() {
    this.timestampMs += 1;
    this.currentSplitId = "s1";
    return this.records.shift();
  }
  async available() {
    this.calls.push("available");
  }
  addSplits(splits: readonly SourceSplit[]) {
    this.calls.push(splits);
  }
  notifyNoMoreSplits() {
    this.calls.push("no more");
  }
  snapshotState(checkpointId: number) {
    return [{ splitId: `s${checkpointId}` }];
  }
  pauseOrResumeSplits(...lists: (readonly string[])[]) {
    this.calls.push(lists);
  }
  close() {
    this.calls.push("close");
  }
}

function sourceOf(reader: ScriptedReader, producedType?: unknown): Source<number> {
  const parts = {
    boundedness: "BOUNDED",
    maxParallelism: 1,
    isLocal: true,
    producedType,
    createReader: () => reader,
    createEnumerator: () => "enumerator",
  };
  return parts as unknown as Source<number>; // what the wrapper and the environment read
}

test("records become values of the declared type, with the timestamp and split that the reader gave them", () => {
  const inner = new ScriptedReader();
  const source = new ConvertedSource(sourceOf(inner), Types.SHORT());
  expect([source.boundedness, source.maxParallelism, source.isLocal, source.producedType]).toEqual([
    "BOUNDED",
    1,
    true,
    Types.SHORT(),
  ]);
  const reader = source.createReader({} as SourceReaderContext);
  inner.timestampMs = 99;
  expect([reader.next(), reader.timestampMs, reader.currentSplitId]).toEqual([-21_658, 100, "s1"]);
  expect(() => reader.next()).toThrow(
    expect.objectContaining({
      code: "TYPE_WRONG_VALUE",
      values: expect.objectContaining({ path: "record" }),
    }),
  );
  expect([reader.next(), reader.next(), reader.isEnded]).toEqual([9, undefined, true]);
});

// covers: SourceReader
test("everything else is the reader's own", async () => {
  const inner = new ScriptedReader();
  const source = new ConvertedSource(sourceOf(inner), Types.SHORT());
  expect(source.createEnumerator({} as never)).toBe("enumerator");
  const reader = source.createReader({} as SourceReaderContext);
  reader.addSplits([{ splitId: "s1" }]);
  reader.notifyNoMoreSplits();
  reader.pauseOrResumeSplits(["a"], ["b"]);
  await reader.start?.();
  await reader.available();
  await reader.close();
  expect([reader.snapshotState(5), reader.progress?.(), inner.calls]).toEqual([
    [{ splitId: "s5" }],
    undefined,
    [[{ splitId: "s1" }], "no more", [["a"], ["b"]], "available", "close"],
  ]);
});

// covers: StreamExecutionEnvironment.addSource
test("a source is wrapped where the declared type is not the one it produces", async () => {
  const { plans } = installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  const [plain, typed] = [
    sourceOf(new ScriptedReader()),
    sourceOf(new ScriptedReader(), Types.SHORT()),
  ];
  const streams = [
    env.addSource(plain, "a"),
    env.addSource(plain, "b", Types.SHORT),
    env.addSource(typed, "c", Types.SHORT),
  ];
  for (const stream of streams) stream.print();
  await env.executeAsync();
  const sources = plans[0]?.nodes.flatMap((node) => (node.kind === "source" ? [node] : [])) ?? [];
  expect(
    sources.map(({ source, outputType }) => [source instanceof ConvertedSource, outputType]),
  ).toEqual([
    [false, undefined],
    [true, Types.SHORT()],
    [false, Types.SHORT()],
  ]);
});
