/**
 * CLASS: instances of a class with declared fields, rebuilt as instances of it (the constructor is not called).
 *
 * An own field that is not declared would be lost by a copy: `TYPE_UNDECLARED_FIELD`.
 */
import { describeValue } from "../../base/describe-value.ts";
import { streamError } from "../../base/stream-error.ts";
import { type CodeGeneration, compileSource, detectCodeGeneration } from "../code-generation.ts";
import { textOf } from "../text.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { fieldPath, missingField, wrongValue } from "../wrong-value.ts";
import {
  copierBindings,
  copyExpression,
  copyField,
  equalTypes,
  fieldCopiers,
  fieldsText,
} from "./fields.ts";

/** Any class, abstract ones too. */
export type AnyClass = abstract new (...parameters: never[]) => object;
type Fields = Record<string, unknown>;

/** Instances of a class. */
export class ClassType extends TypeInformation<object> {
  override readonly kind = "CLASS";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[];
  override readonly fieldNames: readonly string[];
  override readonly isImmutable = false;
  readonly class: AnyClass;

  constructor(instanceClass: AnyClass, fields: Readonly<Record<string, AnyTypeInformation>>) {
    super();
    if (typeof instanceClass !== "function" || typeof instanceClass.prototype !== "object") {
      throw streamError("TYPE_WRONG_DECLARATION", {
        factory: "CLASS",
        reason: `${describeValue(instanceClass)} is not a class`,
      });
    }
    const inherited = Object.keys(fields).find((name) => name in Object.prototype);
    if (inherited !== undefined) {
      throw streamError("TYPE_WRONG_DECLARATION", {
        factory: "CLASS",
        reason: `every object inherits ${inherited}, so that it cannot be a field of a class`,
      });
    }
    this.class = instanceClass;
    this.fieldNames = Object.freeze(Object.keys(fields));
    this.fieldTypes = Object.freeze(Object.values(fields));
    this.text = `CLASS<${instanceClass.name}: ${fieldsText(this.fieldNames, this.fieldTypes)}>`;
  }

  override isValue(value: unknown): boolean {
    if (
      typeof value !== "object" ||
      value === null ||
      Object.getPrototypeOf(value) !== this.class.prototype
    )
      return false;
    const fields = value as Fields; // declared fields are read only
    for (let index = 0; index < this.fieldNames.length; index++) {
      if (this.fieldTypes[index]?.isValue(fields[this.fieldNames[index] ?? ""]) !== true)
        return false;
    }
    return Object.keys(value).every((name) => this.fieldNames.includes(name));
  }

  override convert(input: unknown, path: string): object {
    if (this.isValue(input)) return input as object; // isValue says so
    if (!(input instanceof this.class) || Object.getPrototypeOf(input) !== this.class.prototype) {
      throw wrongValue(input, path, this.class.name); // an instance of a subclass too: it would come back as this class
    }
    const undeclared = Object.keys(input).find((name) => !this.fieldNames.includes(name));
    if (undeclared !== undefined)
      throw streamError("TYPE_UNDECLARED_FIELD", { field: undeclared, path, type: this.text });
    const value = Object.create(this.class.prototype) as Fields; // being built
    for (const [index, name] of this.fieldNames.entries()) {
      const type = this.fieldTypes[index];
      const field: unknown = Reflect.get(input, name);
      if (field === undefined && type?.kind === "OPTIONAL") continue;
      if (field === undefined && type?.kind !== "NULLABLE")
        throw missingField(name, path, this.text);
      value[name] = type?.convert(field, fieldPath(path, name));
    }
    return value;
  }

  /** By the class's own `toString`, else as JSON. */
  override toText(value: unknown): string {
    return textOf(value);
  }

  override createCopier(codeGeneration: CodeGeneration = detectCodeGeneration()): Copier<object> {
    const copiers = fieldCopiers(this.fieldTypes, codeGeneration);
    if (codeGeneration === "forbidden")
      return (value) => this.#copyPlainly(value as Fields, copiers); // declared fields are read
    const assignments = this.fieldNames.map((name, index) => {
      const field = JSON.stringify(name);
      return `if (v[${field}] !== undefined) this[${field}] = ${copyExpression(`v[${field}]`, index, copiers[index])};`;
    });
    const body = `function Copy(v) {\n${assignments.join("\n")}\n}\nCopy.prototype = prototype;\nreturn (v) => new Copy(v);`;
    return compileSource(
      "copy-class",
      { ...copierBindings(copiers), prototype: this.class.prototype },
      body,
    ) as Copier<object>; // the text is a copier
  }

  override equals(other: AnyTypeInformation): boolean {
    if (
      !(other instanceof ClassType) ||
      other.class !== this.class ||
      !equalTypes(this.fieldTypes, other.fieldTypes)
    )
      return false;
    return this.fieldNames.every((name, index) => other.fieldNames[index] === name);
  }

  #copyPlainly(value: Fields, copiers: readonly (Copier<unknown> | undefined)[]): object {
    const copy = Object.create(this.class.prototype) as Fields; // being built
    for (const [index, name] of this.fieldNames.entries()) {
      if (value[name] !== undefined) copy[name] = copyField(value[name], copiers[index]);
    }
    return copy;
  }
}
