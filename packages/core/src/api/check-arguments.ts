/** Checks of arguments at the user's call. What passes here needs no second look further down. */
import { StreamError, streamError, withPlace } from "../base/stream-error.ts";
import { checkCopyable } from "../functions/copy-function.ts";
import { isPerSubtask } from "../functions/per-subtask.ts";
import type { FunctionSlot } from "../plan/transformation.ts";
import { type CallSite, describeValue, isClass, wrongType } from "./call-site.ts";

/** What a function slot takes. */
export interface SlotRule {
  /** Name of the parameter, for messages. */
  readonly parameter: string;
  /** What a plain function stands for. */
  readonly role: string;
  /** Methods that an object must have; default: `[role]`. */
  readonly methods?: readonly string[];
  /** False where only objects are taken (co-map: two lambdas would be ambiguous). Default true. */
  readonly takesFunction?: boolean;
}

/** The slot for a user's function: checked for its form, and for O2. */
export function functionSlot(at: CallSite, fn: unknown, rule: SlotRule): FunctionSlot {
  if (isPerSubtask(fn)) return Object.freeze({ value: fn, role: rule.role });
  const methods = rule.methods ?? [rule.role];
  if (typeof fn === "function") {
    if (isClass(fn)) throw uncalledClass(at, rule.parameter, fn);
    if (rule.takesFunction === false) throw wrongType(at, rule.parameter, fn, objectWith(methods));
  } else if (!hasMethods(fn, methods)) {
    const forms =
      rule.takesFunction === false ? objectWith(methods) : `a function or ${objectWith(methods)}`;
    throw wrongType(at, rule.parameter, fn, forms);
  } else {
    checkAt(at, () => checkCopyable(fn, `${at.method}(${rule.parameter})`));
  }
  return Object.freeze({ value: fn, role: rule.role });
}

/** True for objects with all of the methods. */
export function hasMethods(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  // Reading properties by name needs the wider type.
  return methods.every(
    (method) => typeof (value as Record<string, unknown>)[method] === "function",
  );
}

function objectWith(methods: readonly string[]): string {
  return `an object with ${methods.join(" and ")}`;
}

function uncalledClass(at: CallSite, parameter: string, fn: { readonly name: string }): Error {
  const values = { method: at.method, parameter, name: fn.name };
  return streamError("API_CLASS_NOT_INSTANTIATED", values, { where: { location: at.location } });
}

/** A whole number within bounds. */
export function requireInteger(
  at: CallSite,
  parameter: string,
  value: unknown,
  from: number,
  to: number,
): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < from || value > to) {
    const range = to === Number.MAX_SAFE_INTEGER ? `from ${from}` : `from ${from} to ${to}`;
    throw wrongType(at, parameter, value, `a whole number ${range}`);
  }
  return value;
}

/** A string that is not empty. */
export function requireText(at: CallSite, parameter: string, value: unknown): string {
  if (typeof value !== "string" || value === "")
    throw wrongType(at, parameter, value, "a string that is not empty");
  return value;
}

/** An error with the user's call as its place, where it has none. */
export function atCall(error: unknown, at: CallSite): unknown {
  return error instanceof StreamError ? withPlace(error, { location: at.location }) : error;
}

/** Runs a check of a lower room; its error gets the user's place. */
export function checkAt<T>(at: CallSite, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw atCall(error, at);
  }
}

export { describeValue, wrongType };
