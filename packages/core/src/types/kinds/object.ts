/**
 * OBJECT: a plain object with declared fields.
 *
 * The declared fields are the value: others are left out when an object is converted, and the order of fields is the
 * declared one. Null needs NULLABLE, a missing or undefined field needs OPTIONAL.
 */
import { type CodeGeneration, compileSource, detectCodeGeneration } from "../code-generation.ts";
import { jsonText } from "../text.ts";
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
import { shortestFloatText } from "./floating-types.ts";
import { NullableType, OptionalType } from "./nullable.ts";

type Fields = Record<string, unknown>;

/** A plain object with declared fields. */
export class ObjectType extends TypeInformation<Fields, unknown> {
  override readonly kind = "OBJECT";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[];
  override readonly fieldNames: readonly string[];
  override readonly isImmutable = false;
  readonly #hasOptional: boolean;

  constructor(fields: Readonly<Record<string, AnyTypeInformation>>) {
    super();
    this.fieldNames = Object.freeze(Object.keys(fields));
    this.fieldTypes = Object.freeze(Object.values(fields));
    this.text = `OBJECT<${fieldsText(this.fieldNames, this.fieldTypes)}>`;
    this.#hasOptional = this.fieldTypes.some((type) => type.kind === "OPTIONAL");
  }

  override isValue(value: unknown): boolean {
    if (!isPlainObject(value)) return false;
    let count = 0;
    for (let index = 0; index < this.fieldNames.length; index++) {
      const name = this.fieldNames[index] ?? "";
      const type = this.fieldTypes[index];
      if (!Object.hasOwn(value, name)) {
        if (type?.kind !== "OPTIONAL") return false;
      } else {
        if (type?.isValue(value[name]) !== true) return false;
        count += 1;
      }
    }
    return Object.keys(value).length === count;
  }

  override convert(input: unknown, path: string): Fields {
    if (this.isValue(input)) return input as Fields; // isValue says so
    if (typeof input !== "object" || input === null || Array.isArray(input))
      throw wrongValue(input, path, this.text);
    const value: Fields = {};
    for (let index = 0; index < this.fieldNames.length; index++) {
      const name = this.fieldNames[index] ?? "";
      const type = this.fieldTypes[index];
      const field: unknown =
        Object.hasOwn(input, name) || !(name in Object.prototype)
          ? Reflect.get(input, name)
          : undefined;
      if (field === undefined && type?.kind === "OPTIONAL") continue;
      if (field === undefined && type?.kind !== "NULLABLE")
        throw missingField(name, path, this.text);
      defineField(value, name, type?.convert(field, fieldPath(path, name)));
    }
    return value;
  }

  /** JSON, as for undeclared objects. */
  override toText(value: unknown): string {
    return objectText(this, value);
  }

  override createCopier(codeGeneration: CodeGeneration = detectCodeGeneration()): Copier<Fields> {
    const copiers = fieldCopiers(this.fieldTypes, codeGeneration);
    if (codeGeneration === "forbidden") return (value) => this.#copyPlainly(value, copiers);
    const fields = this.fieldNames.map((name, index) => {
      const literal = JSON.stringify(name);
      return {
        literal,
        copy: copyExpression(`v[${literal}]`, index, copiers[index]),
        isOptional: this.fieldTypes[index]?.kind === "OPTIONAL",
      };
    });
    // Computed names: a literal "__proto__" would set the prototype.
    const key = (literal: string): string => (literal === '"__proto__"' ? `[${literal}]` : literal);
    const body = this.#hasOptional
      ? `return (v) => {\nconst o = {};\n${fields.map((field) => (field.isOptional ? `if (hasOwn(v, ${field.literal})) ` : "") + `defineField(o, ${field.literal}, ${field.copy});`).join("\n")}\nreturn o;\n};`
      : `return (v) => ({ ${fields.map((field) => `${key(field.literal)}: ${field.copy}`).join(", ")} });`;
    return compileSource(
      "copy-object",
      { ...copierBindings(copiers), hasOwn: Object.hasOwn, defineField },
      body,
    ) as Copier<Fields>; // the text is a copier
  }

  override equals(other: AnyTypeInformation): boolean {
    if (other.kind !== "OBJECT" || !equalTypes(this.fieldTypes, other.fieldTypes)) return false;
    return this.fieldNames.every((name, index) => other.fieldNames[index] === name);
  }

  #copyPlainly(value: Fields, copiers: readonly (Copier<unknown> | undefined)[]): Fields {
    const copy: Fields = {};
    for (let index = 0; index < this.fieldNames.length; index++) {
      const name = this.fieldNames[index] ?? "";
      if (Object.hasOwn(value, name))
        defineField(copy, name, copyField(value[name], copiers[index]));
    }
    return copy;
  }
}

/** Sets a field of an object that is being built; `__proto__` is a field like any other. */
export function defineField(target: object, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(target, name, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  else (target as Fields)[name] = value; // being built
}

function isPlainObject(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null) return false;
  return Object.getPrototypeOf(value) === Object.prototype; // others are rebuilt: a copy has this prototype
}

function objectText(type: ObjectType, value: unknown): string {
  const fields = value as Fields; // a value of the type
  const texts = type.fieldNames.flatMap((name, index) => {
    if (!Object.hasOwn(fields, name)) return [];
    return [`${JSON.stringify(name)}:${declaredJson(type.fieldTypes[index], fields[name])}`];
  });
  return `{${texts.join(",")}}`;
}

/** JSON in which 32-bit numbers have their own digits. */
function declaredJson(type: AnyTypeInformation | undefined, value: unknown): string {
  if (value === null) return "null";
  if (type instanceof NullableType || type instanceof OptionalType)
    return declaredJson(type.type, value);
  if (type instanceof ObjectType) return objectText(type, value);
  return type?.kind === "FLOAT" ? shortestFloatText(value as number) : jsonText(value); // a value of the type
}
