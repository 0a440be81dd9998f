import { describe, expect, test } from "vitest";
import { installFakeHost } from "../testing/fake-host.ts";
import { Types } from "../types/types.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

const double = (value: number) => value * 2;

describe("misuse is told at the user's line", () => {
  const env = () => {
    installFakeHost();
    return StreamExecutionEnvironment.getExecutionEnvironment();
  };
  const numbers = () => env().fromSequence(1, 2);
  class MyMap {
    map(value: number) {
      return value;
    }
  }
  class Bound {
    map = (value: number) => value;
  }
  class BoundAssigner {
    extractTimestamp = (value: number) => value;
  }
  const cases: readonly (readonly [
    string,
    () => unknown,
    string,
    Readonly<Record<string, string>>,
  ])[] = [
    [
      "something else than a function",
      () => numbers().map(5 as never),
      "API_WRONG_TYPE",
      {
        method: "DataStream.map",
        parameter: "fn",
        value: "5",
        expected: "a function or an object with map",
      },
    ],
    [
      "an object without the method",
      () => numbers().flatMap({ map() {} } as never),
      "API_WRONG_TYPE",
      { value: "an object with map", expected: "a function or an object with flatMap" },
    ],
    [
      "an array, which has a map of its own",
      () => numbers().map([1] as never),
      "API_WRONG_TYPE",
      { value: "an array of 1", expected: "a function or an object with map" },
    ],
    [
      "a type in the place of the function",
      () => numbers().map(Types.STRING as never),
      "API_WRONG_TYPE",
      { value: "the function STRING", expected: "a function or an object with map" },
    ],
    [
      "a class that was not created",
      () => numbers().map(MyMap as never),
      "API_CLASS_NOT_INSTANTIATED",
      { name: "MyMap", method: "DataStream.map" },
    ],
    [
      "a function object that cannot be copied",
      () => numbers().map(new Bound()),
      "FUNCTION_NOT_COPYABLE",
      { field: "DataStream.map(fn).map" },
    ],
    [
      "lambdas where two methods are needed",
      () => numbers().connect(numbers() as never),
      "API_FOREIGN_STREAM",
      { method: "DataStream.connect" },
    ],
    [
      "a lambda for a co-map",
      () => {
        const a = numbers();
        return a.connect(a).map((() => 1) as never);
      },
      "API_WRONG_TYPE",
      { expected: "an object with map1 and map2" },
    ],
    [
      "a class as type",
      () => numbers().map(double, MyMap as never),
      "TYPE_CLASS_AS_TYPE",
      { method: "DataStream.map" },
    ],
    [
      "a name for a keyed stream",
      () => numbers().keyBy(double).name("x"),
      "API_NOT_ON_KEYED_STREAM",
      { method: "name" },
    ],
    [
      "another partitioning of a keyed stream",
      () => numbers().keyBy(double).rebalance(),
      "API_KEYED_PARTITIONING",
      { method: "rebalance" },
    ],
    [
      "a name for a union",
      () => {
        const a = numbers();
        return a.union(a).name("x");
      },
      "API_NOT_AN_OPERATOR",
      { kind: "a union" },
    ],
    [
      "parallelism for a source that has none",
      () => env().fromCollection([1]).setParallelism(2),
      "API_NOT_PARALLEL",
      { operator: "Collection Source", parallelism: "2" },
    ],
    [
      "a parallelism of 0",
      () => numbers().setParallelism(0),
      "API_WRONG_TYPE",
      { value: "0", expected: "a whole number from 1 to 32768" },
    ],
    [
      "an object as name of a job",
      () => numbers().executeAndCollect({ name: "x" } as never),
      "API_WRONG_TYPE",
      { parameter: "jobName", value: "an object with name" },
    ],
    [
      "a logger without its methods",
      () => env().setLogger({ info() {} } as never),
      "API_WRONG_TYPE",
      { method: "StreamExecutionEnvironment.setLogger", parameter: "logger" },
    ],
    [
      "a string as collection",
      () => env().fromCollection("abc" as never),
      "API_WRONG_TYPE",
      { method: "StreamExecutionEnvironment.fromCollection" },
    ],
    [
      "an empty collection without a type",
      () => env().fromCollection([]),
      "API_EMPTY_COLLECTION",
      {},
    ],
    [
      "an item that is not of its type",
      () => env().fromCollection(["x"] as never, Types.INT()),
      "TYPE_WRONG_VALUE",
      { path: "record[0]" },
    ],
    [
      "a field that is none",
      () =>
        numbers()
          .keyBy(double)
          .sum(-1 as never),
      "API_WRONG_TYPE",
      { method: "KeyedStream.sum", parameter: "field" },
    ],
    [
      "a position behind the fields of a declared tuple",
      () =>
        env()
          .fromCollection([[1, 2]], Types.TUPLE([Types.INT(), Types.INT()]))
          .keyBy((pair) => pair[0])
          .max(2 as never),
      "API_WRONG_TYPE",
      { value: "2", expected: "one of the fields f0, f1, or their positions from 0" },
    ],
    [
      "a name that a declared object has not",
      () =>
        env()
          .fromCollection([{ n: 1 }], Types.OBJECT({ n: Types.INT() }))
          .keyBy((record) => record.n)
          .minBy("m" as never),
      "API_WRONG_TYPE",
      { value: '"m"', expected: "one of the fields n" },
    ],
    [
      "a field of declared numbers",
      () =>
        env()
          .fromCollection([1], Types.INT())
          .keyBy(double)
          .sum(1 as never),
      "API_WRONG_TYPE",
      { value: "1", expected: "0 for records of the type INT" },
    ],
    [
      "a projection of declared numbers",
      () => env().fromCollection([1], Types.INT()).project(0),
      "API_WRONG_TYPE",
      { value: "0", expected: "positions of a tuple or row, and the records are INT" },
    ],
    [
      "a projection behind the fields of a declared tuple",
      () =>
        env()
          .fromCollection([[1]], Types.TUPLE([Types.INT()]))
          .project(1),
      "API_WRONG_TYPE",
      { value: "1", expected: "a whole number from 0 to 0" },
    ],
    [
      "a tag that is none",
      () =>
        numbers()
          .map(double)
          .getSideOutput("late" as never),
      "API_WRONG_TYPE",
      { expected: "an OutputTag" },
    ],
    [
      "a strategy that is none",
      () => numbers().assignTimestampsAndWatermarks(5 as never),
      "API_WRONG_TYPE",
      { parameter: "watermarkStrategy" },
    ],
    [
      "a timestamp assigner that cannot be copied",
      () =>
        numbers().assignTimestampsAndWatermarks((s) =>
          s.forMonotonousTimestamps().withTimestampAssigner(new BoundAssigner()),
        ),
      "FUNCTION_NOT_COPYABLE",
      { field: "DataStream.assignTimestampsAndWatermarks(timestampAssigner).extractTimestamp" },
    ],
    [
      "a uid hash that is none",
      () => numbers().setUidHash("xyz"),
      "API_WRONG_TYPE",
      { expected: "32 hex digits in lower case" },
    ],
    [
      "a limit of 0",
      () => numbers().executeAndCollect(0),
      "API_WRONG_TYPE",
      { parameter: "limit" },
    ],
  ];
  for (const [what, act, code, values] of cases) {
    test(`${what} is ${code}`, () => {
      let error: unknown;
      try {
        act();
      } catch (caught) {
        error = caught;
      }
      expect(error).toMatchObject({
        code,
        values,
        where: { location: expect.stringMatching(/misuse\.test\.ts:\d+:\d+$/) },
      });
    });
  }
});
