/** Checks of arguments at the user's call. What passes here needs no second look further down. */
import { isClass } from "../base/describe-value.ts";
import { StreamError, streamError, withPlace } from "../base/stream-error.ts";
import { checkCopyable } from "../functions/copy-function.ts";
import { isPerSubtask } from "../functions/per-subtask.ts";
import type { FunctionSlot } from "../plan/transformation.ts";
import { isTypeInput } from "../types/resolve-type.ts";
import { type CallSite, wrongType } from "./call-site.ts";

/** What a function slot takes. */
export interface SlotRule {
  /** Name of the parameter, for messages. */
  readonly parameter: string;
  /** What a plain function stands for. */
  readonly role: string;
  /** Methods that an object must have where they are not `[role]`; a plain function would be ambiguous then (co-map). */
  readonly methods?: readonly string[];
}

/** The slot for a user's function: checked for its form, and for O2. */
export function functionSlot(at: CallSite, fn: unknown, rule: SlotRule): FunctionSlot {
  const { parameter, role, methods } = rule;
  if (!isPerSubtask(fn)) checkFunction(at, fn, rule);
  if (typeof fn === "object" && !isPerSubtask(fn))
    checkAt(at, () => checkCopyable(fn, `${at.method}(${parameter})`));
  return Object.freeze(
    methods === undefined
      ? { value: fn, role }
      : { value: fn, role, methods: Object.freeze([...methods]) },
  );
}

function checkFunction(at: CallSite, fn: unknown, { parameter, role, methods }: SlotRule): void {
  if (isClass(fn)) throw uncalledClass(at, parameter, fn);
  if (typeof fn === "function" && methods === undefined && !isTypeInput(fn)) return;
  // An array has map, filter, reduce and flatMap, and is no function object for all that.
  const isObject = !Array.isArray(fn) && hasMethods(fn, methods ?? [role]);
  if (isObject) return;
  const object = `an object with ${(methods ?? [role]).join(" and ")}`;
  throw wrongType(at, parameter, fn, methods === undefined ? `a function or ${object}` : object);
}

/** True for objects with all of the methods. */
export function hasMethods(value: unknown, methods: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  // Reading properties by name needs the wider type.
  return methods.every(
    (method) => typeof (value as Record<string, unknown>)[method] === "function",
  );
}

function uncalledClass(at: CallSite, parameter: string, fn: { readonly name: string }): Error {
  const values = { method: at.method, parameter, name: fn.name || "MyFunction" };
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
