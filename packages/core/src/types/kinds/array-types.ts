/** LIST, BASIC_ARRAY and OBJECT_ARRAY: arrays of any length. Elements of the two array types may be null, as in Flink. */
import { type CodeGeneration, detectCodeGeneration } from "../code-generation.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";
import { areValuesOf, copyField, fieldText, isPlainArray } from "./fields.ts";

/** The three kinds; they differ in whether null elements are allowed. */
export type ArrayKind = "LIST" | "BASIC_ARRAY" | "OBJECT_ARRAY";

/** An array of any length. */
export class ArrayType extends TypeInformation<unknown[], Iterable<unknown>> {
  override readonly kind: ArrayKind;
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = false;
  readonly elementType: AnyTypeInformation;
  readonly #isNullAllowed: boolean;

  constructor(kind: ArrayKind, elementType: AnyTypeInformation) {
    super();
    this.kind = kind;
    this.elementType = elementType;
    this.text = `${kind}<${elementType.text}>`;
    this.#isNullAllowed = kind !== "LIST";
  }

  override isValue(value: unknown): boolean {
    return isPlainArray(value) && areValuesOf(this.elementType, value, this.#isNullAllowed);
  }

  override convert(input: unknown, path: string): unknown[] {
    if (this.isValue(input)) return input as unknown[]; // isValue says so
    if (!Array.isArray(input) && !(ArrayBuffer.isView(input) && !(input instanceof DataView)))
      throw wrongValue(input, path, this.text);
    const items = input as ArrayLike<unknown>; // an array or a typed array
    return Array.from({ length: items.length }, (_, index) => {
      const item = items[index];
      return this.#isNullAllowed && item === null
        ? null
        : this.elementType.convert(item, `${path}[${index}]`);
    });
  }

  override toText(value: unknown): string {
    return `[${(value as readonly unknown[]).map((item) => fieldText(this.elementType, item)).join(", ")}]`; // a value of the type
  }

  override createCopier(
    codeGeneration: CodeGeneration = detectCodeGeneration(),
  ): Copier<unknown[]> {
    if (this.elementType.isImmutable) return (value) => value.slice();
    const copier = this.elementType.createCopier(codeGeneration);
    return (value) => value.map((item) => copyField(item, copier));
  }

  override equals(other: AnyTypeInformation): boolean {
    return (
      other instanceof ArrayType &&
      other.kind === this.kind &&
      other.elementType.equals(this.elementType)
    );
  }
}
