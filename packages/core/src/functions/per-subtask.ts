/** `perSubtask`: one function object per operator, subtask and attempt, made by the user (O2). */
import { describeValue, isClass } from "../base/describe-value.ts";
import { callerLocation } from "../base/source-location.ts";
import { streamError } from "../base/stream-error.ts";

const brand: unique symbol = Symbol.for("millrace.perSubtask") as never; // one symbol for all copies of the package

/** A recipe for a function object; accepted wherever a function is. */
export interface PerSubtask<out F> {
  readonly create: (subtask: number) => F;
}

/** Accepted wherever a function is: called once per subtask and attempt, with the subtask's index. A class is instantiated. */
export function perSubtask<F>(create: (subtask: number) => F): PerSubtask<F>;
export function perSubtask<F extends object>(create: new () => F): PerSubtask<F>;
export function perSubtask<F>(
  create: ((subtask: number) => F) | (new () => F & object),
): PerSubtask<F> {
  if (typeof create !== "function") throw noRecipe(create);
  const make = isClass(create)
    ? () => new (create as new () => F & object)()
    : (create as (subtask: number) => F);
  return Object.freeze({ create: make, [brand]: true });
}

function noRecipe(create: unknown): Error {
  const values = {
    method: "perSubtask",
    parameter: "create",
    value: describeValue(create),
    expected: "a class, or a function that makes the object of a subtask",
  };
  return streamError("API_WRONG_TYPE", values, { where: { location: callerLocation(perSubtask) } });
}

/** True for what `perSubtask` made, in any copy of this package. */
export function isPerSubtask(value: unknown): value is PerSubtask<unknown> {
  return typeof value === "object" && value !== null && brand in value;
}

/** A function slot: the function, or a recipe for one. */
export type Fn<F> = F | PerSubtask<F>;
