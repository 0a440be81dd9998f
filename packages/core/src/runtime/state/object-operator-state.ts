/**
 * Operator state as objects in memory: each state is a column of one slot, with the same handles as keyed state.
 *
 * While the operator is being opened its handles may be used although none of its calls runs (OB2): a number of its own
 * stands for the running operator then.
 */
import { streamError } from "../../base/stream-error.ts";
import type {
  OperatorStateMode,
  OperatorStateSnapshot,
} from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "../../state/broadcast-state.ts";
import {
  type ListStateDescriptor,
  type MapStateDescriptor,
  StateDescriptor,
} from "../../state/descriptors.ts";
import type { ListState } from "../../state/handles.ts";
import { lookupKey } from "../../types/key-encoding.ts";
import { previewOf } from "../../types/text.ts";
import type { RunningOperator } from "../signals.ts";
import { type CallGuard, describeState } from "./backend.ts";
import { StoredListState } from "./list-state.ts";
import { StoredMap, StoredMapState } from "./map-state.ts";
import type { OperatorStateBackend } from "./operator-state-backend.ts";
import { broadcastBytes, listBytes, type StateBytes } from "./operator-state-bytes.ts";
import { ReadOnlyView } from "./read-only-broadcast-state.ts";
import { type CurrentSlot, StateColumn } from "./state-column.ts";

/** How a state is dealt out after a restore, as messages write it. */
type Mode = "split" | "union" | "broadcast";

/** One state; its content is the column's only value. */
interface OperatorState<Handle> {
  readonly mode: Mode;
  readonly descriptor: StateDescriptor;
  readonly values: unknown[];
  readonly handle: Handle;
  snapshot(): OperatorStateSnapshot;
}

/** A broadcast state and its view for the other side. */
interface BroadcastHandles {
  readonly writable: StoredBroadcastState<unknown, unknown>;
  readonly readOnly: ReadOnlyBroadcastState<unknown, unknown>;
}

/** A map without a key above it. */
class StoredBroadcastState<K, V> extends StoredMapState<K, V> implements BroadcastState<K, V> {
  immutableEntries(): Iterable<[K, V]> {
    return this.entries();
  }
}

/** Which operator's handles may be used: the one that runs, or this one while it is being opened. */
class OpeningOperator implements RunningOperator {
  isOpening = true;
  readonly #guard: CallGuard;

  constructor(guard: CallGuard) {
    this.#guard = guard;
  }

  get number(): number {
    const running = this.#guard.running.number;
    return this.isOpening && running === 0 ? this.#guard.operatorNumber : running;
  }
}

/** The backend that keeps everything as JavaScript objects. Flink: `DefaultOperatorStateBackend`. */
export class ObjectOperatorState implements OperatorStateBackend {
  readonly #guard: CallGuard;
  readonly #running: OpeningOperator;
  readonly #lists = new Map<string, OperatorState<ListState<unknown>>>();
  readonly #broadcasts = new Map<string, OperatorState<BroadcastHandles>>();
  /** What was restored and not asked for yet. */
  #restored: readonly OperatorStateSnapshot[] = [];
  /** By descriptor, so that a call finds its state without comparing. */
  readonly #known = new Map<StateDescriptor, BroadcastHandles>();

  constructor(guard: CallGuard) {
    this.#running = new OpeningOperator(guard);
    this.#guard = {
      running: this.#running,
      operatorNumber: guard.operatorNumber,
      operatorName: guard.operatorName,
      subtaskIndex: guard.subtaskIndex,
    };
  }

  listState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#list("split", descriptor);
  }

  unionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#list("union", descriptor);
  }

  broadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    return this.#broadcast(descriptor).writable as StoredBroadcastState<K, V>; // made for an equal descriptor
  }

  readOnlyBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V> {
    return this.#broadcast(descriptor).readOnly as ReadOnlyBroadcastState<K, V>; // likewise
  }

  get listNames(): readonly string[] {
    const restored = this.#restored.filter(({ mode }) => mode === "split" || mode === "union");
    return [...new Set([...this.#lists.keys(), ...restored.map(({ name }) => name)])];
  }

  get broadcastNames(): readonly string[] {
    const restored = this.#restored.filter(({ mode }) => mode === "broadcast");
    return [...new Set([...this.#broadcasts.keys(), ...restored.map(({ name }) => name)])];
  }

  restore(states: readonly OperatorStateSnapshot[]): void {
    this.#restored = states;
  }

  snapshot(): readonly OperatorStateSnapshot[] {
    const states = [...this.#lists.values(), ...this.#broadcasts.values()];
    return [...states.map((state) => state.snapshot()), ...this.#restored];
  }

  opened(): void {
    this.#running.isOpening = false;
  }

  #list<T>(mode: "split" | "union", descriptor: ListStateDescriptor<T>): ListState<T> {
    this.#check("list", descriptor);
    const existing = this.#existing(this.#lists, mode, descriptor);
    if (existing !== undefined) return existing.handle as ListState<T>; // made for an equal descriptor
    const bytes = once(() => listBytes(descriptor));
    const values: unknown[] = [this.#restoredList(mode, descriptor.name, bytes)];
    const handle = new StoredListState<T>(this.#column(values, descriptor), undefined, descriptor);
    this.#lists.set(descriptor.name, {
      mode,
      descriptor,
      values,
      handle: handle as ListState<unknown>, // its type is the descriptor's
      snapshot() {
        const items = (values[0] ?? []) as readonly unknown[]; // only the handle stores: an array
        const elements = items.map((item) => bytes().write(item));
        return { name: descriptor.name, mode, serializer: bytes().serializer, elements };
      },
    });
    return handle;
  }

  #broadcast<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastHandles {
    const known = this.#known.get(descriptor);
    if (known !== undefined) return known;
    this.#check("map", descriptor);
    const state =
      this.#existing(this.#broadcasts, "broadcast", descriptor) ?? this.#addBroadcast(descriptor);
    this.#known.set(descriptor, state.handle);
    return state.handle;
  }

  #addBroadcast<K, V>(descriptor: MapStateDescriptor<K, V>): OperatorState<BroadcastHandles> {
    const bytes = once(() => broadcastBytes(descriptor));
    const values: unknown[] = [this.#restoredMap(descriptor.name, bytes)];
    const column = this.#column(values, descriptor);
    const writable = new StoredBroadcastState<K, V>(column, undefined, descriptor);
    const readOnly = new ReadOnlyView(writable, column.place());
    const handle = { writable, readOnly } as unknown as BroadcastHandles; // its types are the descriptor's
    const state: OperatorState<BroadcastHandles> = {
      mode: "broadcast",
      descriptor,
      values,
      handle,
      snapshot() {
        const map = values[0] as StoredMap | undefined; // only the handle stores
        const entries = map === undefined ? [] : [...map.entries.values()];
        const elements = entries.map(({ key, value }) => bytes().write([key, value]));
        return {
          name: descriptor.name,
          mode: "broadcast",
          serializer: bytes().serializer,
          elements,
        };
      },
    };
    this.#broadcasts.set(descriptor.name, state);
    return state;
  }

  /** Takes the parts of a state out of what was restored. */
  #takeRestored(
    name: string,
    isOfKind: (mode: OperatorStateMode) => boolean,
  ): readonly OperatorStateSnapshot[] {
    const isWanted = (part: OperatorStateSnapshot) => part.name === name && isOfKind(part.mode);
    const parts = this.#restored.filter(isWanted);
    this.#restored = this.#restored.filter((part) => !isWanted(part));
    return parts;
  }

  #restoredList(
    mode: "split" | "union",
    state: string,
    bytes: () => StateBytes<unknown>,
  ): unknown[] | undefined {
    const name = { state, operator: this.#guard.operatorName };
    const parts = this.#takeRestored(state, (stored) => stored === "split" || stored === "union");
    const other = parts.find((part) => part.mode !== mode);
    if (other !== undefined) {
      const [stored, requested] = [other.mode, mode];
      throw streamError("STATE_RESTORED_OTHERWISE", { ...name, stored, requested });
    }
    const items = parts.flatMap((part) => bytes().read(part, name));
    return items.length === 0 ? undefined : items;
  }

  #restoredMap(
    state: string,
    bytes: () => StateBytes<readonly [unknown, unknown]>,
  ): StoredMap | undefined {
    const name = { state, operator: this.#guard.operatorName };
    const parts = this.#takeRestored(state, (stored) => stored === "broadcast");
    const map = new StoredMap();
    for (const part of parts)
      for (const [key, value] of bytes().read(part, name))
        map.entries.set(lookupKey(key), { key, value, timeMs: 0 });
    return map.entries.size === 0 ? undefined : map;
  }

  #column(values: unknown[], descriptor: StateDescriptor): StateColumn {
    const slot: CurrentSlot = { guard: this.#guard, slot: 0, mayBeEmpty: false };
    return new StateColumn(slot, values, descriptor);
  }

  #check(kind: "list" | "map", descriptor: StateDescriptor): void {
    const operator = this.#guard.operatorName;
    if (!(descriptor instanceof StateDescriptor) || descriptor.kind !== kind) {
      const given = previewOf(descriptor);
      throw streamError("STATE_WRONG_DESCRIPTOR", { operator, expected: kind, given });
    }
    if (descriptor.getTtlConfig() !== undefined)
      throw streamError("STATE_OPERATOR_TTL", { operator, state: descriptor.name });
  }

  #existing<Handle>(
    states: ReadonlyMap<string, OperatorState<Handle>>,
    mode: Mode,
    descriptor: StateDescriptor,
  ): OperatorState<Handle> | undefined {
    const state = states.get(descriptor.name);
    if (state === undefined) return undefined;
    const existing = describe(state.mode, state.descriptor);
    const requested = describe(mode, descriptor);
    if (existing === requested) return state;
    const operator = this.#guard.operatorName;
    throw streamError("STATE_NAME_CONFLICT", {
      operator,
      state: descriptor.name,
      existing,
      requested,
    });
  }
}

/** `union list state of LONG`, `broadcast map state of INT and STRING`. */
function describe(mode: Mode, descriptor: StateDescriptor): string {
  return mode === "split" ? describeState(descriptor) : `${mode} ${describeState(descriptor)}`;
}

/** What `make` returns, made when it is first needed and kept. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
