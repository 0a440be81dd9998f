/**
 * From what users write in a type position to the type: a type, or one of our factories uncalled (`Types.STRING`).
 *
 * Any other function there is an error with a hint, never called: a class, a schema (arktype's are functions), a lambda
 * in the wrong slot.
 */
import { type StreamError, streamError } from "../base/stream-error.ts";
import { isStandardSchema } from "./kinds/schema.ts";
import { previewOf } from "./text.ts";
import {
  type AnyTypeInformation,
  isTypeInformation,
  type TypeInformation,
  type TypeInput,
} from "./type-information.ts";

/** Where a type was expected, for the error. */
export interface TypePosition {
  /** The method, e.g. `map`. */
  readonly method: string;
  /** The parameter, e.g. `outputType`. */
  readonly parameter: string;
}

/** Marks a factory of `Types`; a symbol of the registry, so that the factories of another copy of the package are known too. */
const factoryMark: symbol = Symbol.for("millrace.typeFactory");

/** Marks our own factory: `isComplete` where it gives a type without arguments. */
export function markFactory(factory: object, isComplete: boolean): void {
  Object.defineProperty(factory, factoryMark, { value: isComplete });
}

/** The type that is meant; throws `TYPE_EXPECTED` and its kin with a hint for everything that is none. */
export function resolveType<V, I = V>(
  input: TypeInput<V, I>,
  where: TypePosition,
): TypeInformation<V, I> {
  return resolveAny(input, where) as TypeInformation<V, I>; // the compiler knows what the input declares
}

/** True for what `resolveType` accepts. */
export function isTypeInput(
  value: unknown,
): value is AnyTypeInformation | (() => AnyTypeInformation) {
  return (
    isTypeInformation(value) ||
    (typeof value === "function" && Reflect.get(value, factoryMark) === true)
  );
}

function resolveAny(input: unknown, where: TypePosition): AnyTypeInformation {
  if (isTypeInformation(input)) return input;
  if (
    typeof input === "function" &&
    Object.hasOwn(input, factoryMark) &&
    Reflect.get(input, factoryMark) === true
  ) {
    return input() as AnyTypeInformation; // our own factory
  }
  throw notAType(input, where);
}

function notAType(input: unknown, { method, parameter }: TypePosition): StreamError {
  if (isStandardSchema(input)) {
    return streamError("TYPE_SCHEMA_AS_TYPE", {
      method,
      parameter,
      value: input["~standard"].vendor,
    });
  }
  if (typeof input !== "function")
    return streamError("TYPE_EXPECTED", { method, parameter, value: previewOf(input) });
  const value = input.name === "" ? "(anonymous)" : input.name;
  if (Object.hasOwn(input, factoryMark))
    return streamError("TYPE_FACTORY_NOT_CALLED", { method, parameter, value });
  const isClass = /^class\b/.test(Function.prototype.toString.call(input));
  return streamError(isClass ? "TYPE_CLASS_AS_TYPE" : "TYPE_FUNCTION_AS_TYPE", {
    method,
    parameter,
    value,
  });
}
