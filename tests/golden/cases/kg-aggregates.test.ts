/** KG-01, KG-02, DS-41, DS-42: rolling aggregates by position, by name, by default, of fields of fields. */
import { Types } from "millrace";
import { describe, expect, test } from "vitest";
import { expectCase, expectedOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

const nine = Array.from({ length: 9 }, (_, index) => index);

// covers: KeyedStream.max, KeyedStream.min, KeyedStream.sum
test("KG-01 running sum, min and max of a field", async () => {
  const tuples = nine.map((i): [number, number] => [i % 3, i]);
  const type = Types.TUPLE([Types.INT(), Types.INT()]);
  const keyed = () => streaming(1).fromCollection(tuples, type).keyBy((one) => one[0]); // biome-ignore format: one stream
  expectCase("KG-01", await collected(keyed().sum(1)), "sum");
  expect(await collected(keyed().min(1))).toEqual(nine.map((i) => [i % 3, i % 3]));
  expect(await collected(keyed().max(1))).toEqual(nine.map((i) => [i % 3, i]));

  const objects = nine.map((i) => ({ group: i % 3, of: { value: i } }));
  const named = () => streaming(1).fromCollection(objects).keyBy((one) => one.group); // biome-ignore format: one stream
  const sums = await collected(named().sum("of.value"));
  expectCase("KG-01", sums.map(({ group, of }) => [group, of.value]), "sum"); // biome-ignore format: one line
  expect(await collected(named().max("of.value"))).toEqual(objects);
});

describe("KG-02 minBy and maxBy keep the first or the last of equal records", () => {
  const triples = nine.map((i): [number, number, number] => [0, i % 3, i]);
  const type = Types.TUPLE([Types.INT(), Types.INT(), Types.INT()]);
  const keyed = () => streaming(1).fromCollection(triples, type).keyBy((one) => one[0]); // biome-ignore format: one stream

  test("KG-02 the first, which is the default", async () => {
    expectCase("KG-02", await collected(keyed().maxBy(1)), "max first");
    expectCase("KG-02", await collected(keyed().maxBy(1, true)), "max first");
    expectCase("KG-02", await collected(keyed().minBy(1)), "min first");
  });

  test("KG-02 the last", async () => {
    const last = expectedOf("KG-02", "max last").length; // the text leaves out how it begins
    expectCase("KG-02", (await collected(keyed().maxBy(1, false))).slice(-last), "max last");
    expectCase("KG-02", await collected(keyed().minBy(1, false)), "min last");
  });
});

// covers: Types.ROW_NAMED
test("DS-41 a field by name, by position and by default; aggregates go on from each other", async () => {
  const type = Types.ROW_NAMED(["v1", "v2"], [Types.INT(), Types.INT()]);
  const pairs: [number, number][] = [[1, 1], [1, 2], [1, 3], [2, 5], [2, 1]]; // biome-ignore format: a table
  const output = streaming(1)
    .fromCollection(pairs, type)
    .keyBy((one) => one[0])
    .sum("v2")
    .keyBy((one) => one[0])
    .sum(1)
    .map((one) => [one[1], one[0]], Types.TUPLE([Types.INT(), Types.INT()]))
    .keyBy((one) => one[1])
    .sum(0);
  expectCase("DS-41", await collected(output));
});

// covers: KeyedStream.maxBy, KeyedStream.minBy
test("DS-42 minBy, max, min and maxBy by name, by position and by default", async () => {
  const type = Types.ROW_NAMED(["v1", "v2", "v3"], [Types.STRING(), Types.INT(), Types.INT()]);
  const triples: [string, number, number][] = [["a", 3, 0], ["a", 1, 1], ["b", 5, 0], ["b", 3, 1]]; // biome-ignore format: a table
  const output = streaming(1)
    .fromCollection(triples, type)
    .keyBy((one) => one[0])
    .minBy("v2")
    .map((one) => [one[0], one[1], one[2]], Types.TUPLE([Types.STRING(), Types.INT(), Types.INT()]))
    .keyBy((one) => one[2])
    .max(1)
    .keyBy((one) => one[2])
    .min()
    .map((one) => one[0], Types.STRING())
    .keyBy((one) => one)
    .maxBy();
  expectCase("DS-42", await collected(output));
});
