/**
 * Reads what `GeneralWriting` wrote: the same values, aliases and cycles included.
 *
 * Every object gets its number before its parts are read; a number that no object has yet is damage, as is every tag,
 * class and length that no writer writes.
 */
import { defineField } from "../kinds/object.ts";
import { ERROR_CLASSES } from "../plain-form.ts";
import { type Row, type RowShape, shapedRow } from "../row.ts";
import { Temporal } from "../temporal.ts";
import { readView } from "./array-forms.ts";
import type { ByteInput } from "./byte-input.ts";
import { readDecimal } from "./decimal-codec.ts";
import {
  DURATION_FIELDS,
  ERROR_FIELDS,
  GENERAL_TAGS,
  ROW_KINDS,
  ROW_SHAPES,
} from "./general-tags.ts";

/** The shape that a stored text describes; throws where it describes none. */
export type ShapeOfText = (text: string) => RowShape;

/** One value being read. */
export class GeneralReading {
  readonly #input: ByteInput;
  readonly #shapeOfText: ShapeOfText;
  readonly #objects: object[] = [];
  readonly #shapes: RowShape[] = [];

  constructor(input: ByteInput, shapeOfText: ShapeOfText) {
    this.#input = input;
    this.#shapeOfText = shapeOfText;
  }

  read(): unknown {
    const input = this.#input;
    const start = input.position;
    const tag = input.byte();
    switch (tag) {
      case GENERAL_TAGS.null:
        return null;
      case GENERAL_TAGS.undefined:
        return undefined;
      case GENERAL_TAGS.false:
        return false;
      case GENERAL_TAGS.true:
        return true;
      case GENERAL_TAGS.int32:
        return input.int32();
      case GENERAL_TAGS.double:
        return input.float64();
      case GENERAL_TAGS.bigint:
        return input.integer();
      case GENERAL_TAGS.text:
        return input.text();
      case GENERAL_TAGS.decimal:
        return readDecimal(input);
      case GENERAL_TAGS.temporal:
        return this.#temporal(start);
      case GENERAL_TAGS.duration:
        return this.#duration();
      default:
        return this.#object(tag, start);
    }
  }

  #object(tag: number, start: number): unknown {
    const input = this.#input;
    switch (tag) {
      case GENERAL_TAGS.reference:
        return this.#reference(start);
      case GENERAL_TAGS.array:
        return this.#array();
      case GENERAL_TAGS.object:
        return this.#fields(this.#begin({}));
      case GENERAL_TAGS.objectWithoutPrototype:
        return this.#fields(this.#begin(Object.create(null)));
      case GENERAL_TAGS.map:
        return this.#map();
      case GENERAL_TAGS.set:
        return this.#set();
      case GENERAL_TAGS.row:
        return this.#row(start);
      case GENERAL_TAGS.date:
        return this.#begin(new Date(input.float64()));
      case GENERAL_TAGS.regExp:
        return this.#regExp();
      case GENERAL_TAGS.arrayBuffer:
        return this.#begin(input.block().buffer);
      case GENERAL_TAGS.view:
        return this.#begin(readView(input));
      case GENERAL_TAGS.error:
        return this.#error(start);
      default:
        throw input.damaged(`no value begins with 0x${tag.toString(16).padStart(2, "0")}`, start);
    }
  }

  #begin<T extends object>(value: T): T {
    this.#objects.push(value);
    return value;
  }

  #reference(start: number): object {
    const number = this.#input.count(0);
    const value = this.#objects[number];
    if (value === undefined) throw this.#input.damaged(`object ${number} was not begun`, start);
    return value;
  }

  #array(): unknown[] {
    const count = this.#input.count(1);
    const array = this.#begin(new Array<unknown>());
    for (let index = 0; index < count; index++) array.push(this.read());
    return array;
  }

  #fields<T extends object>(value: T): T {
    const count = this.#input.count(2);
    for (let index = 0; index < count; index++) defineField(value, this.#input.text(), this.read());
    return value;
  }

  #map(): Map<unknown, unknown> {
    const count = this.#input.count(2);
    const map = this.#begin(new Map<unknown, unknown>());
    for (let index = 0; index < count; index++) {
      const key = this.read();
      map.set(key, this.read());
    }
    return map;
  }

  #set(): Set<unknown> {
    const count = this.#input.count(1);
    const set = this.#begin(new Set<unknown>());
    for (let index = 0; index < count; index++) set.add(this.read());
    return set;
  }

  #row(start: number): Row {
    const input = this.#input;
    const kind = ROW_KINDS[input.byte()];
    if (kind === undefined) throw input.damaged("no row has this kind", start);
    const shape = this.#shape(start);
    const names = Array.isArray(shape) ? shape : shape?.fieldNames;
    const length = input.count(1);
    if (names !== undefined && names.length !== length)
      throw input.damaged(`${names.length} names for ${length} fields`, start);
    const fields = Array.from({ length }, () => null);
    const row = this.#begin(shapedRow(fields, Array.isArray(shape) ? undefined : shape, kind));
    if (Array.isArray(shape)) row.setFieldNames(shape);
    for (let index = 0; index < length; index++) row.set(index, this.read());
    return row;
  }

  #shape(start: number): RowShape | string[] | undefined {
    const input = this.#input;
    const form = input.byte();
    switch (form) {
      case ROW_SHAPES.positional:
        return undefined;
      case ROW_SHAPES.named:
        return Array.from({ length: input.count(1) }, () => input.text());
      case ROW_SHAPES.declared: {
        const shape = this.#declaredShape(input.text(), start);
        this.#shapes.push(shape);
        return shape;
      }
      case ROW_SHAPES.repeated:
        return this.#repeatedShape(start);
      default:
        throw input.damaged(`no row has names in the form ${form}`, start);
    }
  }

  #repeatedShape(start: number): RowShape {
    const shape = this.#shapes[this.#input.count(0)];
    if (shape === undefined) throw this.#input.damaged("the type of a row is not there", start);
    return shape;
  }

  #declaredShape(text: string, start: number): RowShape {
    try {
      return this.#shapeOfText(text);
    } catch (cause) {
      throw this.#input.damaged("the type of a row cannot be read", start, cause);
    }
  }

  #temporal(start: number): unknown {
    const className = this.#input.text();
    const text = this.#input.text();
    try {
      const temporalClass: unknown = Reflect.get(Temporal, className);
      if (typeof temporalClass === "function")
        return Reflect.apply(Reflect.get(temporalClass, "from"), temporalClass, [text]);
    } catch (cause) {
      throw this.#input.damaged(`${text} is no Temporal.${className}`, start, cause);
    }
    throw this.#input.damaged(`there is no Temporal.${className}`, start);
  }

  #duration(): Temporal.Duration {
    const start = this.#input.position;
    const parts = DURATION_FIELDS.map(() => this.#input.float64());
    try {
      return new Temporal.Duration(...parts);
    } catch (cause) {
      throw this.#input.damaged(`${parts.join(", ")} is no duration`, start, cause);
    }
  }

  #regExp(): RegExp {
    const start = this.#input.position;
    const [source, flags] = [this.#input.text(), this.#input.text()];
    const lastIndex = this.#input.count(0);
    try {
      const value = this.#begin(new RegExp(source, flags));
      value.lastIndex = lastIndex;
      return value;
    } catch (cause) {
      throw this.#input.damaged(`/${source}/${flags} is no regular expression`, start, cause);
    }
  }

  #error(start: number): object {
    const errorClass = ERROR_CLASSES[this.#input.byte()];
    if (errorClass === undefined) throw this.#input.damaged("no error has this class", start);
    const error = this.#begin(
      Reflect.construct(errorClass, errorClass === AggregateError ? [[]] : []) as Error, // one of the error classes
    );
    const own = this.#input.byte();
    for (const [index, name] of ERROR_FIELDS.entries()) {
      if ((own & (1 << index)) === 0) Reflect.deleteProperty(error, name);
      else {
        const value = this.read();
        Object.defineProperty(error, name, {
          value,
          writable: true,
          enumerable: false,
          configurable: true,
        });
      }
    }
    return this.#fields(error);
  }
}
