/**
 * Writes the keyed state of one operator, slot by slot (KS1–KS3).
 *
 * Everything is serialized inside of the call (the seam of `keyed-snapshot.ts`): an object table keeps references that
 * user code may change as soon as records flow again. Expired contents are left out where the time to live asks for it.
 */
import { EntryCollector, type EntryKey } from "../../checkpoint/snapshot/keyed-entries.ts";
import type { KeyedStateSnapshot } from "../../checkpoint/snapshot/keyed-snapshot.ts";
import { encodeKey } from "../../types/key-encoding.ts";
import type { ByteInput } from "../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../types/serializers/byte-output.ts";
import type { SerializerFingerprint } from "../../types/serializers/fingerprint.ts";
import type { Serializer } from "../../types/serializers/serializer.ts";
import { serializerOf } from "../../types/serializers/serializer-of.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { ContentCodec } from "./content-codec.ts";
import { stateNotStorable } from "./restore-errors.ts";

/** What a writer needs of a state. */
export interface WrittenState {
  readonly name: string;
  readonly codec: ContentCodec;
  /** By slot. */
  readonly values: readonly unknown[];
  /** A content as it is written; `undefined` where nothing of it is. */
  readonly kept?: ((content: unknown) => unknown) | undefined;
}

/** A slot and where its contents are written. */
export interface WrittenSlot {
  readonly slot: number;
  readonly key: EntryKey;
  readonly namespace?: Uint8Array | undefined;
}

/** How the namespaces of a part are written and read: the windows of an assigner. */
export interface NamespaceSerializer {
  /** Stored with the bytes; another name is another kind of namespace. */
  readonly name: string;
  write(value: unknown, output: ByteOutput): void;
  read(input: ByteInput): unknown;
}

/** How the keys of one operator are written. */
export class KeyWriter {
  readonly maxParallelism: number;
  readonly operator: string;
  readonly #keyType: AnyTypeInformation | undefined;
  readonly #output = new ByteOutput();
  /** Made when it is needed: it costs more than the rest of an operator. */
  #serializer: Serializer | undefined;

  constructor(keyType: AnyTypeInformation | undefined, maxParallelism: number, operator: string) {
    this.#keyType = keyType;
    this.maxParallelism = maxParallelism;
    this.operator = operator;
  }

  get serializer(): Serializer {
    this.#serializer ??= serializerOf(this.#keyType);
    return this.#serializer;
  }

  /** A key for entries. */
  entryKey(key: unknown): EntryKey {
    return { canonical: encodeKey(key), value: this.bytesOf(key, this.serializer, "the keys") };
  }

  /** A value by itself; `part` names it where it cannot be written. */
  bytesOf(
    value: unknown,
    serializer: Pick<Serializer, "write"> | NamespaceSerializer,
    part: string,
  ): Uint8Array {
    this.#output.clear();
    try {
      serializer.write(value, this.#output);
    } catch (error) {
      throw stateNotStorable(part, this.operator, error);
    }
    return this.#output.take();
  }
}

/** The contents of states in the slots given. */
export function writeStates(
  states: readonly WrittenState[],
  slots: Iterable<WrittenSlot>,
  keys: KeyWriter,
  namespaceSerializer?: string,
): readonly KeyedStateSnapshot[] {
  const collectors = states.map(() => new EntryCollector(keys.maxParallelism));
  for (const { slot, key, namespace } of slots) {
    for (const [index, { name, codec, values, kept }] of states.entries()) {
      const stored = values[slot];
      const content = stored === undefined || kept === undefined ? stored : kept(stored);
      const collector = collectors[index];
      if (content === undefined || collector === undefined) continue;
      try {
        codec.write(content, collector.content);
      } catch (error) {
        throw stateNotStorable(name, keys.operator, error);
      }
      collector.add(key, namespace);
    }
  }
  return states.map(({ name, codec }, index) => ({
    name,
    kind: codec.kind,
    serializers: fingerprintsOf(codec.serializers),
    ...(namespaceSerializer === undefined ? {} : { namespaceSerializer }),
    ...(codec.timeToLiveMs === undefined ? {} : { timeToLiveMs: codec.timeToLiveMs }),
    groups: collectors[index]?.take() ?? [],
  }));
}

function fingerprintsOf(
  serializers: Readonly<Record<string, Serializer>>,
): Readonly<Record<string, SerializerFingerprint>> {
  return Object.fromEntries(
    Object.entries(serializers).map(([part, { fingerprint }]) => [part, fingerprint]),
  );
}
