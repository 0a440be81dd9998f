/** FS-01, FS-02, FS-04: files and sequences. */
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  FileSink,
  NumberSequenceSource,
  OutputFileConfig,
  SimpleStringEncoder,
  StreamingFileSink,
  Types,
  WatermarkStrategy,
} from "millrace";
import { expect, test } from "vitest";
import { collected, streaming } from "./streaming-environment.ts";

for (const [name, Sink] of [
  ["StreamingFileSink", StreamingFileSink],
  ["FileSink", FileSink],
] as const) {
  // covers: FileSink.RowFormatBuilder.withOutputFileConfig, OutputFileConfig.builder
  // covers: SimpleStringEncoder, StreamingFileSink.DefaultRowFormatBuilder.withOutputFileConfig
  // covers: StreamingFileSink.forRowFormat
  // covers: OutputFileConfig.OutputFileConfigBuilder.build
  // covers: OutputFileConfig.OutputFileConfigBuilder.withPartPrefix
  // covers: OutputFileConfig.OutputFileConfigBuilder.withPartSuffix
  test(`FS-01 ${name} writes prefixed parts, finished at the end of a bounded job`, async () => {
    const folder = await mkdtemp(join(tmpdir(), "millrace-fs-01-"));
    const env = streaming();
    const config = OutputFileConfig.builder()
      .withPartPrefix("prefix")
      .withPartSuffix("suffix")
      .build();
    const items: [string, number][] = [
      ["ab", 1],
      ["bdc", 2],
      ["cfgs", 3],
      ["deeefg", 4],
    ];
    const sink = Sink.forRowFormat(folder, new SimpleStringEncoder())
      .withOutputFileConfig(config)
      .build();
    const texts = env
      .fromCollection(items, Types.TUPLE([Types.STRING(), Types.INT()]))
      .map((item) => item[0], Types.STRING());
    texts.sinkTo(sink);
    await env.execute();
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((file) =>
      file.isFile(),
    );
    const contents = await Promise.all(
      files.map((file) => readFile(join(file.parentPath, file.name), "utf8")),
    );
    for (const file of files) expect(file.name).toMatch(/^prefix-.*suffix$/);
    expect(contents.join("").split("\n").sort()).toEqual(["", "ab", "bdc", "cfgs", "deeefg"]);
    await rm(folder, { recursive: true });
  });
}

// covers: StreamExecutionEnvironment.fromSource
test("FS-04 a number sequence includes both ends", async () => {
  const stream = streaming().fromSource(
    new NumberSequenceSource(1, 10),
    WatermarkStrategy.noWatermarks(),
    "seq",
  );
  expect((await collected(stream)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
