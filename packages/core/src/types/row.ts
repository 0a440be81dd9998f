/**
 * `Row`: an ordered record with a change kind; positional, or with field names.
 *
 * A row that went through a declared type carries that type's shape, so that its one text form follows the declaration.
 * At run time a row is an array (its prototype aside); test `isRow` before `Array.isArray`.
 * Rows are recognised by brand (`isRow`), never by `instanceof`: several copies of the package may meet in one process.
 */
import { type Enum, enumOf } from "../base/enum.ts";
import { streamError } from "../base/stream-error.ts";
import { hasBrand, rowBrand } from "./brands.ts";
import { encodeKey } from "./key-encoding.ts";
import { elementText, previewOf } from "./text.ts";
import type { AnyTypeInformation } from "./type-information.ts";

/** What a row says about a change. */
export type RowKind = "INSERT" | "UPDATE_BEFORE" | "UPDATE_AFTER" | "DELETE";
/** The names of `RowKind`. */
export const RowKind: Enum<RowKind> = /* @__PURE__ */ enumOf(
  "INSERT",
  "UPDATE_BEFORE",
  "UPDATE_AFTER",
  "DELETE",
);

const KIND_TEXTS = { INSERT: "+I", UPDATE_BEFORE: "-U", UPDATE_AFTER: "+U", DELETE: "-D" } as const;

/** What a declared type says about its rows: names, and the text of each field. */
export interface RowShape {
  /** `undefined`: positional. */
  readonly fieldNames: readonly string[] | undefined;
  /** The declared type; `undefined` where only names were given. */
  readonly type?: AnyTypeInformation;
  fieldText(index: number, value: unknown): string;
}

/** The methods of rows; `F` are the fields by position, `N` by name. */
export interface RowBase<F extends readonly unknown[], N extends object>
  extends Iterable<F[number]> {
  readonly length: F["length"];
  readonly [index: number]: F[number];
  /** The field of that name; throws `TYPE_NO_SUCH_FIELD` where there is none. */
  get<K extends keyof N & string>(name: K): N[K];
  getRowKind(): RowKind;
  setRowKind(kind: RowKind): void;
  /** Replaces a field, by position or name. */
  set(field: number | string, value: unknown): void;
  /** The field names, or `undefined` for a positional row. */
  getFieldNames(): readonly string[] | undefined;
  /** Names the fields, in order. */
  setFieldNames(names: readonly string[]): void;
  /** The fields of those names as an array. */
  getFieldsByNames(names: readonly string[]): unknown[];
  /** A plain object of the named fields, nested rows too if asked. */
  asDict(recursive?: boolean): Record<string, unknown>;
  /** Same kind and same fields by value; names do not matter. */
  equals(other: unknown): boolean;
  /** `+I[a, 1]`. */
  toString(): string;
}

/** A row with the fields `F`, named `N`. `Row` alone is any row. */
// biome-ignore lint/suspicious/noExplicitAny: a bare `Row` accepts every row
export type Row<F extends readonly unknown[] = any[], N extends object = any> = RowBase<F, N> & {
  readonly [K in keyof F & `${number}`]: F[K];
};

/** How rows are made. */
export interface RowConstructor {
  /** A positional row of kind INSERT. */
  new <const F extends readonly unknown[]>(
    ...values: F
  ): Row<{ -readonly [K in keyof F]: Widened<F[K]> }, object>;
  /** A positional row of kind INSERT. */
  of<const F extends readonly unknown[]>(
    ...values: F
  ): Row<{ -readonly [K in keyof F]: Widened<F[K]> }, object>;
  /** A positional row of the given kind. */
  // biome-ignore format: one line per signature
  ofKind<const F extends readonly unknown[]>(kind: RowKind, ...values: F): Row<{ -readonly [K in keyof F]: Widened<F[K]> }, object>;
  /** A row with field names, in the order of the object's keys. */
  named<N extends object>(fields: N): Row<N[keyof N][], N>;
}

/** Literals as their primitive, so that `Row.of("a", 1)` is a `Row<[string, number]>`. */
// biome-ignore format: a table
type Widened<T> = T extends string ? string : T extends number ? number : T extends bigint ? bigint : T extends boolean ? boolean : T;

/** An array underneath: fields by index of any other object cost ten times as much to create. */
class FieldRow extends Array<unknown> {
  #kind: RowKind;
  #shape: RowShape | undefined;

  constructor(...values: unknown[]) {
    super(values.length);
    this.#kind = "INSERT";
    this.#shape = undefined;
    for (let index = 0; index < values.length; index++) this[index] = values[index];
  }

  /** What `map` and `slice` give: arrays, not rows. */
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static {
    Object.defineProperty(this.prototype, rowBrand, { value: true });
  }

  static override of<T>(...values: T[]): T[] {
    return new FieldRow(...values) as unknown[] as T[]; // the signature of Array.of; `RowConstructor` is what users see
  }

  static ofKind(kind: RowKind, ...values: unknown[]): FieldRow {
    const row = new FieldRow(...values);
    row.#kind = kind;
    return row;
  }

  static named(fields: object): FieldRow {
    const row = new FieldRow(...Object.values(fields));
    row.setFieldNames(Object.keys(fields));
    return row;
  }

  static shaped(values: readonly unknown[], shape: RowShape | undefined, kind: RowKind): FieldRow {
    const row = new FieldRow(...values);
    row.#shape = shape;
    row.#kind = kind;
    return row;
  }

  static shapeOf(row: object): RowShape | undefined {
    if (#shape in row) return row.#shape;
    return undefined;
  }

  get(name: string): unknown {
    return this[this.#positionOf(name)];
  }

  set(field: number | string, value: unknown): void {
    const index = typeof field === "string" ? this.#positionOf(field) : field;
    if (!(Number.isInteger(index) && index >= 0 && index < this.length))
      throw noSuchField(this, field);
    this[index] = value;
  }

  getRowKind(): RowKind {
    return this.#kind;
  }

  setRowKind(kind: RowKind): void {
    this.#kind = kind;
  }

  getFieldNames(): readonly string[] | undefined {
    return this.#shape?.fieldNames;
  }

  setFieldNames(names: readonly string[]): void {
    if (names.length !== this.length) {
      throw streamError("TYPE_WRONG_VALUE", {
        value: names.join(", "),
        path: "setFieldNames",
        type: `list of ${this.length} names`,
      });
    }
    this.#shape = Object.freeze({
      fieldNames: Object.freeze([...names]),
      fieldText: (_index: number, value: unknown) => elementText(value),
    });
  }

  getFieldsByNames(names: readonly string[]): unknown[] {
    return names.map((name) => this.get(name));
  }

  asDict(recursive = false): Record<string, unknown> {
    const names = this.#shape?.fieldNames;
    if (names === undefined) throw noSuchField(this, "names");
    const entries = names.map((name, index): [string, unknown] => {
      const value = this[index];
      return [
        name,
        recursive && isRow(value) && value.getFieldNames() !== undefined
          ? value.asDict(true)
          : value,
      ];
    });
    return Object.fromEntries(entries);
  }

  equals(other: unknown): boolean {
    if (!isRow(other) || other.getRowKind() !== this.#kind || other.length !== this.length)
      return false;
    const [left, right] = [encodeKey([...this]), encodeKey([...other])];
    return left.length === right.length && left.every((byte, index) => byte === right[index]);
  }

  override toString(): string {
    const texts: string[] = [];
    for (let index = 0; index < this.length; index++) {
      const value = this[index];
      texts.push(
        this.#shape === undefined ? elementText(value) : this.#shape.fieldText(index, value),
      );
    }
    return `${KIND_TEXTS[this.#kind]}[${texts.join(", ")}]`;
  }

  #positionOf(name: string): number {
    const index = this.#shape?.fieldNames?.indexOf(name) ?? -1;
    if (index < 0) throw noSuchField(this, name);
    return index;
  }
}

Object.defineProperty(FieldRow, "name", { value: "Row" }); // what users read in error messages and inspectors

/** Makes rows: `Row.of("a", 1)`. */
export const Row: RowConstructor = FieldRow as never; // the class does at run time what the types say by position

/** True for a row of any copy of this package. */
export function isRow(value: unknown): value is Row {
  return hasBrand(value, rowBrand);
}

/** A row of a declared type; `values` stay the caller's. */
export function shapedRow(
  values: readonly unknown[],
  shape: RowShape | undefined,
  kind: RowKind,
): Row {
  return FieldRow.shaped(values, shape, kind) as never; // FieldRow is what Row names
}

/** The shape of a row, `undefined` for positional undeclared ones and rows of another copy of the package. */
export function shapeOf(row: Row): RowShape | undefined {
  return FieldRow.shapeOf(row);
}

function noSuchField(row: object, field: number | string): Error {
  return streamError("TYPE_NO_SUCH_FIELD", { value: previewOf(row), field });
}
