/**
 * Operator state as bytes and back: one byte string for each element of a list and for each entry of a broadcast state.
 *
 * SB1: everything is written in one synchronous call (C4). SB2: an entry is its key as a block, then 0 for `null`, or 1
 * and the value: a value may be `null` whatever its type. SB3: bytes of an older type are read through its migration.
 */
import { streamError } from "../../base/stream-error.ts";
import type {
  ElementSerializer,
  OperatorStateSnapshot,
} from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { ListStateDescriptor, MapStateDescriptor } from "../../state/descriptors.ts";
import { ByteInput } from "../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../types/serializers/byte-output.ts";
import { compareSerializers } from "../../types/serializers/compare-serializers.ts";
import type { Serializer } from "../../types/serializers/serializer.ts";
import { serializerOf } from "../../types/serializers/serializer-of.ts";

/** Names the state in errors. */
export interface StateName {
  readonly state: string;
  readonly operator: string;
}

type Read = (input: ByteInput) => unknown;

/** Writes and reads the elements of a state. */
export interface StateBytes<Item> {
  readonly serializer: ElementSerializer;
  write(item: Item): Uint8Array;
  /** What a part holds; throws `STATE_INCOMPATIBLE_SERIALIZER`. */
  read(part: OperatorStateSnapshot, name: StateName): Item[];
}

/** Of a list or union list state. */
export function listBytes(
  descriptor: Pick<ListStateDescriptor<never>, "elementType">,
): StateBytes<unknown> {
  const element = serializerOf(descriptor.elementType);
  return {
    serializer: fingerprints({ element }),
    write(item) {
      const output = new ByteOutput();
      element.write(item, output);
      return output.take();
    },
    read(part, name) {
      const read = readerOf("element", element, part, name);
      return part.elements.map((bytes) => read(new ByteInput(bytes, name.state)));
    },
  };
}

/** Of a broadcast state: pairs of key and value. */
export function broadcastBytes(
  descriptor: Pick<MapStateDescriptor<never, never>, "keyType" | "valueType">,
): StateBytes<readonly [unknown, unknown]> {
  const key = serializerOf(descriptor.keyType);
  const value = serializerOf(descriptor.valueType);
  return {
    serializer: fingerprints({ key, value }),
    write([itemKey, itemValue]) {
      const keyOutput = new ByteOutput();
      key.write(itemKey, keyOutput);
      const output = new ByteOutput();
      output.block(keyOutput.take());
      output.byte(itemValue === null ? 0 : 1);
      if (itemValue !== null) value.write(itemValue, output);
      return output.take();
    },
    read(part, name) {
      const readKey = readerOf("key", key, part, name);
      const readValue = readerOf("value", value, part, name);
      return part.elements.map((bytes) => {
        const input = new ByteInput(bytes, name.state);
        const itemKey = readKey(new ByteInput(input.block(), name.state));
        return [itemKey, input.byte() === 0 ? null : readValue(input)] as const;
      });
    },
  };
}

function fingerprints(of: Readonly<Record<string, Serializer>>): ElementSerializer {
  const entries = Object.entries(of).map(([what, { fingerprint }]) => [what, fingerprint] as const);
  return { type: "fingerprints", fingerprints: Object.fromEntries(entries) };
}

function readerOf(
  what: string,
  serializer: Serializer,
  part: OperatorStateSnapshot,
  name: StateName,
): Read {
  const stored =
    part.serializer.type === "fingerprints" ? part.serializer.fingerprints[what] : undefined;
  if (stored === undefined)
    throw streamError("STATE_INCOMPATIBLE_SERIALIZER", { ...name, reason: `no ${what} is stored` });
  const compatibility = compareSerializers(stored, serializer);
  switch (compatibility.kind) {
    case "same":
      return (input) => serializer.read(input);
    case "afterMigration":
      return (input) => compatibility.read(input);
    case "incompatible":
      throw streamError("STATE_INCOMPATIBLE_SERIALIZER", { ...name, reason: compatibility.reason });
  }
}
