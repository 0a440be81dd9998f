/**
 * What counts as plain data: the one list by which undeclared values are copied and serialized.
 *
 * N1 What the copier copies, the general serializer restores, and nothing else: both ask here.
 * N2 Instances of classes are refused, subclasses of built-ins too: a copy would lose what the subclass adds.
 */
import { streamError } from "../base/stream-error.ts";
import { bigDecimalBrand, hasBrand, rowBrand } from "./brands.ts";
import { temporalClassOf } from "./temporal.ts";
import { previewOf } from "./text.ts";

/** How an object that is plain data is taken apart. */
export type PlainForm =
  | "array"
  | "object"
  | "row"
  | "decimal"
  | "temporal"
  | "map"
  | "set"
  | "date"
  | "regExp"
  | "arrayBuffer"
  | "view"
  | "error";

type ErrorClass = ErrorConstructor | AggregateErrorConstructor;

/** The classes of errors that are plain data, in the order of their numbers in serialized values: only added to. */
// biome-ignore format: a list
export const ERROR_CLASSES: readonly ErrorClass[] = [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError];

/** Classes of which an own instance, and no instance of a subclass, is plain. */
const BUILT_IN_FORMS: ReadonlyMap<unknown, PlainForm> = /* @__PURE__ */ new Map<unknown, PlainForm>(
  [
    [Map.prototype, "map"],
    [Set.prototype, "set"],
    [Date.prototype, "date"],
    [RegExp.prototype, "regExp"],
    [ArrayBuffer.prototype, "arrayBuffer"],
    ...ERROR_CLASSES.map((known): [unknown, PlainForm] => [known.prototype, "error"]),
  ],
);

/** The form of an object; throws `TYPE_NOT_COPYABLE` with the path for what is not plain. */
export function plainFormOf(value: object, path: string): PlainForm {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Array.prototype && Array.isArray(value)) return "array";
  if (prototype === Object.prototype || prototype === null) return "object";
  if (hasBrand(value, rowBrand)) return "row";
  if (hasBrand(value, bigDecimalBrand)) return "decimal";
  if (temporalClassOf(value) !== undefined) return "temporal";
  const form = BUILT_IN_FORMS.get(prototype);
  if (form !== undefined) return form;
  if (ArrayBuffer.isView(value) && isBuiltInView(value, prototype)) return "view";
  throw notCopyable(value, path, instanceText(value));
}

/** The error for a value that is not plain data. */
export function notCopyable(value: unknown, path: string, reason: string): Error {
  return streamError("TYPE_NOT_COPYABLE", { value: previewOf(value), path, reason });
}

/** The class of typed arrays, `DataView` for those, `Buffer` for Node's. */
export function viewClassName(value: ArrayBufferView): string {
  if (value instanceof DataView) return "DataView";
  if (Object.getPrototypeOf(value) === bufferPrototype()) return "Buffer";
  return (value as Uint8Array)[Symbol.toStringTag]; // every typed array has one
}

function isBuiltInView(value: ArrayBufferView, prototype: unknown): boolean {
  const known: unknown = Reflect.get(globalThis, viewClassName(value));
  return typeof known === "function" && known.prototype === prototype;
}

function bufferPrototype(): unknown {
  const known: unknown = Reflect.get(globalThis, "Buffer");
  return typeof known === "function" ? known.prototype : undefined;
}

function instanceText(value: object): string {
  const name = (value.constructor as { name?: unknown } | undefined)?.name; // any object may lack one
  return typeof name === "string" && name !== ""
    ? `an instance of ${name}`
    : "an instance of a class";
}
