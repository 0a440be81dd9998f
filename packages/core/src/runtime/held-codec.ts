/**
 * What an operator holds as bytes and back: its inbox (W6), and elements it has taken and not finished.
 *
 * Serializers are those of the operator's inputs and keys. What is read belongs to the reader.
 */
import { streamError } from "../base/stream-error.ts";
import type { HeldElement, HeldElements } from "../checkpoint/snapshot/held-elements.ts";
import { ByteInput } from "../types/serializers/byte-input.ts";
import { compareSerializers } from "../types/serializers/compare-serializers.ts";
import type { SerializerFingerprint } from "../types/serializers/fingerprint.ts";
import type { Serializer } from "../types/serializers/serializer.ts";
import { serializerOf } from "../types/serializers/serializer-of.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import type { InboxItem } from "./inbox.ts";
import type { KeyWriter } from "./state/keyed-snapshot-writer.ts";
import { describeStored } from "./state/restore-errors.ts";

type Read = (bytes: Uint8Array) => unknown;

/** Writes and reads the held elements of one operator. */
export class HeldCodec {
  readonly #inputTypes: readonly (AnyTypeInformation | undefined)[];
  readonly #keys: KeyWriter;
  readonly #isKeyed: readonly boolean[];

  /** `inputTypes`: what records are declared to be, by input; `isKeyed`: whether they have keys, by input. */
  constructor(
    inputTypes: readonly (AnyTypeInformation | undefined)[],
    keys: KeyWriter,
    isKeyed: readonly boolean[],
  ) {
    this.#inputTypes = inputTypes;
    this.#keys = keys;
    this.#isKeyed = isKeyed;
  }

  /** `undefined` where there is nothing. */
  write(items: readonly InboxItem[]): HeldElements | undefined {
    if (items.length === 0) return undefined;
    const serializers = this.#inputTypes.map((type) => serializerOf(type));
    return {
      valueSerializers: serializers.map(({ fingerprint }) => fingerprint),
      ...(this.#isKeyed.includes(true) ? { keySerializer: this.#keys.serializer.fingerprint } : {}),
      elements: items.map((item) => this.#write(item, serializers)),
    };
  }

  /** The elements as they were held. */
  read(held: HeldElements | undefined): readonly InboxItem[] {
    if (held === undefined) return [];
    const values = this.#inputTypes.map((type, input) =>
      this.#readerOf(held.valueSerializers[input], serializerOf(type), `records of input ${input}`),
    );
    const readKey = this.#isKeyed.includes(true)
      ? this.#readerOf(held.keySerializer, this.#keys.serializer, "keys")
      : undefined;
    return held.elements.map((element): InboxItem => {
      if (element.type !== "record") return element;
      const { input, timestampMs, value, key } = element;
      return {
        type: "record",
        input,
        timestampMs,
        value: values[input]?.(value),
        key: key === undefined ? undefined : readKey?.(key.value),
      };
    });
  }

  #write(item: InboxItem, serializers: readonly Serializer[]): HeldElement {
    if (item.type !== "record") return item;
    const { input, timestampMs, value, key } = item;
    const serializer = serializers[input];
    if (serializer === undefined) throw new RangeError(`there is no input ${input}`); // a defect of the caller
    return {
      type: "record",
      input,
      timestampMs,
      value: this.#keys.bytesOf(value, serializer, "records that wait"),
      ...(this.#isKeyed[input] === true ? { key: this.#keys.entryKey(key) } : {}),
    };
  }

  #readerOf(stored: SerializerFingerprint | undefined, current: Serializer, part: string): Read {
    const { operator } = this.#keys;
    const name = `${part} that waited at ${operator}`;
    if (stored === undefined) return () => undefined;
    const compatibility = compareSerializers(stored, current);
    if (compatibility.kind === "incompatible")
      throw streamError("RUNTIME_OTHER_RECORD_TYPE", {
        operator,
        part,
        stored: describeStored(stored),
        current: describeStored(current.fingerprint),
        reason: compatibility.reason,
      });
    const read =
      compatibility.kind === "same"
        ? (input: ByteInput) => current.read(input)
        : (input: ByteInput) => compatibility.read(input);
    return (bytes) => read(new ByteInput(bytes, name));
  }
}
