/** How tests say what they cover, and what becomes of it: the parts that scripts/parity.js puts together. */
import { describe, expect, test } from "vitest";
import { coversIn } from "./covers.ts";
import { exportPaths, faults, type InventoryItem, statuses } from "./status.ts";

describe("lines that say what is covered", () => {
  test("stand above a test or inside one", () => {
    const source = `
// covers: DataStream.map, DataStream.filter
test("a", () => {
  // covers: Row
  expect(1).toBe(1);
});`;
    expect(coversIn(source)).toEqual([
      { name: "DataStream.map", line: 2, isRun: true },
      { name: "DataStream.filter", line: 2, isRun: true },
      { name: "Row", line: 4, isRun: true },
    ]);
  });

  test("count only where the test runs, and everything around it", () => {
    const source = `
// covers: A
test.skip("a", () => {});
describe.skip("b", () => {
  // covers: B
  test("b", () => {});
});
// covers: C
const noTest = 1;
describe("d", () => {
  // covers: D
  test.each([1])("d", () => {});
});`;
    expect(coversIn(source)).toEqual([
      { name: "A", line: 2, isRun: false },
      { name: "B", line: 5, isRun: false },
      { name: "C", line: 8, isRun: false },
      { name: "D", line: 11, isRun: true },
    ]);
  });
});

const paths = exportPaths({
  millrace: {
    DataStream: { members: ["map", "name of Settings"], statics: [] },
    KeyedStream: { members: ["map of DataStream", "name of Settings"], statics: [] },
    Types: { members: [], statics: ["INT"] },
  },
});
const item = (name: string, group = 2): InventoryItem => {
  const [owner = "", method] = name.split(".");
  const rest = method === undefined ? {} : { method };
  return { group, class: owner, ...rest, name: method ?? owner, versions: "all" };
};
const none = { renamed: {}, notApplicable: {}, partial: {}, features: {} };

describe("where an item stands", () => {
  function statusOf(name: string, covered: readonly string[], decisions: object = {}): string {
    const covers = covered.map((one) => ({ file: "x", line: 1, name: one, isRun: true }));
    const [one] = statuses([item(name)], { paths, covers, decisions: { ...none, ...decisions } });
    return one?.why === "" ? one.status : `${one?.status}: ${one?.why}`;
  }

  test("what is exported and named is supported, what is not named is untested", () => {
    expect(statusOf("DataStream.map", ["DataStream.map"])).toBe("supported");
    expect(statusOf("DataStream.map", ["DataStream.name"])).toBe("untested");
    expect(statusOf("DataStream.flatMap", ["DataStream.flatMap"])).toBe("missing");
  });

  test("an inherited member is covered where it is declared, a class by any of its members", () => {
    expect(statusOf("KeyedStream.map", ["DataStream.map"])).toBe("supported");
    expect(statusOf("KeyedStream.name", ["DataStream.name"])).toBe("supported");
    expect(statusOf("KeyedStream", ["KeyedStream.name"])).toBe("supported");
    expect(statusOf("KeyedStream", ["DataStream.name"])).toBe("untested");
  });

  test("decisions rename, limit and leave out", () => {
    const renamed = { RowTypeInfo: "DataStream", "BasicTypeInfo.INT_TYPE_INFO": "Types.INT" };
    expect(statusOf("RowTypeInfo.map", ["DataStream.map"], { renamed })).toBe("supported");
    expect(statusOf("BasicTypeInfo.INT_TYPE_INFO", ["Types.INT"], { renamed })).toBe("supported");
    const partial = { "DataStream.map": "slow" };
    expect(statusOf("DataStream.map", ["DataStream.map"], { partial })).toBe("partial: slow");
    const notApplicable = { "JobID.*": "text" };
    expect(statusOf("JobID.toString", [], { notApplicable })).toBe("not applicable: text");
  });

  test("a feature needs all that it is made of; an absent connector comes later", () => {
    const feature = { group: 13, feature: "Naming", versions: "" };
    const decisions = { ...none, features: { Naming: ["DataStream.map", "DataStream.name"] } };
    const covers = [{ file: "x", line: 1, name: "DataStream.map", isRun: true }];
    const [one, two] = statuses([feature, item("KafkaSource", 10)], { paths, covers, decisions });
    expect([one?.status, two?.status]).toEqual(["untested", "later"]);
  });
});

test("names that lead nowhere are told with their place", () => {
  const covers = [
    { file: "a.test.ts", line: 3, name: "DataStream.mapp", isRun: true },
    { file: "a.test.ts", line: 5, name: "DataStream.map", isRun: false },
  ];
  const decisions = { ...none, partial: { Nowhere: "" }, renamed: { DataStream: "Stream" } };
  expect(faults([item("DataStream")], { paths, covers, decisions })).toEqual([
    "tests/parity/decisions.ts: partial names Nowhere, which is not in the inventory",
    "tests/parity/decisions.ts: DataStream is renamed to Stream, which is not exported",
    "a.test.ts:3: covers DataStream.mapp, which is not exported; run npm run parity where it is new",
    "a.test.ts:5: covers DataStream.map, but no test that runs stands there",
  ]);
});
