/** EN-18 … EN-25: running jobs from the environment. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BigDecimal, Types } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

test("EN-18 a finished job has an id, a run time and no accumulators", async () => {
  const env = streaming();
  env.fromCollection([1]).addSink(() => {});
  const result = await env.execute("test");
  expect(result.getJobId()).toMatch(/^[0-9a-f]{32}$/);
  expect(result.getNetRuntime()).toBeGreaterThanOrEqual(0);
  expect(result.getAllAccumulatorResults()).toEqual(new Map());
  expectCase("EN-18", [result.getAccumulatorResult("accumulator")], "accumulator");
  expect(String(result)).toContain(result.getJobId());
});

test("EN-19 an untyped collection gives the original tuples back", async () => {
  const items: [number, string, string][] = [
    [1, "Hi", "Hello"],
    [2, "Hello", "Hi"],
  ];
  expectCase("EN-19", await collected(streaming().fromCollection(items)));
});

test("EN-20 a typed collection of scalars", async () => {
  const stream = streaming().fromCollection(["Hi", "Hello"], Types.STRING());
  expectCase("EN-20", await collected(stream));
});

// covers: Types.SHORT
test("EN-21 a wide row is converted as declared", async () => {
  const type = Types.ROW([
    Types.LONG(),
    Types.NULLABLE(Types.LONG()),
    Types.SHORT(),
    Types.BOOLEAN(),
    Types.SHORT(),
    Types.INT(),
    Types.FLOAT(),
    Types.DOUBLE(),
    Types.PICKLED_BYTE_ARRAY(),
    Types.STRING(),
    Types.SQL_DATE(),
    Types.SQL_TIME(),
    Types.SQL_TIMESTAMP(),
    Types.BASIC_ARRAY(Types.LONG()),
    Types.BIG_DEC(),
    Types.BIG_DEC(),
  ]);
  const bytes = new Uint8Array([102, 108, 105, 110, 107]);
  const rows = [
    [1, null, 1, true, 32767, -2147483648, 1.23, 1.98932, bytes, "pyflink", "2014-09-13", "12:00:00.123",
      "2018-03-11T03:00:00.123", [1, 2, 3], BigDecimal.of("1000000000000000000.05"),
      BigDecimal.of("1000000000000000000.05999999999999999899999999999")],
    [2, null, 2, true, 43878, 9147483648, 9.87, 2.98936, bytes, "pyflink", "2015-10-14", "11:02:02.2345",
      "2020-04-15T08:02:06.235", [2, 4, 6], BigDecimal.of("2000000000000000000.74"),
      BigDecimal.of("2000000000000000000.06111111111111111111111111111")],
  ]; // biome-ignore format: one row a case
  expectCase("EN-21", await collected(streaming().fromCollection(rows as never[], type)));
});

// covers: StreamExecutionEnvironment.readTextFile
test("EN-23 readTextFile gives the lines without their ends", async () => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-en-23-"));
  const names = expectedOf("EN-23");
  await writeFile(join(folder, "names.txt"), names.map((name) => `${name}\n`).join(""));
  const lines = await collected(streaming().readTextFile(join(folder, "names.txt")));
  expectCase("EN-23", lines);
  await rm(folder, { recursive: true });
});

// covers: JobClient.getJobExecutionResult, StreamExecutionEnvironment.executeAsync
test("EN-24 executeAsync gives a client of the job", async () => {
  const env = streaming();
  env.fromCollection([1]).addSink(() => {});
  const client = await env.executeAsync("asynchronous");
  const result = await client.getJobExecutionResult();
  const compared = String(result.getJobId()) === String(client.getJobID()) ? "equals" : "differs";
  expectCase("EN-24", [compared], "equal");
});

// covers: StreamExecutionEnvironment.getExecutionPlan
test("EN-25 the plan shows the hash edge and the operators' own parallelism", () => {
  const env = streaming();
  env
    .fromCollection(
      [
        ["a", 0],
        ["b", 0],
        ["c", 1],
        ["d", 1],
        ["e", 2],
      ],
      Types.ROW([Types.STRING(), Types.INT()]),
    )
    .name("rows")
    .keyBy((row) => row[1], Types.INT())
    .map((row) => row[1] + 2)
    .name("Plus Two Map")
    .setParallelism(3)
    .map((value) => value + 2)
    .name("Add From File Map")
    .addSink(() => {})
    .name("Test Sink")
    .setParallelism(4);
  const nodes: {
    contents: string;
    parallelism: number;
    predecessors?: { ship_strategy: string }[];
  }[] = JSON.parse(env.getExecutionPlan()).nodes;
  const named = (name: string) => nodes.find((node) => node.contents.includes(name));
  const [first, sink] = [named("Plus Two Map"), named("Test Sink")];
  expectCase("EN-25", first?.predecessors?.map((edge) => edge.ship_strategy) ?? [], "edge");
  expectCase("EN-25", [first?.parallelism, sink?.parallelism], "parallelism");
});
