/**
 * The keyed part of an operator's snapshot, from which states and timers take theirs when they are registered.
 *
 * RK1 What does not fit is refused by name before an entry is read: other max parallelism, key type, kind, type.
 * RK2 A part is taken once; what is never asked for stays as bytes, and is in the next snapshot (SN6).
 * RK3 Keys are read as today's key type; a change of it must not change what keys are equal, or they would be elsewhere.
 */
import { streamError } from "../../base/stream-error.ts";
import type { EntryKey } from "../../checkpoint/snapshot/keyed-entries.ts";
import { EntryCollector, readEntries } from "../../checkpoint/snapshot/keyed-entries.ts";
import type {
  KeyedSnapshot,
  KeyedStateSnapshot,
  KeyGroupEntries,
  TimersSnapshot,
} from "../../checkpoint/snapshot/keyed-snapshot.ts";
import { compareBytes } from "../../types/key-bytes.ts";
import { encodeKey } from "../../types/key-encoding.ts";
import { ByteInput } from "../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../types/serializers/byte-output.ts";
import { compareSerializers } from "../../types/serializers/compare-serializers.ts";
import type { Serializer } from "../../types/serializers/serializer.ts";
import type { ContentCodec, PartReads } from "./content-codec.ts";
import type { NamespaceSerializer } from "./keyed-snapshot-writer.ts";
import { describeStored, stateIncompatible } from "./restore-errors.ts";

/** One entry of a state. */
export type VisitContent = (key: unknown, namespace: unknown, content: unknown) => void;

/** What was stored of one operator's keys. */
export class RestoredKeyedState {
  readonly #states: Map<string, KeyedStateSnapshot>;
  readonly #timers: Map<string, TimersSnapshot>;
  readonly #keySerializer: Serializer;
  readonly #operator: string;

  constructor(
    snapshot: KeyedSnapshot,
    keys: { readonly serializer: Serializer; readonly maxParallelism: number },
    operator: string,
  ) {
    this.#operator = operator;
    this.#keySerializer = keys.serializer;
    if (snapshot.maxParallelism !== keys.maxParallelism)
      throw streamError("STATE_OTHER_MAX_PARALLELISM", {
        operator,
        stored: snapshot.maxParallelism,
        current: keys.maxParallelism,
      });
    const migrate = this.#keyMigration(snapshot);
    this.#states = new Map(
      snapshot.states.map((state) => [state.name, { ...state, groups: migrate(state.groups) }]),
    );
    this.#timers = new Map(
      snapshot.timers.map((timers) => [
        timers.clock,
        { ...timers, groups: migrate(timers.groups) },
      ]),
    );
  }

  /** Takes the entries of a state; `nowMs` is the time of what begins to expire now. */
  takeState(
    name: string,
    codec: ContentCodec,
    namespaces: NamespaceSerializer | undefined,
    nowMs: number,
    visit: VisitContent,
  ): void {
    const stored = this.#states.get(name);
    if (stored === undefined) return;
    const reads = this.#readsOf(stored, codec);
    const readNamespace = this.#namespaceRead(stored, namespaces, name);
    this.#states.delete(name);
    const isTimed = stored.timeToLiveMs !== undefined;
    for (const { key, namespace, content } of readEntries(stored.groups, this.#nameOf(name))) {
      const input = new ByteInput(content, this.#nameOf(name));
      const value = codec.read(input, reads, isTimed, nowMs);
      if (input.remaining > 0) throw input.damaged("bytes behind a content");
      visit(this.#keyOf(key), readNamespace(namespace), value);
    }
  }

  /** Calls back with the keys and namespaces of the states whose names begin so; they stay. */
  forEachName(
    prefix: string,
    namespaces: NamespaceSerializer,
    visit: (key: unknown, namespace: unknown) => void,
  ): void {
    for (const [name, stored] of this.#states) {
      if (!name.startsWith(prefix)) continue;
      const readNamespace = this.#namespaceRead(stored, namespaces, name);
      for (const { key, namespace } of readEntries(stored.groups, this.#nameOf(name)))
        visit(this.#keyOf(key), readNamespace(namespace));
    }
  }

  /** Takes the timers of a clock, in the order of firing. */
  takeTimers(
    clock: TimersSnapshot["clock"],
    namespaces: NamespaceSerializer | undefined,
    visit: (key: unknown, namespace: unknown, timestampMs: number) => void,
  ): void {
    const stored = this.#timers.get(clock);
    if (stored === undefined) return;
    const readNamespace = this.#namespaceRead(stored, namespaces, `${clock} timers`);
    this.#timers.delete(clock);
    const timers: { key: EntryKey; namespace: Uint8Array; timestampMs: number; place: number }[] =
      [];
    for (const { key, namespace, content } of readEntries(stored.groups, this.#nameOf(clock))) {
      const input = new ByteInput(content, this.#nameOf(clock));
      timers.push({ key, namespace, timestampMs: input.float64(), place: input.count(0) });
    }
    timers.sort((a, b) => a.timestampMs - b.timestampMs || a.place - b.place);
    for (const { key, namespace, timestampMs } of timers)
      visit(this.#keyOf(key), readNamespace(namespace), timestampMs);
  }

  /** What nobody has taken. */
  get leftStates(): Iterable<KeyedStateSnapshot> {
    return this.#states.values();
  }

  /** Timers that nobody has taken. */
  get leftTimers(): Iterable<TimersSnapshot> {
    return this.#timers.values();
  }

  #readsOf(stored: KeyedStateSnapshot, codec: ContentCodec): PartReads {
    const fail = (reason: string): Error =>
      stateIncompatible({ stored, current: codec, operator: this.#operator, reason });
    if (stored.kind !== codec.kind) throw fail("the kinds of state differ");
    const reads: Record<string, (input: ByteInput) => unknown> = {};
    for (const [part, serializer] of Object.entries(codec.serializers)) {
      const fingerprint = stored.serializers[part];
      if (fingerprint === undefined) throw fail(`nothing was stored as ${part}`);
      const compatibility = compareSerializers(fingerprint, serializer);
      if (compatibility.kind === "incompatible") throw fail(compatibility.reason);
      reads[part] =
        compatibility.kind === "same"
          ? (input) => serializer.read(input)
          : (input) => compatibility.read(input);
    }
    return reads;
  }

  #namespaceRead(
    { namespaceSerializer }: { readonly namespaceSerializer?: string | undefined },
    current: NamespaceSerializer | undefined,
    part: string,
  ): (bytes: Uint8Array) => unknown {
    if (namespaceSerializer !== current?.name)
      throw streamError("STATE_OTHER_WINDOWS", {
        operator: this.#operator,
        state: part,
        stored: namespaceSerializer ?? "keys alone",
        current: current?.name ?? "keys alone",
      });
    if (current === undefined) return () => undefined;
    return (bytes) => current.read(new ByteInput(bytes, this.#nameOf(part)));
  }

  #keyOf(key: EntryKey): unknown {
    return this.#keySerializer.read(new ByteInput(key.value, this.#nameOf("keys")));
  }

  /** Entries with keys of today's type (RK3). */
  #keyMigration(
    snapshot: KeyedSnapshot,
  ): (groups: readonly KeyGroupEntries[]) => readonly KeyGroupEntries[] {
    const serializer = this.#keySerializer;
    const compatibility = compareSerializers(snapshot.keySerializer, serializer);
    if (compatibility.kind === "same") return (groups) => groups;
    const values = {
      operator: this.#operator,
      stored: describeStored(snapshot.keySerializer),
      current: describeStored(serializer.fingerprint),
    };
    if (compatibility.kind === "incompatible")
      throw streamError("STATE_OTHER_KEY_TYPE", { ...values, reason: compatibility.reason });
    return (groups) => {
      const entries = new EntryCollector(snapshot.maxParallelism);
      const output = new ByteOutput();
      for (const { key, namespace, content } of readEntries(groups, this.#nameOf("keys"))) {
        const value = compatibility.read(new ByteInput(key.value, this.#nameOf("keys")));
        if (compareBytes(encodeKey(value), key.canonical) !== 0)
          throw streamError("STATE_OTHER_KEY_TYPE", {
            ...values,
            reason: "keys would no longer be equal to what they were",
          });
        output.clear();
        serializer.write(value, output);
        entries.content.append(content);
        entries.add({ canonical: key.canonical, value: output.take() }, namespace);
      }
      return entries.take();
    };
  }

  #nameOf(part: string): string {
    return `${part} of ${this.#operator}`;
  }
}
