/** KG-03, KG-05 … KG-07: keys by value, and how records are spread, as jobs show it. */
import { type DataStream, type StreamExecutionEnvironment, Types } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

/** The subtask that each record came to, in the order of the records. */
async function subtasksOf(stream: DataStream<number>, parallelism: number): Promise<number[]> {
  const ways = await collected(stream.map(withSubtask("")).setParallelism(parallelism));
  const pairs = ways.map((way) => way.split(" ").map(Number));
  return pairs.toSorted(([left = 0], [right = 0]) => left - right).map(([, subtask = -1]) => subtask); // biome-ignore format: one line
}

/** Numbers from 0 on, emitted by one subtask. */
function numbers(env: StreamExecutionEnvironment, count: number): DataStream<number> {
  return env.fromCollection(Array.from({ length: count }, (_, index) => index), Types.INT()); // biome-ignore format: one stream
}

test("KG-05 rescale begins with the first channel and goes round", async () => {
  const spread = await subtasksOf(numbers(streaming(1), 4).rescale(), 3);
  expectCase("KG-05", spread, "channels");
});

test("KG-06 rescale connects each subtask with its own part of the others", async () => {
  const env = streaming(1);
  const feeds = Number(valueOf("KG-06", "feeds"));
  const ways = numbers(env, 80)
    .rebalance()
    .map(withSubtask("source"))
    .setParallelism(2)
    .rescale()
    .map(withSubtask("map"))
    .setParallelism(4)
    .rescale()
    .map(withSubtask("sink"))
    .setParallelism(2);
  const pairs = (await collected(ways)).map((way) => way.split(" "));
  const ofColumn = (from: number, to: number) => {
    const groups = new Map<string, Set<string>>();
    for (const way of pairs) {
      const group = groups.get(way[from] ?? "") ?? new Set();
      groups.set(way[from] ?? "", group.add(way[to] ?? ""));
    }
    return [...groups.values()];
  };
  const targets = ofColumn(1, 2);
  expect(targets.map((maps) => maps.size)).toEqual([feeds, feeds]);
  expect(new Set(targets.flatMap((maps) => [...maps])).size).toBe(4);
  const reads = ofColumn(3, 2);
  expectCase("KG-06", [...new Set(reads.map((maps) => maps.size))], "reads");
  expect(new Set(reads.flatMap((maps) => [...maps])).size).toBe(4);
});

/** Appends the name of its subtask to the record. */
function withSubtask(name: string) {
  return {
    subtask: "",
    open(context: { getIndexOfThisSubtask(): number }) {
      this.subtask = `${name}${context.getIndexOfThisSubtask()}`;
    },
    map(value: number | string) {
      return `${value} ${this.subtask}`;
    },
  };
}

test("KG-07 rebalance goes round from any channel on", async () => {
  const channels = expectedOf("KG-07", "channels").map(Number);
  const spread = await subtasksOf(numbers(streaming(1), 9).rebalance(), channels.length);
  const first = spread[0] ?? -1;
  expect(channels).toContain(first);
  expect(spread).toEqual(spread.map((_, index) => (first + index) % channels.length));
});

test("KG-03 keys are compared by value, arrays too; what has no value is refused", async () => {
  const lists: [number[], number][] = [[[1, 2], 1], [[1, 2], 2], [[2, 1], 4]]; // biome-ignore format: a table
  const sums = streaming(1)
    .fromCollection(lists)
    .keyBy((one) => one[0])
    .sum(1);
  expect((await collected(sums)).map((one) => one[1])).toEqual([1, 3, 4]);
  const functions = streaming(1)
    .fromCollection([1])
    .keyBy(() => Math.max as never)
    .sum(0);
  const refusal = valueOf("KG-03", "message").slice("Type .. ".length);
  await expect(collected(functions)).rejects.toThrow(refusal.replace(".", ""));
});
