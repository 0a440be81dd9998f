/** The class of all types without parts whose values are immutable: numbers, text, dates, decimals. */
import { textOf } from "../text.ts";
import {
  type AnyTypeInformation,
  type Copier,
  TypeInformation,
  type TypeKind,
} from "../type-information.ts";

// biome-ignore format: a table
const JAVA_NAMES: Readonly<Partial<Record<TypeKind, string>>> = {
  STRING: "String", BYTE: "Byte", SHORT: "Short", INT: "Integer", LONG: "Long", BIG_INT: "BigInteger", BIG_DEC: "BigDecimal",
  FLOAT: "Float", DOUBLE: "Double", BOOLEAN: "Boolean", CHAR: "Character", INSTANT: "Instant",
};

/** What tells one scalar type from another. */
export interface ScalarDefinition<V> {
  readonly kind: TypeKind;
  readonly text: string;
  isValue(value: unknown): boolean;
  convert(input: unknown, path: string): V;
  /** Called with values only. Default: `textOf`. */
  toText?(value: V): string;
}

/** A type without parts, with immutable values. */
export class ScalarType<out V, in I = V> extends TypeInformation<V, I> {
  override readonly kind: TypeKind;
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = true;
  readonly #definition: ScalarDefinition<V>;

  constructor(definition: ScalarDefinition<V>) {
    super();
    this.kind = definition.kind;
    this.text = definition.text;
    this.#definition = definition;
  }

  override isValue(value: unknown): boolean {
    return this.#definition.isValue(value);
  }

  override convert(input: unknown, path: string): V {
    return this.#definition.isValue(input) ? (input as V) : this.#definition.convert(input, path); // isValue says it is a V
  }

  override toText(value: unknown): string {
    if (value === null || value === undefined) return "null";
    return this.#definition.toText?.(value as V) ?? textOf(value); // texts are asked of values of the type
  }

  /** Java's name, as Flink shows it: `Integer`. */
  override toString(): string {
    return JAVA_NAMES[this.kind] ?? this.text;
  }

  override createCopier(): Copier<V> {
    return (value) => value;
  }

  override equals(other: AnyTypeInformation): boolean {
    return other.kind === this.kind && other.text === this.text;
  }
}
