/** `perSubtask`: one function object per operator, subtask and attempt, made by the user (O2). */
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
  const isClass = /^class\b/.test(Function.prototype.toString.call(create));
  const make = isClass
    ? () => new (create as new () => F & object)()
    : (create as (subtask: number) => F);
  return Object.freeze({ create: make, [brand]: true });
}

/** True for what `perSubtask` made, in any copy of this package. */
export function isPerSubtask(value: unknown): value is PerSubtask<unknown> {
  return typeof value === "object" && value !== null && brand in value;
}

/** A function slot: the function, or a recipe for one. */
export type Fn<F> = F | PerSubtask<F>;
