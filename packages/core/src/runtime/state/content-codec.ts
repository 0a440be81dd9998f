/**
 * The bytes of what a key has in one state, by the state's kind (KS3).
 *
 * CC1 A time (8 bytes, a float) stands before each thing that expires on its own: a value, an element, a map's value.
 * CC2 A list is its length and its elements; a map its size and, for each entry, key, time, one byte that says whether
 * the value is null, and the value. CC3 Where only the stored state or only today's expires, times are dropped, or begin
 * when the state is restored.
 */
import type { KeyedStateKind } from "../../checkpoint/snapshot/keyed-snapshot.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../../state/descriptors.ts";
import { lookupKey } from "../../types/key-encoding.ts";
import type { ByteInput } from "../../types/serializers/byte-input.ts";
import type { ByteOutput } from "../../types/serializers/byte-output.ts";
import type { Serializer } from "../../types/serializers/serializer.ts";
import { serializerOf } from "../../types/serializers/serializer-of.ts";
import { StoredMap } from "./map-state.ts";
import { TimedValue } from "./time-to-live.ts";

/** How the parts of a content are read: by name as in `serializers`, maybe from the bytes of an older type. */
export type PartReads = Readonly<Record<string, (input: ByteInput) => unknown>>;

/** Writes and reads what one slot of a column holds. */
export interface ContentCodec {
  readonly kind: KeyedStateKind;
  /** By what they write. */
  readonly serializers: Readonly<Record<string, Serializer>>;
  readonly timeToLiveMs: number | undefined;
  write(content: unknown, output: ByteOutput): void;
  /** `isTimed`: the bytes have times; `nowMs` is the time of what has none. */
  read(input: ByteInput, reads: PartReads, isTimed: boolean, nowMs: number): unknown;
}

/** The codec of a descriptor's state in an object table. */
export function createContentCodec(descriptor: StateDescriptor): ContentCodec {
  const timeToLiveMs = descriptor.getTtlConfig()?.getTtl().toMillis();
  if (descriptor instanceof ListStateDescriptor)
    return listCodec(serializerOf(descriptor.elementType), timeToLiveMs);
  if (descriptor instanceof MapStateDescriptor)
    return mapCodec(
      serializerOf(descriptor.keyType),
      serializerOf(descriptor.valueType),
      timeToLiveMs,
    );
  if (descriptor instanceof ValueStateDescriptor || descriptor instanceof ReducingStateDescriptor)
    return singleCodec(descriptor.kind, "value", serializerOf(descriptor.valueType), timeToLiveMs);
  if (descriptor instanceof AggregatingStateDescriptor)
    return singleCodec(
      "aggregating",
      "accumulator",
      serializerOf(descriptor.accumulatorType),
      timeToLiveMs,
    );
  throw new TypeError(`no codec for state of kind ${descriptor.kind}`); // a defect: there are five kinds
}

function singleCodec(
  kind: KeyedStateKind,
  part: string,
  serializer: Serializer,
  timeToLiveMs: number | undefined,
): ContentCodec {
  const isTimed = timeToLiveMs !== undefined;
  return {
    kind,
    serializers: { [part]: serializer },
    timeToLiveMs,
    write: (content, output) => writeItem(content, serializer, isTimed, output),
    read: (input, reads, hasTimes, nowMs) =>
      readItem(input, partOf(reads, part), hasTimes, isTimed, nowMs),
  };
}

function listCodec(serializer: Serializer, timeToLiveMs: number | undefined): ContentCodec {
  const isTimed = timeToLiveMs !== undefined;
  return {
    kind: "list",
    serializers: { element: serializer },
    timeToLiveMs,
    write(content, output) {
      const items = content as readonly unknown[]; // list state keeps arrays
      output.count(items.length);
      for (const item of items) writeItem(item, serializer, isTimed, output);
    },
    read(input, reads, hasTimes, nowMs) {
      const read = partOf(reads, "element");
      const items: unknown[] = [];
      for (let left = input.count(0); left > 0; left--)
        items.push(readItem(input, read, hasTimes, isTimed, nowMs));
      return items;
    },
  };
}

function mapCodec(
  keys: Serializer,
  values: Serializer,
  timeToLiveMs: number | undefined,
): ContentCodec {
  return {
    kind: "map",
    serializers: { mapKey: keys, mapValue: values },
    timeToLiveMs,
    write(content, output) {
      const { entries } = content as StoredMap; // map state keeps these
      output.count(entries.size);
      for (const { key, value, timeMs } of entries.values()) {
        keys.write(key, output);
        if (timeToLiveMs !== undefined) output.float64(timeMs);
        output.byte(value === null ? 0 : 1);
        if (value !== null) values.write(value, output);
      }
    },
    read(input, reads, hasTimes, nowMs) {
      const [readKey, readValue] = [partOf(reads, "mapKey"), partOf(reads, "mapValue")];
      const map = new StoredMap();
      for (let left = input.count(1); left > 0; left--) {
        const key = readKey(input);
        const timeMs = hasTimes ? input.float64() : nowMs;
        const value = input.byte() === 0 ? null : readValue(input);
        map.entries.set(lookupKey(key), { key, value, timeMs });
      }
      return map;
    },
  };
}

function writeItem(
  item: unknown,
  serializer: Serializer,
  isTimed: boolean,
  output: ByteOutput,
): void {
  if (!isTimed) {
    serializer.write(item, output);
    return;
  }
  const { value, timeMs } = item as TimedValue; // what expires is kept so
  output.float64(timeMs);
  serializer.write(value, output);
}

function readItem(
  input: ByteInput,
  read: (input: ByteInput) => unknown,
  hasTimes: boolean,
  isTimed: boolean,
  nowMs: number,
): unknown {
  const timeMs = hasTimes ? input.float64() : nowMs;
  const value = read(input);
  return isTimed ? new TimedValue(value, timeMs) : value;
}

/** Reads one part of a content. */
export function readPart(reads: PartReads, part: string, input: ByteInput): unknown {
  return partOf(reads, part)(input);
}

function partOf(reads: PartReads, part: string): (input: ByteInput) => unknown {
  const read = reads[part];
  if (read === undefined) throw new TypeError(`nothing reads the part ${part}`); // a defect: readers are made for all parts
  return read;
}
