/** DS-32, DS-34, DS-35, DS-36: values of declared types through a job; TI-02, TI-03: types as values; TY-*: function classes. */
import {
  BasicTypeInfo,
  FlatMapFunction,
  KeySelector,
  MapFunction,
  Temporal,
  TupleTypeInfo,
  type TypeInformation,
  Types,
} from "millrace";
import { expect, test } from "vitest";
import { parseFingerprint } from "../../../packages/core/src/types/serializers/parse-fingerprint.ts";
import { serializerOf } from "../../../packages/core/src/types/serializers/serializer-of.ts";
import { typeOfFingerprint } from "../../../packages/core/src/types/serializers/type-of-fingerprint.ts";
import { expectCase, expectedOf, modesOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

const date = Temporal.PlainDate.from("2021-01-09");
const time = Temporal.PlainTime.from("12:00:00");
const timestamp = Temporal.PlainDateTime.from("2021-01-09T12:00:00.011");

// covers: Types.LIST, Types.PRIMITIVE_ARRAY
test.each(modesOf("DS-32"))("DS-32 collections and dates inside a row (%s)", async (mode) => {
  const type = Types.ROW([
    Types.INT(),
    Types.PRIMITIVE_ARRAY(Types.FLOAT()),
    Types.BASIC_ARRAY(Types.NULLABLE(Types.STRING())),
    Types.SQL_DATE(),
    Types.SQL_TIME(),
    Types.SQL_TIMESTAMP(),
    Types.LIST(Types.INT()),
  ]);
  const stream = streaming(2, mode)
    .fromCollection(
      [[1, [1.1, 1.2, 1.3], [null, "hi", "flink"], date, time, timestamp, [1, 2, 3]]],
      type,
    )
    .map((row) => row, type);
  expectCase("DS-32", await collected(stream));
});

const withNulls: [number, (number | null)[], (string | null)[]][] = [
  [1, [1.1, null, 1.3], [null, "hi", "flink"]],
  [2, [null, 2.2, 2.3], ["hello", null, "flink"]],
  [3, [3.1, 3.2, null], ["hello", "hi", null]],
];

// covers: Types.BASIC_ARRAY, Types.FLOAT, Types.INT, Types.STRING
test("DS-34 nulls survive inside of basic arrays", async () => {
  const type = Types.ROW([
    Types.INT(),
    Types.BASIC_ARRAY(Types.NULLABLE(Types.FLOAT())),
    Types.BASIC_ARRAY(Types.NULLABLE(Types.STRING())),
  ]);
  const stream = streaming().fromCollection(withNulls, type);
  expectCase("DS-34", await collected(stream.map((row) => row, type)));
});

// covers: Types.OBJECT_ARRAY
test("DS-35 nulls survive inside of object arrays", async () => {
  const type = Types.ROW([
    Types.INT(),
    Types.OBJECT_ARRAY(Types.NULLABLE(Types.FLOAT())),
    Types.OBJECT_ARRAY(Types.NULLABLE(Types.STRING())),
  ]);
  const stream = streaming().fromCollection(withNulls, type);
  expectCase("DS-35", await collected(stream.map((row) => row, type)));
});

// covers: Types.ROW, Types.SQL_DATE, Types.SQL_TIME, Types.SQL_TIMESTAMP
test("DS-36 dates, times and timestamps", async () => {
  const type = Types.ROW([Types.SQL_DATE(), Types.SQL_TIME(), Types.SQL_TIMESTAMP()]);
  const stream = streaming().fromCollection([[date, time, timestamp]], type);
  expectCase("DS-36", await collected(stream.map((row) => row, type)));
});

// covers: TypeInformation.getFieldTypes, Types.BOOLEAN, Types.TUPLE
test("TI-02 tuple types compare by their fields and show them", () => {
  const type = new TupleTypeInfo([BasicTypeInfo.STRING_TYPE_INFO(), BasicTypeInfo.INT_TYPE_INFO()]);
  expectCase("TI-02", [String(type)], "text");
  expect(type.equals(Types.TUPLE([Types.STRING(), Types.BOOLEAN()]))).toBe(false);
  expect(type.equals(Types.TUPLE([Types.STRING(), Types.INT()]))).toBe(true);
  expect(type.getFieldTypes()).toEqual([Types.STRING(), Types.INT()]);
});

// covers: Types.MAP, Types.PICKLED_BYTE_ARRAY
test("TI-03 every type equals itself after a round trip through its stored form", () => {
  const named = expectedOf("TI-03", "types").map((name): TypeInformation<unknown, never> => {
    return Types[name as "INT"](); // the names of factories without arguments
  });
  const composite = [
    Types.ROW([Types.INT(), Types.STRING()]),
    Types.TUPLE([Types.INT(), Types.STRING()]),
    Types.PRIMITIVE_ARRAY(Types.INT()),
    Types.OBJECT_ARRAY(Types.SQL_DATE()),
    Types.PICKLED_BYTE_ARRAY(),
    Types.MAP(Types.INT(), Types.STRING()),
    Types.LIST(Types.INT()),
  ];
  const stored = [...named, ...composite];
  const read = stored.map((type) => {
    const text = JSON.stringify(serializerOf(type).fingerprint);
    return typeOfFingerprint(parseFingerprint(JSON.parse(text)).type);
  });
  expect(read.map((type) => type.text)).toEqual(stored.map((type) => type.text));
  const equal = read.map(
    (type, index) => stored.findIndex((other) => other.equals(type)) === index,
  );
  expect(equal).toEqual(stored.map(() => true));
});

// covers: StreamExecutionEnvironment.fromElements
test("TY-01, TY-02, TY-04 function classes are typed by their parameters", () => {
  class ToText extends MapFunction<number, string> {
    map(value: number): string {
      return String(value);
    }
  }
  class ToTexts extends FlatMapFunction<number, string> {
    *flatMap(value: number): Generator<string> {
      yield String(value);
    }
  }
  class ByText extends KeySelector<number, string> {
    getKey(value: number): string {
      return String(value);
    }
  }
  expectCase("TY-01", [new ToText().map(1)], "result");
  expectCase("TY-02", Array.from(new ToTexts().flatMap(1)), "result");
  expectCase("TY-04", [new ByText().getKey(1)], "result");
  // @ts-expect-error a text is no number
  new ToText().map("1");
  // @ts-expect-error a function over texts is none over numbers
  streaming().fromElements("a").map(new ToText());
});
