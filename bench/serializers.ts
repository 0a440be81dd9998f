/** Rows of an integer, a text and a double to bytes and back, in batches of 1,024, against code written for that row alone. */
import { deserialize, serialize } from "node:v8";
import { Types } from "millrace";
import { ByteInput } from "../packages/core/src/types/serializers/byte-input.ts";
import { ByteOutput } from "../packages/core/src/types/serializers/byte-output.ts";
import { serializerOf } from "../packages/core/src/types/serializers/serializer-of.ts";
import { measure, report } from "./interleaved.ts";

interface Item {
  readonly id: number;
  readonly name: string;
  readonly price: number;
}

const batchSize = 1_024;
const items = Array.from(
  { length: batchSize },
  (_, n): Item => ({ id: n, name: `item ${n}`, price: n / 4 }),
);

/** Runs a batch as often as it takes, and adds up what came back. */
function batches(batch: () => Iterable<Item>): (recordCount: number) => number {
  return (recordCount) => {
    let sum = 0;
    for (let done = 0; done < recordCount; done += batchSize) {
      for (const { id, name, price } of batch()) sum += id + name.length + price;
    }
    return sum;
  };
}

function bySerializer(type: Parameters<typeof serializerOf>[0]): () => Item[] {
  const serializer = serializerOf(type);
  const output = new ByteOutput();
  return () => {
    output.clear();
    for (const item of items) serializer.write(item, output);
    const input = new ByteInput(output.written(), "batch");
    const read: Item[] = [];
    for (let n = 0; n < batchSize; n++) read.push(serializer.read(input) as Item); // what the type gives
    return read;
  };
}

/** As somebody writes it for this row: no checks, no room for other types, short ASCII texts only. */
function byHand(): () => Item[] {
  const bytes = new Uint8Array(batchSize * 32);
  const view = new DataView(bytes.buffer);
  return () => {
    let at = 0;
    for (const { id, name, price } of items) {
      view.setInt32(at, id);
      bytes[at + 4] = name.length;
      for (let n = 0; n < name.length; n++) bytes[at + 5 + n] = name.charCodeAt(n);
      view.setFloat64(at + 5 + name.length, price);
      at += 13 + name.length;
    }
    at = 0;
    const read: Item[] = [];
    for (let record = 0; record < batchSize; record++) {
      const id = view.getInt32(at);
      const length = view.getUint8(at + 4);
      let name = "";
      for (let n = 0; n < length; n++) name += String.fromCharCode(view.getUint8(at + 5 + n));
      read.push({ id, name, price: view.getFloat64(at + 5 + length) });
      at += 13 + length;
    }
    return read;
  };
}

const recordCount = batchSize * 1_000;
const type = Types.OBJECT({ id: Types.INT, name: Types.STRING, price: Types.DOUBLE });

report(
  await measure([
    { name: "encoder written by hand", recordCount, run: batches(byHand()) },
    { name: "serializer of a declared type", recordCount, run: batches(bySerializer(type)) },
    { name: "serializer of undeclared values", recordCount, run: batches(bySerializer(undefined)) },
    { name: "JSON", recordCount, run: batches(() => JSON.parse(JSON.stringify(items)) as Item[]) }, // what went in
    {
      name: "v8.serialize",
      recordCount,
      run: batches(() => deserialize(serialize(items)) as Item[]),
    }, // what went in
  ]),
);
