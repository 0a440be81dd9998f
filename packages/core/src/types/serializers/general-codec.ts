/** The bytes of undeclared values, as one pair of functions; keeps the declared shapes of rows, which are costly to describe. */
import { StreamError } from "../../base/stream-error.ts";
import { RowType } from "../kinds/row-type.ts";
import type { RowShape } from "../row.ts";
import type { ByteInput } from "./byte-input.ts";
import type { ByteOutput } from "./byte-output.ts";
import { SERIALIZER_VERSION } from "./fingerprint.ts";
import { fingerprintOf } from "./fingerprint-of.ts";
import { GeneralReading } from "./general-reader.ts";
import { GeneralWriting } from "./general-writer.ts";
import { parseFingerprint } from "./parse-fingerprint.ts";
import { typeOfFingerprint } from "./type-of-fingerprint.ts";

/** Writes and reads undeclared values. */
export interface GeneralCodec {
  /** Throws `TYPE_NOT_COPYABLE`; `path` names the value in it. */
  write(value: unknown, output: ByteOutput, path: string): void;
  read(input: ByteInput): unknown;
}

/** A codec with its own memory of row shapes. */
export function createGeneralCodec(): GeneralCodec {
  const texts = new WeakMap<RowShape, string>();
  const shapes = new Map<string, RowShape>();
  const textOfShape = (shape: RowShape): string | undefined => {
    if (shape.type === undefined) return undefined;
    const known = texts.get(shape);
    if (known !== undefined) return known;
    const text = JSON.stringify({ version: SERIALIZER_VERSION, type: fingerprintOf(shape.type) });
    texts.set(shape, text);
    return text;
  };
  const shapeOfText = (text: string): RowShape => {
    const known = shapes.get(text);
    if (known !== undefined) return known;
    const type = typeOfFingerprint(parseFingerprint(JSON.parse(text)).type);
    if (!(type instanceof RowType)) throw new TypeError(`${type.text} is no row`); // the cause of TYPE_BYTES_DAMAGED
    shapes.set(text, type.shape);
    return type.shape;
  };
  return {
    write(value, output, path) {
      new GeneralWriting(output, textOfShape).write(value, path);
    },
    read(input) {
      try {
        return new GeneralReading(input, shapeOfText).read();
      } catch (error) {
        if (error instanceof StreamError) throw error;
        throw input.damaged("the value cannot be put together", undefined, error); // nested deeper than the stack
      }
    },
  };
}
