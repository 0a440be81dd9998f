/**
 * The records of a frame as bytes: where the key changes, its canonical bytes and itself; then timestamp and value.
 *
 * Read only by the process that wrote it, so that it has no version. Records without keys leave the key out.
 */

import type { ByteInput } from "../../types/serializers/byte-input.ts";
import type { ByteOutput } from "../../types/serializers/byte-output.ts";
import type { Serializer } from "../../types/serializers/serializer.ts";
import { serializerOf } from "../../types/serializers/serializer-of.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { RecordOrder } from "./record-buffer.ts";
import type { RecordCursor } from "./record-cursor.ts";

const SAME_KEY = 0;
const NEW_KEY = 1;
const NO_BYTES = new Uint8Array(0);

/** What the records of one input are, and how they are ordered. */
export interface SpilledRecords {
  readonly order: RecordOrder;
  readonly valueType: AnyTypeInformation | undefined;
  readonly keyType: AnyTypeInformation | undefined;
}

/** One record as it was read. */
export interface ReadRecord {
  keyBytes: Uint8Array;
  key: unknown;
  value: unknown;
  timestampMs: number;
}

/** Writes and reads records of one input. */
export class SpillFormat {
  readonly isKeyed: boolean;
  readonly #values: Serializer;
  readonly #keys: Serializer;

  constructor({ order, valueType, keyType }: SpilledRecords) {
    this.isKeyed = order === "key";
    this.#values = serializerOf(valueType);
    this.#keys = serializerOf(keyType);
  }

  /** `previousKey`: the key bytes of the record before it in the frame, `undefined` at its beginning. */
  write(record: RecordCursor, previousKey: Uint8Array | undefined, output: ByteOutput): void {
    if (record.keyBytes === previousKey) {
      output.byte(SAME_KEY);
    } else {
      output.byte(NEW_KEY);
      if (this.isKeyed) {
        output.block(record.keyBytes);
        this.#keys.write(record.key, output);
      }
    }
    output.float64(record.timestampMs);
    this.#values.write(record.value, output);
  }

  /** Reads into `record`, whose key stays where it is the same. */
  read(input: ByteInput, record: ReadRecord): void {
    if (input.byte() === NEW_KEY) {
      record.keyBytes = this.isKeyed ? input.block() : NO_BYTES;
      record.key = this.isKeyed ? this.#keys.read(input) : undefined;
    }
    record.timestampMs = input.float64();
    record.value = this.#values.read(input);
  }
}
