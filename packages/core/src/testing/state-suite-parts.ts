/** What the cases of the state suites share: an opened backend with its guard and clock, and checks that need no test runner. */
import { StreamError } from "../base/stream-error.ts";
import type { CallGuard, KeyedStateBackend } from "../runtime/state/backend.ts";
import { textOf } from "../types/text.ts";

/** One case. */
export interface SuiteCase {
  readonly name: string;
  readonly run: () => void;
}

export interface StateBackendSuiteContext {
  /** A new, empty backend. The guard says whether its operator runs; `nowMs` is its processing time. */
  create(guard: CallGuard, nowMs: () => number): KeyedStateBackend;
  /** Start of the random cases; the same seed gives the same steps. Default 1. */
  readonly seed?: number;
}

export const OPERATOR_NUMBER = 3;

/** A new backend of which an operator runs. */
export interface OpenedBackend {
  readonly backend: KeyedStateBackend;
  readonly guard: CallGuard;
  /** The clock; starts at 0. */
  readonly clock: { nowMs: number };
}

export function openBackend(context: StateBackendSuiteContext): OpenedBackend {
  const guard: CallGuard = {
    running: { number: OPERATOR_NUMBER },
    operatorNumber: OPERATOR_NUMBER,
    operatorName: "counter",
    subtaskIndex: 2,
  };
  const clock = { nowMs: 0 };
  return { backend: context.create(guard, () => clock.nowMs), guard, clock };
}

/** Numbers from 0 up to `below`, the same for the same seed. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What iteration shows of a state, sorted by key. */
export function entriesOf(
  backend: KeyedStateBackend,
  name: string,
): readonly (readonly [unknown, unknown])[] {
  const entries: [unknown, unknown][] = [];
  backend.forEach(name, (key, value) => entries.push([key, value]));
  return sortedEntries(entries);
}

export function sortedEntries(
  entries: readonly (readonly [unknown, unknown])[],
): readonly (readonly [unknown, unknown])[] {
  return entries.toSorted((left, right) => (textOf(left[0]) < textOf(right[0]) ? -1 : 1));
}

/** Compares text forms. */
export function equal(actual: unknown, expected: unknown, place: string = ""): void {
  const [given, wanted] = [textOf([actual]), textOf([expected])];
  if (given !== wanted)
    throw new Error(`${place === "" ? "" : `${place}: `}expected ${wanted}, got ${given}`);
}

/** The use throws an error with this code. */
export function refuses(code: string, use: () => unknown): void {
  try {
    use();
  } catch (error) {
    if (error instanceof StreamError && error.code === code) return;
    throw new Error(`expected ${code}, got ${String(error)}`, { cause: error });
  }
  throw new Error(`expected ${code}, nothing was thrown`);
}
