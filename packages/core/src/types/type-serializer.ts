/** `TypeSerializer`: bytes of what has no type of `Types`, written by hand: the windows of custom assigners. */
import type { ByteInput } from "./serializers/byte-input.ts";
import type { ByteOutput } from "./serializers/byte-output.ts";

/** Base of serializers of windows. Flink, PyFlink: `TypeSerializer`. Stateless: one serves any number of operators. */
export abstract class TypeSerializer<T> {
  /** Appends the element to the stream. */
  abstract serialize(element: T, stream: ByteOutput): void;
  /** Reads one element, and exactly the bytes that `serialize` wrote. */
  abstract deserialize(stream: ByteInput): T;
}
