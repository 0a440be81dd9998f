/** NULLABLE: the value of another type, or null. OPTIONAL: a field of an OBJECT that may be missing. */
import type { CodeGeneration } from "../code-generation.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";

/** The value, or null; `undefined` is taken for null. */
export class NullableType extends TypeInformation<unknown> {
  override readonly kind = "NULLABLE";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[];
  override readonly fieldNames: readonly string[];
  override readonly isImmutable: boolean;
  readonly type: AnyTypeInformation;

  constructor(type: AnyTypeInformation) {
    super();
    this.type = type;
    this.text = `NULLABLE<${type.text}>`;
    this.fieldTypes = type.fieldTypes;
    this.fieldNames = type.fieldNames;
    this.isImmutable = type.isImmutable;
  }

  override isValue(value: unknown): boolean {
    return value === null || this.type.isValue(value);
  }

  override convert(input: unknown, path: string): unknown {
    return input === null || input === undefined ? null : this.type.convert(input, path);
  }

  override toText(value: unknown): string {
    return value === null || value === undefined ? "null" : this.type.toText(value);
  }

  override createCopier(codeGeneration?: CodeGeneration): Copier<unknown> {
    const copy = this.type.createCopier(codeGeneration);
    return this.isImmutable ? (value) => value : (value) => (value === null ? null : copy(value));
  }

  override equals(other: AnyTypeInformation): boolean {
    return other instanceof NullableType && other.type.equals(this.type);
  }
}

/** Marks a field of an OBJECT as one that may be missing; elsewhere it is refused while declaring. */
export class OptionalType extends TypeInformation<unknown> {
  override readonly kind = "OPTIONAL";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable: boolean;
  readonly type: AnyTypeInformation;

  constructor(type: AnyTypeInformation) {
    super();
    this.type = type;
    this.text = `OPTIONAL<${type.text}>`;
    this.isImmutable = type.isImmutable;
  }

  override isValue(value: unknown): boolean {
    return this.type.isValue(value);
  }

  override convert(input: unknown, path: string): unknown {
    return this.type.convert(input, path);
  }

  override toText(value: unknown): string {
    return this.type.toText(value);
  }

  override createCopier(codeGeneration?: CodeGeneration): Copier<unknown> {
    return this.type.createCopier(codeGeneration);
  }

  override equals(other: AnyTypeInformation): boolean {
    return other instanceof OptionalType && other.type.equals(this.type);
  }
}
