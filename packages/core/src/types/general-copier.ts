/**
 * Copies undeclared plain data (O1), never by `structuredClone`: that loses prototypes and Temporal values in silence.
 *
 * G1 Nothing mutable is shared; Temporal values and BigDecimals are immutable and shared.
 * G2 Aliases and cycles inside one record stay aliases and cycles.
 * G3 What cannot be proved plain (instances of classes, functions) is `TYPE_NOT_COPYABLE`, naming the path; never a silent loss.
 */
import { ERROR_CLASSES, notCopyable, plainFormOf } from "./plain-form.ts";
import { type Row, shapedRow, shapeOf } from "./row.ts";
import { previewOf } from "./text.ts";

const LINEAR_SEARCH_LIMIT = 16;

/** A copy of any value: primitives are themselves, plain data is copied deeply. Throws `TYPE_NOT_COPYABLE`. */
export function copyGeneral(value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    if (typeof value === "function" || typeof value === "symbol")
      throw notCopyable(value, "record", `a ${typeof value}`);
    return value;
  }
  return copyFlat(value) ?? new Copying().copy(value, "record");
}

/** Arrays and plain objects of primitives, which most records are; `undefined` for all others. */
function copyFlat(value: object): object | undefined {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype && Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      if (!isPrimitive(value[index])) return undefined;
    }
    return value.slice();
  }
  if (prototype !== Object.prototype) return undefined;
  const fields = value as Readonly<Record<string, unknown>>; // own fields are read only
  for (const name in fields) {
    if (!isPrimitive(fields[name])) return undefined;
  }
  return { ...fields };
}

function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return (
    type === "string" ||
    type === "number" ||
    type === "boolean" ||
    value === null ||
    type === "undefined" ||
    type === "bigint"
  );
}

/** One copy in the making; knows what was copied already (G2). */
class Copying {
  readonly #originals: object[] = [];
  readonly #copies: object[] = [];
  #index: Map<object, object> | undefined;

  copy(value: unknown, path: string): unknown {
    if (typeof value === "function" || typeof value === "symbol")
      throw notCopyable(value, path, `a ${typeof value}`);
    if (typeof value !== "object" || value === null) return value;
    return this.#copyOf(value) ?? this.#copyObject(value, path);
  }

  #copyOf(original: object): object | undefined {
    if (this.#index !== undefined) return this.#index.get(original);
    const index = this.#originals.indexOf(original);
    return index < 0 ? undefined : this.#copies[index];
  }

  #remember<T extends object>(original: object, copy: T): T {
    if (this.#index !== undefined) {
      this.#index.set(original, copy);
      return copy;
    }
    this.#originals.push(original);
    this.#copies.push(copy);
    if (this.#originals.length > LINEAR_SEARCH_LIMIT) {
      this.#index = new Map(
        this.#originals.map((object, index) => [object, this.#copies[index] ?? object]),
      );
    }
    return copy;
  }

  #copyObject(value: object, path: string): object {
    switch (plainFormOf(value, path)) {
      case "array":
        return this.#copyArray(value as readonly unknown[], path); // the form says so, as in all cases below
      case "object":
        return this.#copyFields(
          value,
          this.#remember(value, Object.create(Object.getPrototypeOf(value))),
          path,
        );
      case "row":
        return this.#copyRow(value as Row, path);
      case "decimal":
      case "temporal":
        return value; // immutable
      case "map":
        return this.#copyMap(value as ReadonlyMap<unknown, unknown>, path);
      case "set":
        return this.#copySet(value as ReadonlySet<unknown>, path);
      case "date":
        return this.#remember(value, new Date((value as Date).getTime()));
      case "regExp":
        return this.#remember(value, copyRegExp(value as RegExp));
      case "arrayBuffer":
        return this.#remember(value, (value as ArrayBuffer).slice(0));
      case "view":
        return this.#remember(value, copyView(value as ArrayBufferView));
      case "error":
        return this.#copyError(value as Error, path);
    }
  }

  #copyArray(value: readonly unknown[], path: string): unknown[] {
    const copy = this.#remember(value, new Array<unknown>());
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      copy.push(isPrimitive(item) ? item : this.copy(item, `${path}[${index}]`));
    }
    return copy;
  }

  #copyFields<T extends object>(value: object, copy: T, path: string): T {
    const fields = value as Readonly<Record<string, unknown>>; // own fields are read only
    for (const name of Object.keys(value)) {
      const field = fields[name];
      const copied = isPrimitive(field) ? field : this.copy(field, `${path}.${name}`);
      if (name === "__proto__")
        Object.defineProperty(copy, name, {
          value: copied,
          writable: true,
          enumerable: true,
          configurable: true,
        });
      else (copy as Record<string, unknown>)[name] = copied; // being built
    }
    return copy;
  }

  #copyRow(row: Row, path: string): Row {
    const copy = this.#remember(row, shapedRow([...row], shapeOf(row), row.getRowKind()));
    if (shapeOf(row) === undefined) {
      const names = row.getFieldNames(); // of another copy of the package
      if (names !== undefined) copy.setFieldNames(names);
    }
    for (let index = 0; index < row.length; index++)
      copy.set(index, this.copy(row[index], `${path}[${index}]`));
    return copy;
  }

  #copyMap(map: ReadonlyMap<unknown, unknown>, path: string): Map<unknown, unknown> {
    const copy = this.#remember(map, new Map<unknown, unknown>());
    for (const [key, value] of map)
      copy.set(this.copy(key, `${path}.keys`), this.copy(value, `${path}.get(${previewOf(key)})`));
    return copy;
  }

  #copySet(set: ReadonlySet<unknown>, path: string): Set<unknown> {
    const copy = this.#remember(set, new Set<unknown>());
    for (const item of set) copy.add(this.copy(item, `${path}.values`));
    return copy;
  }

  #copyError(error: Error, path: string): Error {
    const known = ERROR_CLASSES.find(
      (candidate) => candidate.prototype === Object.getPrototypeOf(error),
    );
    const copy = this.#remember(
      error,
      Reflect.construct(known ?? Error, known === AggregateError ? [[]] : []) as Error,
    ); // one of the error classes
    for (const name of ["message", "stack", "cause", "errors"]) {
      if (!Object.hasOwn(error, name)) continue;
      const value = this.copy(Reflect.get(error, name), `${path}.${name}`);
      Object.defineProperty(copy, name, {
        value,
        writable: true,
        enumerable: false,
        configurable: true,
      });
    }
    return this.#copyFields(error, copy, path);
  }
}

function copyRegExp(value: RegExp): RegExp {
  const copy = new RegExp(value.source, value.flags);
  copy.lastIndex = value.lastIndex;
  return copy;
}

function copyView(value: ArrayBufferView): object {
  if (value instanceof DataView) {
    const { byteOffset, byteLength } = value;
    return new DataView(value.buffer.slice(byteOffset, byteOffset + byteLength));
  }
  // serves all typed arrays, and copies Node's buffers, whose own slice does not
  return Uint8Array.prototype.slice.call(value);
}
