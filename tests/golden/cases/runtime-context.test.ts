/** What functions find through their runtime context: files of the job, counters that its result shows, its parameters. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DiscardingSink, MapFunction, perSubtask, type RuntimeContext } from "millrace";
import { expect, onTestFinished, test } from "vitest";
import { collected, streaming } from "./streaming-environment.ts";

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "millrace-cached-files-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

class CountryNames extends MapFunction<string, string> {
  names: Record<string, string> = {};
  override async open(context: RuntimeContext): Promise<void> {
    const cache = context.getDistributedCache();
    this.names = JSON.parse(await readFile(cache.getFile("countries"), "utf8"));
    const folder = cache.getFile("folder");
    this.names["xx"] = await readFile(join(folder, "unknown.txt"), "utf8");
  }
  map(code: string): string {
    return this.names[code] ?? this.names["xx"] ?? "";
  }
}

// covers: StreamExecutionEnvironment.registerCachedFile, RuntimeContext.getDistributedCache, DistributedCache.getFile
test("every subtask reads the files that the program registered", async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, "countries.json"), '{ "de": "Germany", "fr": "France" }');
  await writeFile(join(folder, "unknown.txt"), "unknown");
  const env = streaming();
  env.registerCachedFile(join(folder, "countries.json"), "countries");
  env.registerCachedFile(folder, "folder");
  const names = env.fromElements("de", "it", "fr").rebalance().map(new CountryNames());
  expect((await collected(names)).sort()).toEqual(["France", "Germany", "unknown"]);
});

// covers: StreamExecutionEnvironment.registerCachedFile
test("a registered file that is missing keeps the job from starting", async () => {
  const path = join(await temporaryFolder(), "none");
  const env = streaming();
  env.registerCachedFile(path, "model");
  env
    .fromElements(1)
    .map(() => expect.unreachable())
    .print();
  await expect(env.execute()).rejects.toMatchObject({
    code: "ENGINE_CACHED_FILE_NOT_FOUND",
    values: { name: '"model"', path },
    where: { location: expect.stringContaining("runtime-context.test.ts") },
  });
});

class Counting extends MapFunction<string, string> {
  count: (word: string) => void = () => {};
  override open(context: RuntimeContext): void {
    const words = context.getIntCounter("words");
    const letters = context.getLongCounter("letters");
    const halves = context.getDoubleCounter("halves");
    const lengths = context.getHistogram("lengths");
    const { limit = "0" } = context.getGlobalJobParameters();
    const longWords = context.getIntCounter(`longer than ${limit}`);
    this.count = (word) => {
      words.add(1);
      letters.add(word.length);
      halves.add(0.5);
      lengths.add(word.length);
      if (word.length > Number(limit)) longWords.add(1);
    };
  }
  map(word: string): string {
    this.count(word);
    return word;
  }
}

// covers: RuntimeContext.getIntCounter, RuntimeContext.getLongCounter, RuntimeContext.getDoubleCounter
// covers: RuntimeContext.getHistogram, RuntimeContext.getGlobalJobParameters
test("the counters of all subtasks are one in the result of the job", async () => {
  const env = streaming();
  env.getConfig().setGlobalJobParameters({ limit: 2 });
  env
    .fromElements("a", "to", "tea", "ten", "inn")
    .rebalance()
    .map(perSubtask(Counting))
    .sinkTo(new DiscardingSink());
  const result = await env.execute();
  expect(Object.fromEntries(result.getAllAccumulatorResults())).toEqual({
    words: 5,
    letters: 12,
    halves: 2.5,
    lengths: new Map([
      [1, 1],
      [2, 1],
      [3, 3],
    ]),
    "longer than 2": 3,
  });
});
