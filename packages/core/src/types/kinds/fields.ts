/** What tuples, rows, objects and classes have in common: a list of fields, their text and their comparison. */
import type { CodeGeneration } from "../code-generation.ts";
import { elementText } from "../text.ts";
import type { AnyTypeInformation, Copier } from "../type-information.ts";
import { NullableType } from "./nullable.ts";

/** A copier for each field, `undefined` for fields that may be shared. */
export function fieldCopiers(
  types: readonly AnyTypeInformation[],
  codeGeneration: CodeGeneration,
): readonly (Copier<unknown> | undefined)[] {
  return types.map((type) => (type.isImmutable ? undefined : type.createCopier(codeGeneration)));
}

/** Names for the copiers in generated code, `c0`, `c1`, for those there are. */
export function copierBindings(
  copiers: readonly (Copier<unknown> | undefined)[],
): Record<string, unknown> {
  return Object.fromEntries(
    copiers.flatMap((copier, index) => (copier === undefined ? [] : [[`c${index}`, copier]])),
  );
}

/** The expression that copies a field in generated code; `source` must be free of side effects. */
export function copyExpression(
  source: string,
  index: number,
  copier: Copier<unknown> | undefined,
): string {
  return copier === undefined ? source : `(${source} === null ? null : c${index}(${source}))`;
}

/** The plain form of `copyExpression`. */
export function copyField(value: unknown, copier: Copier<unknown> | undefined): unknown {
  return copier === undefined || value === null ? value : copier(value);
}

/** Same types in the same order. */
export function equalTypes(
  left: readonly AnyTypeInformation[],
  right: readonly AnyTypeInformation[],
): boolean {
  return (
    left.length === right.length && left.every((type, index) => right[index]?.equals(type) === true)
  );
}

/** The text of a field by its declared type; undeclared values as elements, so that bytes and lists read as in Flink. */
export function fieldText(type: AnyTypeInformation | undefined, value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (type instanceof NullableType) return fieldText(type.type, value);
  return type === undefined || type.kind === "GENERIC" || type.kind === "SCHEMA"
    ? elementText(value)
    : type.toText(value);
}

/** An array and nothing more: no row, no instance of a class derived from arrays. */
export function isPlainArray(value: unknown): value is unknown[] {
  return Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype;
}

/** True when each item is a value of its type; a loop, because records are checked with it. */
export function areValues(
  types: readonly AnyTypeInformation[],
  list: ArrayLike<unknown>,
  isNullAllowed: boolean,
): boolean {
  for (let index = 0; index < types.length; index++) {
    const value = list[index];
    if (isNullAllowed && value === null) continue;
    if (types[index]?.isValue(value) !== true) return false;
  }
  return true;
}

/** True when each item is a value of the type. */
export function areValuesOf(
  type: AnyTypeInformation,
  list: ArrayLike<unknown>,
  isNullAllowed: boolean,
): boolean {
  for (let index = 0; index < list.length; index++) {
    const value = list[index];
    if (!(isNullAllowed && value === null) && !type.isValue(value)) return false;
  }
  return true;
}

/** `id LONG, name STRING`. Names that are no identifiers stand in backticks. */
export function fieldsText(names: readonly string[], types: readonly AnyTypeInformation[]): string {
  return names
    .map(
      (name, index) =>
        `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : `\`${name.replaceAll("`", "``")}\``} ${types[index]?.text}`,
    )
    .join(", ");
}

/** `f0`, `f1` …, as Flink names the fields of positional types. */
export function positionalNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `f${index}`);
}
