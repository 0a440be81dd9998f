/**
 * The timers of one clock as entries by key group, and back.
 *
 * TN1 An entry's content is the timestamp (a float of 8 bytes) and the timer's place among all of its clock in the order
 * of firing: timers of equal timestamps fire after a restore in the order they would have. TN2 A namespace is written by
 * what it stands for; its number is another one after a restore.
 */
import { EntryCollector, type EntryKey } from "../../checkpoint/snapshot/keyed-entries.ts";
import type { TimersSnapshot } from "../../checkpoint/snapshot/keyed-snapshot.ts";
import type { KeyWriter, NamespaceSerializer } from "../state/keyed-snapshot-writer.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { RestoredKeyedState } from "../state/restored-keyed-state.ts";
import type { TimerIds } from "./timer-ids.ts";
import type { TimerLog } from "./timer-log.ts";

/** What the numbers of an operator's timer namespaces stand for. */
export interface TimerNamespaces {
  readonly serializer: NamespaceSerializer;
  valueOf(namespace: number): unknown;
  /** A restored timer: returns the number of its namespace under the slot's key, -1 where the timer has nothing to fire. */
  restore(
    slot: number,
    value: unknown,
    timestampMs: number,
    clock: TimersSnapshot["clock"],
  ): number;
}

/** One clock's timers. */
export interface ClockTimers {
  readonly clock: TimersSnapshot["clock"];
  readonly log: TimerLog;
  readonly ids: TimerIds;
  readonly namespaces: TimerNamespaces | undefined;
}

/** All timers that have not fired. `keyOf` is the key of a slot. */
export function writeTimers(
  { clock, log, ids, namespaces }: ClockTimers,
  keyOf: (slot: number) => EntryKey,
  keys: KeyWriter,
): TimersSnapshot {
  const entries = new EntryCollector(keys.maxParallelism);
  let place = 0;
  log.forEach((timestampMs, id) => {
    entries.content.float64(timestampMs);
    entries.content.count(place);
    place += 1;
    const namespace =
      namespaces === undefined
        ? undefined
        : keys.bytesOf(
            namespaces.valueOf(ids.namespaceOf(id)),
            namespaces.serializer,
            `${clock} timers`,
          );
    entries.add(keyOf(ids.slotOf(id)), namespace);
  });
  return {
    clock,
    ...(namespaces === undefined ? {} : { namespaceSerializer: namespaces.serializer.name }),
    groups: entries.take(),
  };
}

/** Registers what was stored of a clock's timers. */
export function restoreTimers(
  { clock, log, ids, namespaces }: ClockTimers,
  table: Pick<ObjectTable, "slotOf" | "retainSlot" | "releaseSlot">,
  restored: RestoredKeyedState,
): void {
  restored.takeTimers(clock, namespaces?.serializer, (key, value, timestampMs) => {
    const slot = table.slotOf(key);
    table.retainSlot(slot); // a key without anything else gives its slot back
    const namespace = namespaces?.restore(slot, value, timestampMs, clock) ?? 0;
    if (namespace >= 0) log.register(timestampMs, ids.idOf(slot, namespace));
    table.releaseSlot(slot);
  });
}

/** Of operators that use a few numbers which mean the same in every attempt. */
export const numberedNamespaces: TimerNamespaces = {
  serializer: {
    name: "number",
    write: (value, output) => output.count(value as number), // `valueOf` gives it
    read: (input) => input.count(0),
  },
  valueOf: (namespace) => namespace,
  restore: (_slot, value) => value as number, // the serializer reads it
};
