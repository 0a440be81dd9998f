/** DS-60, DS-61, DS-62: results handed to the program, and failures of user functions. */
import { BigDecimal, StreamError, Temporal, Types } from "millrace";
import { expect, test } from "vitest";
import { expectCase, expectedOf, numberOf, valueOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

const words = ["pyflink", "datastream", "execute", "collect"];

// covers: DataStream.executeAndCollect
test("DS-60a a limit yields the first records, in order", async () => {
  const limit = numberOf("DS-60", "limit");
  const records = await streaming().fromCollection(words).executeAndCollect(limit);
  expect(records).toEqual(expectedOf("DS-60", "strings").slice(0, limit));
});

test("DS-60b a keyed stream yields its values in input order", async () => {
  const items: [string, number][] = [
    ["pyflink", 1],
    ["datastream", 2],
    ["pyflink", 1],
    ["collect", 2],
  ];
  const keyed = streaming(1)
    .fromCollection(items, Types.TUPLE([Types.STRING(), Types.INT()]))
    .keyBy((value) => value[0], Types.STRING());
  expectCase("DS-60", await collected(keyed), "keyed");
});

test("DS-60c the iterator is a resource that ends its job when it is closed", async () => {
  const env = streaming();
  const first: number[] = [];
  {
    await using records = env.fromSequence(1, 1_000_000_000).executeAndCollect();
    for await (const record of records) {
      first.push(record);
      if (first.length === 2) break;
    }
  }
  expect(first).toHaveLength(2);
});

test("DS-60d tuples of all types come back as they went in", async () => {
  const { PlainDate, PlainTime, PlainDateTime } = Temporal;
  const type = Types.TUPLE([
    Types.LONG(),
    Types.NULLABLE(Types.STRING()),
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
    Types.LIST(Types.INT()),
    Types.BASIC_ARRAY(Types.BASIC_ARRAY(Types.STRING())),
    Types.BIG_DEC(),
    Types.BIG_DEC(),
  ]);
  const decimals = expectedOf("DS-60", "decimals");
  const item = (id: number) =>
    [
      id,
      null,
      true,
      32767,
      -2147483648,
      0.5,
      1.98932,
      new Uint8Array([102, 108, 105, 110, 107]),
      "pyflink",
      PlainDate.from("2014-09-13"),
      PlainTime.from("12:00:00.000123"),
      PlainDateTime.from("2018-03-11T03:00:00.123"),
      [1, 2, 3],
      [["a"], ["b", "c"]],
      BigDecimal.of(decimals[0] ?? ""),
      BigDecimal.of(decimals[1] ?? ""),
    ] as const;
  const records = await collected(streaming(1).fromCollection([item(1), item(2)] as never[], type));
  expect(records.map((record) => record[0])).toEqual([1, 2]);
  for (const record of records) {
    expect([record[1], record[2], record[3], record[4], record[5], record[6], record[8]]).toEqual([
      null,
      true,
      32767,
      -2147483648,
      0.5,
      1.98932,
      "pyflink",
    ]);
    expect(record[7]).toEqual(new Uint8Array([102, 108, 105, 110, 107]));
    expect([record[9], record[10], record[11]].map(String)).toEqual([
      "2014-09-13",
      "12:00:00.000123",
      "2018-03-11T03:00:00.123",
    ]);
    expect([record[12], record[13]]).toEqual([
      [1, 2, 3],
      [["a"], ["b", "c"]],
    ]);
    expect([record[14], record[15]].map(String)).toEqual(decimals);
  }
});

test("DS-60e a stream of primitive arrays", async () => {
  const stream = streaming(1).fromCollection(
    [
      [1, 2, 3],
      [4, 5],
    ],
    Types.PRIMITIVE_ARRAY(Types.INT()),
  );
  const records = await collected(stream);
  expectCase(
    "DS-60",
    records.map((record) => `[${[...record].join()}]`),
    "arrays",
  );
});

// covers: Types.DOUBLE
test("DS-60f tuples of object arrays keep nulls", async () => {
  const type = Types.TUPLE([
    Types.OBJECT_ARRAY(Types.NULLABLE(Types.STRING())),
    Types.OBJECT_ARRAY(Types.DOUBLE()),
  ]);
  const items: [(string | null)[], number[]][] = [
    [
      ["test", "test"],
      [0, 0],
    ],
    [[null], [0, 0]],
  ];
  const records = await collected(streaming(1).fromCollection(items, type));
  const arrays = records.map(
    (pair) => `(${pair.map((field) => `[${field.map(String).join()}]`).join()})`,
  );
  expectCase("DS-60", arrays, "objects");
});

test("DS-61 a typed stream iterated to its end gives all records in input order", async () => {
  const records = await collected(streaming().fromCollection(words, Types.STRING()));
  expect(records).toEqual(words.slice(0, numberOf("DS-61", "count")));
});

test("DS-62 a failing function fails the job with its message, operator and place", async () => {
  const message = valueOf("DS-62", "message");
  const env = streaming();
  env
    .fromCollection(words, Types.STRING())
    .keyBy((word) => word)
    .flatMap((): string[] => {
      throw new Error(message);
    })
    .print();
  const error = await env.execute("failing").then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StreamError);
  expect(String(error)).toContain(message);
  expect((error as StreamError).where.location).toContain("ds-collect.test.ts");
});
