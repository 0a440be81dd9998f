/** Full-window partitions in whole jobs: every partition and every key once, in all projects of the matrix. */
import { Order, Types } from "millrace";
import { describe, expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

const pair = Types.TUPLE([Types.STRING(), Types.INT()]);
const pairs: [string, number][] = [["a", 3], ["b", 7], ["a", 1], ["c", 5], ["b", 2], ["a", 2]]; // biome-ignore format: a table

describe("with keys", () => {
  const partition = () =>
    streaming()
      .fromCollection(pairs, pair)
      .keyBy((one) => one[0])
      .fullWindowPartition();

  test("each key is one partition", async () => {
    const counted = partition().mapPartition((values) => [[...values].join(" ")], Types.STRING());
    expect(sortedText(await collected(counted))).toEqual(["a,3 a,1 a,2", "b,7 b,2", "c,5"]);
    const reduced = partition().reduce((a, b) => [a[0], a[1] * 10 + b[1]]);
    expect(sortedText(await collected(reduced))).toEqual(["a,312", "b,72", "c,5"]);
    const aggregated = partition().aggregate({
      createAccumulator: () => 0,
      add: (value: [string, number], count: number) => count + value[1],
      getResult: (count: number) => count,
    });
    expect(sortedText(await collected(aggregated))).toEqual(["5", "6", "9"]);
  });

  test("the records of a key come out together and in order", async () => {
    const sorted = await collected(partition().sortPartition(1, Order.ASCENDING));
    const ofKey = (key: string) => sorted.filter((one) => one[0] === key).map((one) => one[1]);
    expect(["a", "b", "c"].map(ofKey)).toEqual([[1, 2, 3], [2, 7], [5]]);
  });
});

describe("without keys", () => {
  const partition = () => streaming().fromCollection(pairs, pair).fullWindowPartition();

  test("a subtask is one partition, that of a collection is the only one", async () => {
    expect(String(await collected(partition().sortPartition((one) => one[1], Order.DESCENDING)))).toBe("b,7,c,5,a,3,b,2,a,2,a,1"); // biome-ignore format: a list
    const joined = partition().mapPartition((values) => [
      [...values].map((one) => one[1]).join(""),
    ]);
    expect(await collected(joined)).toEqual(["371522"]);
  });

  test("partitions behind each other wait for each other", async () => {
    const env = streaming();
    const first = env
      .fromSequence(1, 5000)
      .fullWindowPartition()
      .sortPartition(0, Order.DESCENDING);
    const total = first
      .keyBy((n) => n % 2)
      .fullWindowPartition()
      .reduce((a, b) => a + b);
    expect(sortedText(await collected(total))).toEqual(["6250000", "6252500"]);
  });

  // covers: DataStream.fullWindowPartition
  test("every subtask has its own, empty ones too", async () => {
    const env = streaming();
    const counts = env
      .fromCollection([1])
      .map((n) => n)
      .setParallelism(2)
      .fullWindowPartition()
      .mapPartition((values) => [[...values].length]);
    expect(sortedText(await collected(counts))).toEqual(["0", "1"]);
  });
});
