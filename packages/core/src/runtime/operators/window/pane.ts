/**
 * One live window of one key, and the table of all of them in an operator.
 *
 * PT1: a key's windows are in one column of its keyed state, so that a record costs one look-up; a key without windows
 * has nothing there. PT2: the number of a pane names it to timers, and is used again only when no timer has it. PT3: the
 * state key of a pane is never used again.
 */
import { lookupKey } from "../../../types/key-encoding.ts";
import { CountWindow } from "../../../windowing/count-window.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import type { Window } from "../../../windowing/window.ts";
import type { ObjectTable } from "../../state/object-table.ts";

/** What holds the contents of a window; `undefined` where it is empty. */
export interface Contents {
  contents: unknown;
}

/** A live window of a key. */
export class Pane implements Contents {
  readonly number: number;
  readonly stateKey: number;
  readonly key: unknown;
  /** Replaced where a session grows. */
  window: Window;
  contents: unknown = undefined;
  /** Timers that are registered, in no order; few. */
  readonly eventTimes: number[] = [];
  readonly processingTimes: number[] = [];

  constructor(number: number, stateKey: number, key: unknown, window: Window) {
    this.number = number;
    this.stateKey = stateKey;
    this.key = key;
    this.window = window;
  }
}

/** True for windows of equal fields. */
export function isSameWindow(a: Window, b: Window): boolean {
  if (a === b) return true;
  if (a instanceof TimeWindow && b instanceof TimeWindow)
    return a.start === b.start && a.end === b.end;
  if (a instanceof CountWindow && b instanceof CountWindow) return a.id === b.id;
  return lookupKey(a) === lookupKey(b);
}

const NONE: readonly Pane[] = [];

/** All panes of an operator. */
export class PaneTable {
  readonly #table: ObjectTable;
  /** By slot, the panes of a key in the order of their making. */
  readonly #column: unknown[];
  readonly #byNumber: (Pane | undefined)[] = [];
  readonly #freeNumbers: number[] = [];
  #nextStateKey = 0;

  constructor(table: ObjectTable) {
    this.#table = table;
    this.#column = table.addColumn();
  }

  panesAt(slot: number): readonly Pane[] {
    return (this.#column[slot] as Pane[] | undefined) ?? NONE; // only `add` writes the column
  }

  byNumber(number: number): Pane | undefined {
    return this.#byNumber[number];
  }

  /** The latest panes are asked for most. */
  find(slot: number, window: Window): Pane | undefined {
    const panes = this.panesAt(slot);
    for (let index = panes.length - 1; index >= 0; index -= 1) {
      const pane = panes[index];
      if (pane !== undefined && isSameWindow(pane.window, window)) return pane;
    }
    return undefined;
  }

  add(slot: number, key: unknown, window: Window): Pane {
    const number = this.#freeNumbers.pop() ?? this.#byNumber.length;
    const pane = new Pane(number, this.#nextStateKey, key, window);
    this.#nextStateKey += 1;
    this.#byNumber[number] = pane;
    const panes = this.#column[slot];
    if (panes === undefined) this.#column[slot] = [pane];
    else (panes as Pane[]).push(pane); // only this class writes the column
    return pane;
  }

  /** Its timers have been deleted. */
  remove(slot: number, pane: Pane): void {
    const panes = this.#column[slot];
    if (panes === undefined) return;
    const list = panes as Pane[]; // only this class writes the column
    const index = list.indexOf(pane);
    if (index < 0) return;
    list.splice(index, 1);
    this.#byNumber[pane.number] = undefined;
    this.#freeNumbers.push(pane.number);
    if (list.length > 0) return;
    this.#column[slot] = undefined;
    this.#table.mayBeEmpty = true;
  }
}
