/**
 * The contract of serializers: a value to bytes and back, a fingerprint that is stored beside the bytes, and the answer
 * to whether bytes of one fingerprint can be read by the serializer of another type.
 *
 * Z1 The bytes are defined by the type alone: not by code generation, the class of a container or the table a value lies in.
 * Z2 What is read equals what was written; what cannot be restored is refused while it is written, naming the path.
 */
import type { AnyTypeInformation } from "../type-information.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";
import type { SerializerFingerprint } from "./fingerprint.ts";

/** Writes and reads values of one type. It has no state: one serializer serves any number of operators of a thread. */
export interface Serializer<T = unknown> {
  /** What of the type decides the bytes; stored with them. */
  readonly fingerprint: SerializerFingerprint;
  /** The type; GENERIC for undeclared values. */
  readonly type: AnyTypeInformation;
  /**
   * Appends the value. Throws `TYPE_NOT_COPYABLE` or `TYPE_WRONG_VALUE` and its kin, with the path in the value;
   * the output is then what it was before.
   */
  write(value: T, output: ByteOutput): void;
  /** Reads one value: the caller owns it. Throws `TYPE_BYTES_TRUNCATED` or `TYPE_BYTES_DAMAGED`. */
  read(input: ByteInput): T;
}

/** Whether bytes that were written under a stored fingerprint can be read by a serializer of today. */
export type Compatibility<T = unknown> =
  | {
      /** Read by the serializer itself. */
      readonly kind: "same";
    }
  | {
      /** Read by `read`, which gives values of today's type; what is written next has today's bytes. */
      readonly kind: "afterMigration";
      /** Reads one value of the stored type and turns it into one of today's. */
      read(input: ByteInput): T;
      /** What differs, one sentence each, with the path: `value.count: INT became LONG`. */
      readonly changes: readonly string[];
    }
  | {
      readonly kind: "incompatible";
      /** Names the field and what is wrong with it. */
      readonly reason: string;
    };
