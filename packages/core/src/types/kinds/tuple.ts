/** TUPLE: an array of a fixed length, each field of its own type. Null fields need NULLABLE. */
import { streamError } from "../../base/stream-error.ts";
import { type CodeGeneration, compileSource, detectCodeGeneration } from "../code-generation.ts";
import { isRow } from "../row.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";
import {
  areValues,
  copierBindings,
  copyExpression,
  copyField,
  equalTypes,
  fieldCopiers,
  fieldText,
  isPlainArray,
  positionalNames,
} from "./fields.ts";

const FIELD_LIMIT = 25; // Flink has Tuple0 to Tuple25

/** An array of a fixed length. */
export class TupleType extends TypeInformation<unknown[], readonly unknown[]> {
  override readonly kind = "TUPLE";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[];
  override readonly fieldNames: readonly string[];
  override readonly isImmutable = false;

  constructor(fieldTypes: readonly AnyTypeInformation[]) {
    super();
    if (fieldTypes.length > FIELD_LIMIT) {
      throw streamError("TYPE_WRONG_DECLARATION", {
        factory: "TUPLE",
        reason: `${fieldTypes.length} fields, at most ${FIELD_LIMIT} are possible`,
      });
    }
    this.fieldTypes = Object.freeze([...fieldTypes]);
    this.fieldNames = positionalNames(fieldTypes.length);
    this.text = `TUPLE<${fieldTypes.map((type) => type.text).join(", ")}>`;
  }

  override isValue(value: unknown): boolean {
    return (
      isPlainArray(value) &&
      value.length === this.fieldTypes.length &&
      areValues(this.fieldTypes, value, false)
    );
  }

  override convert(input: unknown, path: string): unknown[] {
    if (this.isValue(input)) return input as unknown[]; // isValue says so
    if (!(Array.isArray(input) || isRow(input)) || input.length !== this.fieldTypes.length)
      throw wrongValue(input, path, this.text);
    return this.fieldTypes.map((type, index) => type.convert(input[index], `${path}[${index}]`));
  }

  override toText(value: unknown): string {
    const fields = value as readonly unknown[]; // texts are asked of values of the type
    return `(${this.fieldTypes.map((type, index) => fieldText(type, fields[index])).join(",")})`;
  }

  /** As Flink shows it: `TupleTypeInfo(String, Integer)`. */
  override toString(): string {
    return `TupleTypeInfo(${this.fieldTypes.map(String).join(", ")})`;
  }

  override createCopier(
    codeGeneration: CodeGeneration = detectCodeGeneration(),
  ): Copier<unknown[]> {
    const copiers = fieldCopiers(this.fieldTypes, codeGeneration);
    if (codeGeneration === "forbidden")
      return (value) => copiers.map((copier, index) => copyField(value[index], copier));
    const fields = copiers.map((copier, index) => copyExpression(`v[${index}]`, index, copier));
    return compileSource(
      "copy-tuple",
      copierBindings(copiers),
      `return (v) => [${fields.join(", ")}];`,
    ) as Copier<unknown[]>; // the text is a copier
  }

  override equals(other: AnyTypeInformation): boolean {
    return other.kind === "TUPLE" && equalTypes(this.fieldTypes, other.fieldTypes);
  }
}
