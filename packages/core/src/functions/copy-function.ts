/**
 * O2, one function object per operator, subtask and attempt: what may be copied, and the copying.
 *
 * The pristine object stays in the plan. Copied is only what can be proved copyable: own data properties that are deeply
 * plain, and accumulators, which have `clone`. Functions of a literal and immutable values (Temporal's, this package's)
 * are shared. Everything else is `FUNCTION_NOT_COPYABLE`, also at parallelism 1: otherwise a program breaks on the day
 * when its parallelism is raised.
 */
import { describeValue, isClass } from "../base/describe-value.ts";
import { Duration } from "../base/duration.ts";
import { streamError } from "../base/stream-error.ts";
import { StateDescriptor } from "../state/descriptors.ts";
import { StateTtlConfig } from "../state/state-ttl-config.ts";
import { isBigDecimal } from "../types/big-decimal.ts";
import { temporalClassOf } from "../types/temporal.ts";
import { TypeInformation } from "../types/type-information.ts";
import { Accumulator } from "./accumulators.ts";
import { OutputTag } from "./output-tag.ts";
import { isPerSubtask } from "./per-subtask.ts";

/** The part of the plan's function slots that counts here. */
export interface FunctionValue {
  readonly value: unknown;
  readonly role: string;
  readonly methods?: readonly string[] | undefined;
}

/** A `#field` or `#method` in a class's source: private to the original, invisible from outside, missing in a copy. */
const PRIVATE_MEMBER: RegExp = /(^|[^\w$])#[\p{ID_Start}$_]/u;

/** Throws `FUNCTION_NOT_COPYABLE` where a function object cannot be copied. `path` names it in the message, e.g. `map(fn)`. */
export function checkCopyable(fn: unknown, path: string): void {
  if (typeof fn !== "object" || fn === null || isPerSubtask(fn)) return;
  const isLiteral = isPlainPrototype(Object.getPrototypeOf(fn));
  if (!isLiteral) checkClasses(fn, path);
  const seen = new Set<object>([fn]);
  for (const key of Reflect.ownKeys(fn)) {
    const fieldPath = `${path}.${String(key)}`;
    const value = dataOf(fn, key, fieldPath);
    if (typeof value === "function") {
      if (isLiteral) continue;
      throw notCopyable(
        fieldPath,
        "is a function that belongs to the original object (an arrow function in a field)",
      );
    }
    checkPlain(value, fieldPath, seen);
  }
}

/** The function object of one subtask and attempt: a copy, what the recipe makes, or the function itself. */
export function instantiate(slot: FunctionValue, subtask: number): unknown {
  const { value } = slot;
  if (isPerSubtask(value)) {
    const made = value.create(subtask);
    if (serves(slot, made)) return made;
    throw wrongRecipe(slot, made);
  }
  if (typeof value !== "object" || value === null) return value;
  return copyOwn(value, new Map());
}

/** True for what the api would take in the slot. */
function serves({ role, methods }: FunctionValue, made: unknown): boolean {
  if (typeof made === "function") return methods === undefined && !isClass(made);
  if (typeof made !== "object" || made === null) return false;
  return (methods ?? [role]).every((name) => typeof Reflect.get(made, name) === "function");
}

function wrongRecipe({ role, methods }: FunctionValue, made: unknown): Error {
  const object = `an object with ${(methods ?? [role]).join(" and ")}`;
  return streamError("FUNCTION_WRONG_RECIPE", {
    role,
    value: isPerSubtask(made) ? "another perSubtask" : describeValue(made),
    expected: methods === undefined ? `a function or ${object}` : object,
  });
}

function checkClasses(fn: object, path: string): void {
  for (
    let prototype = Object.getPrototypeOf(fn);
    !isPlainPrototype(prototype);
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const constructor: unknown = Object.hasOwn(prototype, "constructor")
      ? prototype.constructor
      : undefined;
    if (typeof constructor !== "function") continue;
    const source = Function.prototype.toString.call(constructor);
    if (/\{\s*\[native code\]\s*\}$/.test(source))
      throw notCopyable(path, `extends ${constructor.name}, whose inner parts cannot be copied`);
    if (PRIVATE_MEMBER.test(source))
      throw notCopyable(
        path,
        `has private members (#) in ${describeValue(constructor)}, which a copy would not have`,
      );
  }
}

function checkPlain(value: unknown, path: string, seen: Set<object>): void {
  if (typeof value === "function") throw notCopyable(path, "is a function inside of data");
  if (typeof value !== "object" || value === null || isShared(value) || seen.has(value)) return;
  seen.add(value);
  if (value instanceof Map || value instanceof Set) {
    requirePrototype(value, value instanceof Map ? Map.prototype : Set.prototype, path);
    for (const [key, item] of value.entries()) {
      checkPlain(key, `${path} (a key)`, seen);
      checkPlain(item, `${path}[${String(key)}]`, seen);
    }
  } else if (isLeaf(value) || value instanceof Accumulator) {
    return;
  } else if (Array.isArray(value)) {
    requirePrototype(value, Array.prototype, path);
    for (let index = 0; index < value.length; index += 1)
      checkPlain(value[index], `${path}[${index}]`, seen);
  } else if (isPlainPrototype(Object.getPrototypeOf(value))) {
    for (const key of Reflect.ownKeys(value)) {
      const fieldPath = `${path}.${String(key)}`;
      checkPlain(dataOf(value, key, fieldPath), fieldPath, seen);
    }
  } else {
    throw notCopyable(
      path,
      `is an instance of ${className(value)}, of which no copy can be proved to be right`,
    );
  }
}

function copyOwn(source: object, copies: Map<object, object>): object {
  const copy: object = Object.create(Object.getPrototypeOf(source));
  copies.set(source, copy);
  for (const key of Reflect.ownKeys(source)) {
    const descriptor = Object.getOwnPropertyDescriptor(source, key);
    if (descriptor === undefined) continue;
    Object.defineProperty(copy, key, { ...descriptor, value: copyPlain(descriptor.value, copies) });
  }
  return copy;
}

function copyPlain(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null || isShared(value)) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (value instanceof Map) {
    const copy = new Map<unknown, unknown>();
    copies.set(value, copy);
    for (const [key, item] of value) copy.set(copyPlain(key, copies), copyPlain(item, copies));
    return copy;
  }
  if (value instanceof Set) {
    const copy = new Set<unknown>();
    copies.set(value, copy);
    for (const item of value) copy.add(copyPlain(item, copies));
    return copy;
  }
  if (isLeaf(value) || value instanceof Accumulator) {
    const copy = value instanceof Accumulator ? value.clone() : copyLeaf(value);
    copies.set(value, copy);
    return copy;
  }
  if (Array.isArray(value)) {
    const copy: unknown[] = [];
    copy.length = value.length;
    copies.set(value, copy);
    for (const index of value.keys())
      if (index in value) copy[index] = copyPlain(value[index], copies);
    return copy;
  }
  return copyOwn(value, copies);
}

type TypedArray = Exclude<ArrayBufferView, DataView> & { slice(): object };
type Leaf = Date | RegExp | TypedArray;

function isLeaf(value: object): value is Leaf {
  return (
    value instanceof Date ||
    value instanceof RegExp ||
    (ArrayBuffer.isView(value) && !(value instanceof DataView))
  );
}

function copyLeaf(value: Leaf): object {
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp)
    return Object.assign(new RegExp(value.source, value.flags), { lastIndex: value.lastIndex });
  return value.slice();
}

/** Immutable values: one object serves all copies. */
function isShared(value: object): boolean {
  return (
    value instanceof StateDescriptor ||
    value instanceof StateTtlConfig ||
    value instanceof TypeInformation ||
    value instanceof Duration ||
    OutputTag.is(value) ||
    isBigDecimal(value) ||
    temporalClassOf(value) !== undefined
  );
}

function isPlainPrototype(prototype: unknown): boolean {
  return prototype === Object.prototype || prototype === null;
}

function requirePrototype(value: object, prototype: object, path: string): void {
  if (Object.getPrototypeOf(value) !== prototype)
    throw notCopyable(
      path,
      `is an instance of ${className(value)}, of which no copy can be proved to be right`,
    );
}

function dataOf(owner: object, key: PropertyKey, path: string): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(owner, key);
  if (descriptor === undefined) return undefined;
  if (descriptor.get !== undefined || descriptor.set !== undefined)
    throw notCopyable(path, "is a getter or setter of the original object");
  return descriptor.value;
}

function className(value: object): string {
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "a class without a name";
}

function notCopyable(field: string, reason: string): Error {
  return streamError("FUNCTION_NOT_COPYABLE", { field, reason });
}
