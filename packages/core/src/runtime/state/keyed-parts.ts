/**
 * Everything of one operator in one subtask that lies under keys: its table, its timers, states per window. Made, restored
 * and written together.
 *
 * KP1 States take what was restored when they are registered, timers when they are made; so panes come before timers.
 * KP2 A snapshot has each state of the operator once, also those that nobody has registered since the restore (SN6).
 */
import type { EntryKey } from "../../checkpoint/snapshot/keyed-entries.ts";
import type {
  KeyedSnapshot,
  KeyedStateSnapshot,
} from "../../checkpoint/snapshot/keyed-snapshot.ts";
import type { OperatorTimers } from "../time/operator-timers.ts";
import type { CallGuard } from "./backend.ts";
import { type KeyWriter, type WrittenSlot, writeStates } from "./keyed-snapshot-writer.ts";
import { ObjectTable } from "./object-table.ts";
import { RestoredKeyedState } from "./restored-keyed-state.ts";

/** Keys of slots, each written once in a snapshot. */
export type KeyOfSlot = (slot: number) => EntryKey;

/** Writes states that the table does not know. */
export type WriteStates = (keyOf: KeyOfSlot) => readonly KeyedStateSnapshot[];

/** What keyed parts are made of. */
export interface KeyedPartsPorts {
  readonly guard: CallGuard;
  readonly keys: KeyWriter;
  /** The subtask's. */
  readonly keyGroups: KeyedSnapshot["keyGroups"];
  readonly nowMs: () => number;
  readonly restored: KeyedSnapshot | undefined;
}

/** The keyed parts of one operator. */
export class KeyedParts {
  readonly table: ObjectTable;
  readonly keys: KeyWriter;
  readonly restored: RestoredKeyedState | undefined;
  /** Set once, by the chain. */
  timers: OperatorTimers | undefined;
  readonly #ports: KeyedPartsPorts;
  readonly #writers: WriteStates[] = [];

  constructor(ports: KeyedPartsPorts) {
    const { guard, keys, nowMs, restored } = ports;
    this.#ports = ports;
    this.keys = keys;
    const stored =
      restored === undefined
        ? undefined
        : new RestoredKeyedState(restored, keys, guard.operatorName);
    this.restored = stored;
    this.table = new ObjectTable(
      guard,
      nowMs,
      stored === undefined
        ? undefined
        : {
            take: (name, codec, time, put) =>
              stored.takeState(name, codec, undefined, time, (key, _namespace, content) =>
                put(key, content),
              ),
          },
    );
  }

  /** Adds states that are not columns of the table; called while the operator is made. */
  addWriter(write: WriteStates): void {
    this.#writers.push(write);
  }

  /** All of it as bytes, as of now. */
  snapshot(): KeyedSnapshot {
    const { keyGroups, keys } = this.#ports;
    const slots: WrittenSlot[] = [];
    const bySlot: EntryKey[] = [];
    this.table.forEachSlot((slot, key) => {
      const entryKey = keys.entryKey(key);
      bySlot[slot] = entryKey;
      slots.push({ slot, key: entryKey });
    });
    const keyOf: KeyOfSlot = (slot) => {
      const key = bySlot[slot];
      if (key === undefined) throw new RangeError(`slot ${slot} has no key`); // a defect: timers keep their slots
      return key;
    };
    const states = [
      ...writeStates(this.table.writtenStates(), slots, keys),
      ...this.#writers.flatMap((write) => write(keyOf)),
      ...(this.restored?.leftStates ?? []),
    ];
    return {
      maxParallelism: keys.maxParallelism,
      keyGroups,
      keySerializer: keys.serializer.fingerprint,
      states: states.toSorted((left, right) => (left.name < right.name ? -1 : 1)),
      timers: [...(this.timers?.snapshot(keyOf, keys) ?? []), ...(this.restored?.leftTimers ?? [])],
    };
  }
}
