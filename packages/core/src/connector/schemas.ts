/** Schemas between records and the bytes of a message, as connectors for queues use them. */
import type { AnyTypeInformation } from "../types/type-information.ts";

/** Turns a record into the bytes of a message. Flink: `SerializationSchema`. */
export abstract class SerializationSchema<in T> {
  /** Called once per subtask before the first record. */
  open?(): void | Promise<void>;
  /** The bytes belong to the caller. Throws to fail the job. */
  abstract serialize(element: T): Uint8Array;
}

/** Turns the bytes of a message into a record. Flink: `DeserializationSchema`. */
export abstract class DeserializationSchema<out T> {
  open?(): void | Promise<void>;
  /** `undefined` leaves the message out. The bytes are the caller's again when it returns. Throws to reject the message. */
  abstract deserialize(message: Uint8Array): T | undefined;
  /** Type of the records where the schema knows it. */
  readonly producedType?: AnyTypeInformation | undefined;
}
