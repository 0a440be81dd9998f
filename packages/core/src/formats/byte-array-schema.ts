/** Bytes as messages, in both directions. */
import type { DeserializationSchema, SerializationSchema } from "../connector/schemas.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Types } from "../types/types.ts";

/** The bytes of a message are the record, and the other way round; nothing is copied. Flink: `ByteArraySchema`. */
export class ByteArraySchema
  implements SerializationSchema<Uint8Array>, DeserializationSchema<Uint8Array>
{
  readonly producedType: AnyTypeInformation = Types.PRIMITIVE_ARRAY(Types.BYTE());

  serialize(element: Uint8Array): Uint8Array {
    return element;
  }

  deserialize(message: Uint8Array): Uint8Array {
    return message;
  }
}
