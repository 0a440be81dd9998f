/**
 * Numbers for what a timer belongs to, so that its log needs one: the slot alone, or a number of (slot, namespace).
 *
 * TI1: a slot is retained while any entry of it is left. TI2: the number of a pair is used again only when no entry names
 * it.
 */
import type { KeyedStateBackend } from "../state/backend.ts";
import type { TimerReferences } from "./timer-log.ts";

/** What timers need of the operator's keyed state. */
export interface TimerKeys
  extends Pick<KeyedStateBackend, "selectSlot" | "retainSlot" | "releaseSlot"> {
  /** Slot of the current key, -1 where there is none. */
  readonly slot: number;
}

/** How an operator's timers are numbered. */
export interface TimerIds extends TimerReferences {
  /** The number of what is current now, to be retained by the caller. */
  idOf(slot: number, namespace: number): number;
  /** As `idOf`, -1 where nothing has that number. */
  find(slot: number, namespace: number): number;
  slotOf(id: number): number;
  namespaceOf(id: number): number;
}

/** One more than the largest namespace; slots are below it too, so that a pair fits into a whole double. */
const NAMESPACE_LIMIT = 2 ** 26;

/** The slot is the number: for operators without namespaces. */
export class SlotIds implements TimerIds {
  readonly #keys: TimerKeys;

  constructor(keys: TimerKeys) {
    this.#keys = keys;
  }

  idOf(slot: number, _namespace: number): number {
    return slot;
  }

  find(slot: number, _namespace: number): number {
    return slot;
  }

  slotOf(id: number): number {
    return id;
  }

  namespaceOf(_id: number): number {
    return 0;
  }

  retain(id: number): void {
    this.#keys.retainSlot(id);
  }

  release(id: number): void {
    this.#keys.releaseSlot(id);
  }
}

/** A dense number for each pair. */
export class NamespacedIds implements TimerIds {
  readonly #keys: TimerKeys;
  readonly #index = new Map<number, number>();
  readonly #slots: number[] = [];
  readonly #namespaces: number[] = [];
  readonly #references: number[] = [];
  readonly #free: number[] = [];

  constructor(keys: TimerKeys) {
    this.#keys = keys;
  }

  idOf(slot: number, namespace: number): number {
    if (!Number.isInteger(namespace) || namespace < 0 || namespace >= NAMESPACE_LIMIT)
      throw new RangeError(`${namespace} is not the number of a namespace`); // a defect of the operator
    const pair = slot * NAMESPACE_LIMIT + namespace;
    const known = this.#index.get(pair);
    if (known !== undefined) return known;
    const id = this.#free.pop() ?? this.#slots.length;
    this.#index.set(pair, id);
    this.#slots[id] = slot;
    this.#namespaces[id] = namespace;
    this.#references[id] = 0;
    return id;
  }

  find(slot: number, namespace: number): number {
    return this.#index.get(slot * NAMESPACE_LIMIT + namespace) ?? -1;
  }

  slotOf(id: number): number {
    return this.#slots[id] ?? -1;
  }

  namespaceOf(id: number): number {
    return this.#namespaces[id] ?? 0;
  }

  retain(id: number): void {
    const references = this.#references[id] ?? 0;
    this.#references[id] = references + 1;
    if (references === 0) this.#keys.retainSlot(this.slotOf(id));
  }

  release(id: number): void {
    const left = (this.#references[id] ?? 0) - 1;
    this.#references[id] = left;
    if (left > 0) return;
    const slot = this.slotOf(id);
    this.#index.delete(slot * NAMESPACE_LIMIT + this.namespaceOf(id));
    this.#free.push(id);
    this.#keys.releaseSlot(slot);
  }
}
