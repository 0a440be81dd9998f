/**
 * Writes undeclared values: everything that the copier copies (N1), in one form for each value.
 *
 * Objects are numbered in the order in which they begin; one that was written already is a reference to its number, so
 * that aliases and cycles inside one value stay what they are (G2).
 */
import type { BigDecimal } from "../big-decimal.ts";
import { ERROR_CLASSES, notCopyable, plainFormOf } from "../plain-form.ts";
import { type Row, type RowShape, shapeOf } from "../row.ts";
import { type Temporal, temporalClassOf } from "../temporal.ts";
import { previewOf } from "../text.ts";
import { fieldPath } from "../wrong-value.ts";
import { writeView } from "./array-forms.ts";
import type { ByteOutput } from "./byte-output.ts";
import { writeDecimal } from "./decimal-codec.ts";
import {
  DURATION_FIELDS,
  ERROR_FIELDS,
  GENERAL_TAGS,
  ROW_KINDS,
  ROW_SHAPES,
} from "./general-tags.ts";

const LINEAR_SEARCH_LIMIT = 16;

/** The text under which the shape of a declared row is stored. */
export type ShapeText = (shape: RowShape) => string | undefined;

/** One value in the making. */
export class GeneralWriting {
  readonly #output: ByteOutput;
  readonly #shapeText: ShapeText;
  readonly #seen: object[] = [];
  #numbers: Map<object, number> | undefined;
  #shapes: string[] | undefined;

  constructor(output: ByteOutput, shapeText: ShapeText) {
    this.#output = output;
    this.#shapeText = shapeText;
  }

  /** `path` names the value in errors. */
  write(value: unknown, path: string): void {
    const output = this.#output;
    switch (typeof value) {
      case "string":
        output.byte(GENERAL_TAGS.text);
        return output.text(value);
      case "number":
        return this.#number(value);
      case "boolean":
        return output.byte(value ? GENERAL_TAGS.true : GENERAL_TAGS.false);
      case "undefined":
        return output.byte(GENERAL_TAGS.undefined);
      case "bigint":
        output.byte(GENERAL_TAGS.bigint);
        return output.integer(value);
      case "object":
        return value === null ? output.byte(GENERAL_TAGS.null) : this.#object(value, path);
      case "function":
      case "symbol":
        throw notCopyable(value, path, `a ${typeof value}`);
    }
  }

  #number(value: number): void {
    if ((value | 0) === value && !Object.is(value, -0)) {
      this.#output.byte(GENERAL_TAGS.int32);
      this.#output.int32(value);
    } else {
      this.#output.byte(GENERAL_TAGS.double);
      this.#output.float64(value);
    }
  }

  #object(value: object, path: string): void {
    const form = plainFormOf(value, path);
    if (form === "decimal") {
      this.#output.byte(GENERAL_TAGS.decimal);
      return writeDecimal(value as BigDecimal, this.#output); // the form says so, as in all cases below
    }
    if (form === "temporal") return this.#temporal(value);
    if (this.#isWritten(value)) return;
    const output = this.#output;
    switch (form) {
      case "array":
        return this.#array(value as readonly unknown[], path);
      case "object": {
        const hasPrototype = Object.getPrototypeOf(value) !== null;
        output.byte(hasPrototype ? GENERAL_TAGS.object : GENERAL_TAGS.objectWithoutPrototype);
        return this.#fields(value, path);
      }
      case "row":
        return this.#row(value as Row, path);
      case "map":
        return this.#map(value as ReadonlyMap<unknown, unknown>, path);
      case "set":
        return this.#set(value as ReadonlySet<unknown>, path);
      case "date":
        output.byte(GENERAL_TAGS.date);
        return output.float64((value as Date).getTime());
      case "regExp":
        return this.#regExp(value as RegExp);
      case "arrayBuffer":
        output.byte(GENERAL_TAGS.arrayBuffer);
        return output.block(new Uint8Array(value as ArrayBuffer));
      case "view":
        output.byte(GENERAL_TAGS.view);
        return writeView(value as ArrayBufferView, output);
      case "error":
        return this.#error(value as Error, path);
    }
  }

  /** Writes a reference to an object that was begun already; else numbers it. */
  #isWritten(value: object): boolean {
    const number =
      this.#numbers === undefined ? this.#seen.indexOf(value) : this.#numbers.get(value);
    if (number !== undefined && number >= 0) {
      this.#output.byte(GENERAL_TAGS.reference);
      this.#output.count(number);
      return true;
    }
    if (this.#numbers !== undefined) this.#numbers.set(value, this.#numbers.size);
    else if (this.#seen.push(value) > LINEAR_SEARCH_LIMIT)
      this.#numbers = new Map(this.#seen.map((object, index) => [object, index]));
    return false;
  }

  #array(value: readonly unknown[], path: string): void {
    this.#output.byte(GENERAL_TAGS.array);
    this.#output.count(value.length);
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      this.write(item, hasPath(item) ? `${path}[${index}]` : path);
    }
  }

  #fields(value: object, path: string): void {
    const fields = value as Readonly<Record<string, unknown>>; // own fields are read only
    const names = Object.keys(value);
    this.#output.count(names.length);
    for (const name of names) {
      const field = fields[name];
      this.#output.text(name);
      this.write(field, hasPath(field) ? fieldPath(path, name) : path);
    }
  }

  #row(row: Row, path: string): void {
    const output = this.#output;
    output.byte(GENERAL_TAGS.row);
    output.byte(ROW_KINDS.indexOf(row.getRowKind()));
    this.#shape(row);
    output.count(row.length);
    for (let index = 0; index < row.length; index++) this.write(row[index], `${path}[${index}]`);
  }

  #shape(row: Row): void {
    const shape = shapeOf(row);
    const text = shape === undefined ? undefined : this.#shapeText(shape);
    if (text !== undefined) return this.#declaredShape(text);
    const names = row.getFieldNames();
    this.#output.byte(names === undefined ? ROW_SHAPES.positional : ROW_SHAPES.named);
    if (names === undefined) return;
    this.#output.count(names.length);
    for (const name of names) this.#output.text(name);
  }

  #declaredShape(text: string): void {
    this.#shapes ??= [];
    const index = this.#shapes.indexOf(text);
    if (index >= 0) {
      this.#output.byte(ROW_SHAPES.repeated);
      this.#output.count(index);
    } else {
      this.#shapes.push(text);
      this.#output.byte(ROW_SHAPES.declared);
      this.#output.text(text);
    }
  }

  #map(map: ReadonlyMap<unknown, unknown>, path: string): void {
    this.#output.byte(GENERAL_TAGS.map);
    this.#output.count(map.size);
    for (const [key, value] of map) {
      this.write(key, `${path}.keys`);
      this.write(value, hasPath(value) ? `${path}.get(${previewOf(key)})` : path);
    }
  }

  #set(set: ReadonlySet<unknown>, path: string): void {
    this.#output.byte(GENERAL_TAGS.set);
    this.#output.count(set.size);
    for (const item of set) this.write(item, `${path}.values`);
  }

  #temporal(value: object): void {
    if (temporalClassOf(value) === "Duration") {
      this.#output.byte(GENERAL_TAGS.duration); // its text would carry 1500 ms over into seconds
      for (const name of DURATION_FIELDS) this.#output.float64(Reflect.get(value, name));
      return;
    }
    this.#output.byte(GENERAL_TAGS.temporal);
    this.#output.text(temporalClassOf(value) ?? "");
    this.#output.text((value as Temporal.Instant).toString()); // with the calendar, where it is not ISO's
  }

  #regExp(value: RegExp): void {
    this.#output.byte(GENERAL_TAGS.regExp);
    this.#output.text(value.source);
    this.#output.text(value.flags);
    this.#output.count(value.lastIndex);
  }

  #error(error: Error, path: string): void {
    const prototype: unknown = Object.getPrototypeOf(error);
    this.#output.byte(GENERAL_TAGS.error);
    this.#output.byte(ERROR_CLASSES.findIndex((known) => known.prototype === prototype));
    const own = ERROR_FIELDS.map((name) => Object.hasOwn(error, name));
    this.#output.byte(own.reduce((bits, isOwn, index) => bits | (Number(isOwn) << index), 0));
    for (const [index, name] of ERROR_FIELDS.entries()) {
      if (own[index] === true) this.write(Reflect.get(error, name), `${path}.${name}`);
    }
    this.#fields(error, path);
  }
}

/** False for what is never refused, so that its path, which costs more than its bytes, is not put together. */
function hasPath(value: unknown): boolean {
  if (typeof value === "object") return value !== null;
  return typeof value === "function" || typeof value === "symbol";
}
