/** PRIMITIVE_ARRAY: numbers or booleans without null, as an array or a typed array; the form that came in is kept. */
import { streamError } from "../../base/stream-error.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";
import { areValuesOf, isPlainArray } from "./fields.ts";

/** The element kinds, with the typed arrays whose every element is a value of them. */
const TYPED_ARRAYS: Readonly<Record<string, readonly string[]>> = {
  BYTE: ["Int8Array", "Uint8Array", "Uint8ClampedArray"], // bytes of Node come unsigned
  SHORT: ["Int8Array", "Uint8Array", "Int16Array"],
  INT: ["Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array"],
  LONG: ["Int8Array", "Uint8Array", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array"],
  "LONG(bigint)": ["BigInt64Array"],
  FLOAT: ["Float32Array", "Int8Array", "Uint8Array", "Int16Array", "Uint16Array"],
  DOUBLE: [
    "Float64Array",
    "Float32Array",
    "Int8Array",
    "Uint8Array",
    "Int16Array",
    "Uint16Array",
    "Int32Array",
    "Uint32Array",
  ],
  BOOLEAN: [],
  CHAR: [],
};

/** An array or typed array of primitives. */
export class PrimitiveArrayType extends TypeInformation<ArrayLike<unknown>> {
  override readonly kind = "PRIMITIVE_ARRAY";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = false;
  readonly elementType: AnyTypeInformation;
  readonly #typedArrays: readonly string[];

  constructor(elementType: AnyTypeInformation) {
    super();
    const typedArrays = TYPED_ARRAYS[elementType.text];
    if (typedArrays === undefined) {
      throw streamError("TYPE_WRONG_DECLARATION", {
        factory: "PRIMITIVE_ARRAY",
        reason: `${elementType.text} is not a primitive; use LIST, BASIC_ARRAY or OBJECT_ARRAY`,
      });
    }
    this.elementType = elementType;
    this.text = `PRIMITIVE_ARRAY<${elementType.text}>`;
    this.#typedArrays = typedArrays;
  }

  override isValue(value: unknown): boolean {
    if (isPlainArray(value)) return areValuesOf(this.elementType, value, false);
    return ArrayBuffer.isView(value) && this.#typedArrays.includes(typedArrayName(value));
  }

  override convert(input: unknown, path: string): ArrayLike<unknown> {
    if (this.isValue(input)) return input as ArrayLike<unknown>; // isValue says so
    if (!Array.isArray(input) && typedArrayName(input) === "")
      throw wrongValue(input, path, this.text);
    const items = input as ArrayLike<unknown>; // an array or a typed array of other numbers
    return Array.from({ length: items.length }, (_, index) =>
      this.elementType.convert(items[index], `${path}[${index}]`),
    );
  }

  override toText(value: unknown): string {
    const items = value as ArrayLike<unknown>; // a value of the type
    // convert: the unsigned bytes of a Uint8Array are shown signed, as in Flink
    const texts = Array.from(items, (item) =>
      this.elementType.toText(this.elementType.convert(item, "array")),
    );
    return `[${texts.join(", ")}]`;
  }

  override createCopier(): Copier<ArrayLike<unknown>> {
    return copyList;
  }

  override equals(other: AnyTypeInformation): boolean {
    return other instanceof PrimitiveArrayType && other.elementType.equals(this.elementType);
  }
}

/** The class of a typed array (`Uint8Array` for Node's buffers too), "" for other values. */
function typedArrayName(value: unknown): string {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return "";
  return (value as Uint8Array)[Symbol.toStringTag]; // every typed array has one, whatever its subclass
}

function copyList(value: ArrayLike<unknown>): ArrayLike<unknown> {
  if (Array.isArray(value)) return value.slice();
  return Uint8Array.prototype.slice.call(value); // serves all typed arrays, and copies Node's buffers, whose own slice does not
}
