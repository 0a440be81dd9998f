/** The bytes of PRIMITIVE_ARRAY: 0, a count and the elements by the element type; or a typed array in its own form, which it keeps. */
import { isPlainArray } from "../kinds/fields.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { readViewOf, writeView } from "./array-forms.ts";
import type { Codec } from "./codec.ts";
import { elementOf, mismatch } from "./layout.ts";
import { scalarCodecOf } from "./scalar-codecs.ts";

const PLAIN_ARRAY = 0;

/** The codec of a PRIMITIVE_ARRAY, the same with and without code generation. */
export function primitiveArrayCodec(type: AnyTypeInformation): Codec {
  const element = scalarCodecOf(elementOf(type)) ?? mismatch(); // the type refuses other elements when it is declared
  return {
    write(value, output) {
      if (!type.isValue(value)) mismatch();
      if (!isPlainArray(value)) return writeView(value as ArrayBufferView, output); // isValue says so
      output.byte(PLAIN_ARRAY);
      output.count(value.length);
      for (let index = 0; index < value.length; index++) element.write(value[index], output);
    },
    read(input) {
      const start = input.position;
      const form = input.byte();
      if (form !== PLAIN_ARRAY) {
        const view = readViewOf(form, input, start);
        if (type.isValue(view)) return view;
        throw input.damaged(`a ${view.constructor.name} is no ${type.text}`, start);
      }
      const count = input.count(element.minBytes);
      const array: unknown[] = [];
      for (let index = 0; index < count; index++) array.push(element.read(input));
      return array;
    },
  };
}
