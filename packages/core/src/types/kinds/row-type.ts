/**
 * ROW and ROW_NAMED: `Row`s with declared fields.
 *
 * Arrays are accepted by position, plain objects and named rows by name. Any field may be null at run time, as in
 * Flink; the static type says so only with NULLABLE. A converted row carries this type's shape (its names and texts).
 */
import { streamError } from "../../base/stream-error.ts";
import { type CodeGeneration, compileSource, detectCodeGeneration } from "../code-generation.ts";
import { isRow, type Row, type RowShape, shapedRow, shapeOf } from "../row.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { fieldPath, missingField, wrongValue } from "../wrong-value.ts";
import {
  areValues,
  copierBindings,
  copyExpression,
  copyField,
  equalTypes,
  fieldCopiers,
  fieldsText,
  fieldText,
  positionalNames,
} from "./fields.ts";

/** Rows with declared fields. */
export class RowType extends TypeInformation<Row, unknown> {
  override readonly kind = "ROW";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[];
  override readonly fieldNames: readonly string[];
  override readonly isImmutable = false;
  /**
   * What rows of this type carry.
   * @internal
   */
  readonly shape: RowShape;

  /** Positional without names. */
  constructor(fieldTypes: readonly AnyTypeInformation[], names?: readonly string[]) {
    super();
    if (names !== undefined && names.length !== fieldTypes.length)
      throw wrongNames(`${names.length} names for ${fieldTypes.length} types`);
    if (names !== undefined && new Set(names).size !== names.length)
      throw wrongNames(`a name twice in ${names.join(", ")}`);
    this.fieldTypes = Object.freeze([...fieldTypes]);
    this.fieldNames = Object.freeze(
      names === undefined ? positionalNames(fieldTypes.length) : [...names],
    );
    this.text = `ROW<${fieldsText(this.fieldNames, fieldTypes)}>`;
    this.shape = Object.freeze({
      fieldNames: this.fieldNames,
      type: this,
      fieldText: (index: number, value: unknown) => fieldText(this.fieldTypes[index], value),
    });
  }

  override isValue(value: unknown): boolean {
    return isRow(value) && shapeOf(value) === this.shape && areValues(this.fieldTypes, value, true);
  }

  override convert(input: unknown, path: string): Row {
    if (this.isValue(input)) return input as Row; // isValue says so
    if (isRow(input)) return shapedRow(this.#fromRow(input, path), this.shape, input.getRowKind());
    if (Array.isArray(input)) return shapedRow(this.#fromList(input, path), this.shape, "INSERT");
    if (typeof input === "object" && input !== null)
      return shapedRow(this.#fromFields(input, path), this.shape, "INSERT");
    throw wrongValue(input, path, this.text);
  }

  override toText(value: unknown): string {
    const row = value as Row; // texts are asked of values of the type
    return shapedRow([...row], this.shape, row.getRowKind()).toString();
  }

  /** As Flink shows it: `RowTypeInfo(id: Long, name: String)`. */
  override toString(): string {
    const fields = this.fieldTypes.map(
      (type, index) => `${this.fieldNames[index]}: ${type.toString()}`,
    );
    return `RowTypeInfo(${fields.join(", ")})`;
  }

  override createCopier(codeGeneration: CodeGeneration = detectCodeGeneration()): Copier<Row> {
    const copiers = fieldCopiers(this.fieldTypes, codeGeneration);
    const shape = this.shape;
    if (codeGeneration === "forbidden") {
      return (row) =>
        shapedRow(
          copiers.map((copier, index) => copyField(row[index], copier)),
          shape,
          row.getRowKind(),
        );
    }
    const fields = copiers.map((copier, index) => copyExpression(`v[${index}]`, index, copier));
    const body = `return (v) => shapedRow([${fields.join(", ")}], shape, v.getRowKind());`;
    return compileSource(
      "copy-row",
      { ...copierBindings(copiers), shapedRow, shape },
      body,
    ) as Copier<Row>; // the text is a copier
  }

  override equals(other: AnyTypeInformation): boolean {
    if (other.kind !== "ROW" || !equalTypes(this.fieldTypes, other.fieldTypes)) return false;
    return this.fieldNames.every((name, index) => other.fieldNames[index] === name);
  }

  #fromRow(row: Row, path: string): unknown[] {
    const names = row.getFieldNames();
    const isRenamed = names !== undefined && this.fieldNames.every((name) => names.includes(name));
    return this.#fromList(isRenamed ? row.getFieldsByNames(this.fieldNames) : row, path);
  }

  #fromList(list: ArrayLike<unknown>, path: string): unknown[] {
    if (list.length !== this.fieldTypes.length) throw wrongValue(list, path, this.text);
    return this.fieldTypes.map((type, index) =>
      list[index] === null ? null : type.convert(list[index], `${path}[${index}]`),
    );
  }

  #fromFields(fields: object, path: string): unknown[] {
    return this.fieldTypes.map((type, index) => {
      const name = this.fieldNames[index] ?? "";
      if (!Object.hasOwn(fields, name)) {
        if (type.kind === "NULLABLE") return null;
        throw missingField(name, path, this.text);
      }
      const value: unknown = Reflect.get(fields, name);
      return value === null ? null : type.convert(value, fieldPath(path, name));
    });
  }
}

function wrongNames(reason: string): Error {
  return streamError("TYPE_WRONG_DECLARATION", { factory: "ROW_NAMED", reason });
}
