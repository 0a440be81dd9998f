/** DS-01, DS-02, DS-07, DS-31: the core operators over typed and untyped streams. */
import {
  BigDecimal,
  type Collector,
  FilterFunction,
  FlatMapFunction,
  MapFunction,
  Row,
  Types,
} from "millrace";
import { test } from "vitest";
import { expectCase, modesOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Triple = [string, number, BigDecimal];

class EvenLength extends FlatMapFunction<Triple, Triple> {
  *flatMap(value: Triple) {
    if (value[1] % 2 === 0) yield value;
  }
}

class MoreThanTwo extends FilterFunction<Triple> {
  filter(value: Triple) {
    return value[1] > 2;
  }
}

class PlusOne extends MapFunction<Triple, [string, number, BigDecimal]> {
  map(value: Triple): [string, number, BigDecimal] {
    return [value[0], value[1] + 1, value[2]];
  }
}

// covers: DataStream.flatMap, KeyedStream.flatMap
test.each(modesOf("DS-01"))(
  "DS-01 map, flatMap, filter as lambdas and classes over decimals and nested rows (%s)",
  async (mode) => {
    const source = streaming(2, mode).fromCollection(
      [
        ["ab", ["a", "1"]],
        ["bdc", ["b", "2"]],
        ["cfgs", ["c", "3"]],
        ["deeefg", ["d", "4"]],
      ],
      Types.TUPLE([Types.STRING(), Types.ROW([Types.STRING(), Types.BIG_DEC()])]),
    );
    const triple = Types.TUPLE([Types.STRING(), Types.INT(), Types.BIG_DEC()]);
    const result = source
      .map((value) => [value[0], value[0].length, value[1][1]], triple)
      .flatMap(new EvenLength(), triple)
      .filter(new MoreThanTwo())
      .map(new PlusOne(), Types.ROW([Types.STRING(), Types.INT(), Types.BIG_DEC()]));
    expectCase("DS-01", await collected(result));
  },
);

// covers: Types.BIG_DEC
test.each(modesOf("DS-02"))(
  "DS-02 the same with plain functions and no output types (%s)",
  async (mode) => {
    const source = streaming(2, mode).fromCollection(
      [
        ["ab", "1"],
        ["bdc", "2"],
        ["cfgs", "3"],
        ["deeefg", "4"],
      ],
      Types.ROW([Types.STRING(), Types.BIG_DEC()]),
    );
    const result = source
      .map((value) => [value[0], value[0].length, value[1]])
      .flatMap((value, out: Collector<[string, number, BigDecimal]>) => {
        if (value[1] % 2 === 0) out.collect(value);
      })
      .filter((value) => value[1] > 2)
      .map((value) => Row.of(value[0], value[1] + 1, value[2]));
    expectCase("DS-02", await collected(result));
  },
);

// covers: ConnectedStreams.flatMap
test.each(modesOf("DS-07"))("DS-07 connect with CoFlatMap, then with CoMap (%s)", async (mode) => {
  const first = streaming(2, mode).fromCollection([1, 2, 3, 4, 5]);
  const second = first.map((value) => value * 2);
  const result = first
    .connect(second)
    .flatMap({
      *flatMap1(value) {
        yield value + 1;
      },
      *flatMap2(value) {
        yield value - 1;
      },
    })
    .connect(second)
    .map({ map1: (value) => value + 2, map2: (value) => value + 1 });
  expectCase("DS-07", await collected(result));
});

test.each(modesOf("DS-31"))(
  "DS-31 keyBy after keyBy keeps the rows unchanged (%s)",
  async (mode) => {
    const rows = Types.ROW([Types.STRING(), Types.INT()]);
    const source = streaming(2, mode).fromCollection(
      [
        ["a", 0],
        ["b", 0],
        ["c", 1],
        ["d", 1],
        ["e", 2],
      ],
      rows,
    );
    const result = source
      .keyBy((value) => value[1], Types.INT())
      .keyBy((value) => value[0], Types.STRING());
    expectCase("DS-31", await collected(result));
  },
);
