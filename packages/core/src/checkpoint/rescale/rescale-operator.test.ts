import { describe, expect, test } from "vitest";
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import { operatorSnapshot } from "../../testing/snapshot-bytes.ts";
import { encodeKey } from "../../types/key-encoding.ts";
import type { HeldElement, HeldElements } from "../snapshot/held-elements.ts";
import { EntryCollector, keyGroupOfCanonical, readEntries } from "../snapshot/keyed-entries.ts";
import type { KeyedSnapshot } from "../snapshot/keyed-snapshot.ts";
import type { OperatorProgress } from "../snapshot/progress-snapshot.ts";
import { rescaleOperator } from "./rescale-operator.ts";

const generic = { version: 1, type: { kind: "GENERIC" } } as const;
const entryKey = (key: string) => ({ canonical: encodeKey(key), value: new Uint8Array() });

/** The part of a subtask with one state that has nothing but keys. */
function keyed(keys: readonly string[], first: number, last: number): KeyedSnapshot {
  const entries = new EntryCollector(4);
  for (const key of keys) entries.add(entryKey(key));
  const state = { name: "count", kind: "value", serializers: {}, groups: entries.take() } as const;
  return {
    maxParallelism: 4,
    keyGroups: { first, last },
    keySerializer: generic,
    states: [state],
    timers: [],
  };
}

const groupOf = (key: string) => keyGroupOfCanonical(encodeKey(key), 4);
const keysOf = (snapshot: KeyedSnapshot | undefined) =>
  (snapshot?.states ?? []).flatMap(({ groups }) =>
    Array.from(readEntries(groups, "test"), ({ key }) => keyNames.get(key.canonical.join()) ?? ""),
  );

const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
const keyNames = new Map(keys.map((key) => [encodeKey(key).join(), key]));

const progressOf = (parts: Partial<OperatorProgress>): OperatorProgress => ({
  watermarkMs: MIN_TIMESTAMP,
  inputs: [],
  hasFinished: false,
  isFinishHeld: false,
  ...parts,
});

describe("the parts of new subtasks", () => {
  test("have the keys of their key groups, each key once", () => {
    const halves = [
      operatorSnapshot({
        keyed: keyed(
          keys.filter((key) => groupOf(key) < 2),
          0,
          1,
        ),
      }),
      operatorSnapshot({
        keyed: keyed(
          keys.filter((key) => groupOf(key) >= 2),
          2,
          3,
        ),
      }),
    ];
    for (const parallelism of [1, 3, 4]) {
      const parts = rescaleOperator(halves, parallelism).map((part) => part.keyed);
      expect(parts.flatMap(keysOf).toSorted()).toEqual(keys.toSorted());
      for (const part of parts)
        for (const key of keysOf(part)) {
          expect(groupOf(key)).toBeGreaterThanOrEqual(part?.keyGroups.first ?? 9);
          expect(groupOf(key)).toBeLessThanOrEqual(part?.keyGroups.last ?? -1);
        }
    }
  });

  test("are the old ones where there are as many", () => {
    const parts = [operatorSnapshot({ operatorStates: [] }), operatorSnapshot({})];
    expect(rescaleOperator(parts, 2)).toBe(parts);
  });

  test("go on from the least watermark, and are idle, ended and finished where all were", () => {
    const input = { watermarkMs: 7, isIdle: true, hasEnded: true, channels: [] };
    const parts = [
      operatorSnapshot({
        progress: progressOf({
          watermarkMs: 7,
          inputs: [input],
          hasFinished: true,
          firingEventTimeMs: 7,
          firingProcessingTimeMs: 3,
        }),
      }),
      operatorSnapshot({
        progress: progressOf({
          watermarkMs: 5,
          inputs: [{ ...input, watermarkMs: 5, hasEnded: false }],
        }),
      }),
    ];
    expect(rescaleOperator(parts, 1).map((part) => part.progress)).toEqual([
      {
        watermarkMs: 5,
        firingEventTimeMs: 5,
        firingProcessingTimeMs: 3,
        inputs: [{ watermarkMs: 5, isIdle: true, hasEnded: false, channels: [] }],
        hasFinished: false,
        isFinishHeld: false,
      },
    ]);
  });

  test("know how far each split was, whoever read it, and the least of what counts for none", () => {
    const generator = (watermarkMs: number, splitId?: string) => ({
      ...(splitId === undefined ? {} : { splitId }),
      maxTimestampMs: watermarkMs + 1,
      watermarkMs,
      isIdle: false,
    });
    const parts = [
      operatorSnapshot({ generators: [generator(5), generator(9, "a")] }),
      operatorSnapshot({ generators: [generator(3), generator(4, "b"), generator(2, "a")] }),
    ];
    const expected = [generator(3), generator(9, "a"), generator(4, "b")];
    expect(rescaleOperator(parts, 3).map((part) => part.generators)).toEqual([
      expected,
      expected,
      expected,
    ]);
  });
});

describe("what waited", () => {
  const held = (...elements: HeldElement[]): HeldElements => ({
    valueSerializers: [generic, generic],
    keySerializer: generic,
    elements,
  });
  const record = (key?: string, input: number = 0): HeldElement => ({
    type: "record",
    input,
    timestampMs: 0,
    value: new Uint8Array(),
    ...(key === undefined ? {} : { key: entryKey(key) }),
  });
  const watermark = (timestampMs: number): HeldElement => ({
    type: "watermark",
    input: 0,
    timestampMs,
  });
  const end: HeldElement = { type: "end", input: 0 };
  const inboxes = (
    parts: readonly [Partial<OperatorProgress>, HeldElements | undefined][],
    parallelism: number,
    hasKeys: boolean = false,
  ) =>
    rescaleOperator(
      parts.map(([progress, inbox]) =>
        operatorSnapshot({
          progress: progressOf(progress),
          inbox,
          keyed: hasKeys ? keyed([], 0, 3) : undefined,
        }),
      ),
      parallelism,
    ).map((part) => part.inbox?.elements);

  test("goes to who owns the key, in order", () => {
    const all = keys.map((key) => record(key));
    const two = inboxes([[{}, held(...all)]], 2, true);
    const below = (group: number) => all.filter((_, index) => groupOf(keys[index] ?? "") < group);
    expect(two).toEqual([below(2), all.filter((one) => !below(2).includes(one))]);
  });

  test("is dealt out where there are no keys", () => {
    const [a, b, c] = [record(undefined, 0), record(undefined, 1), record(undefined, 0)];
    expect(
      inboxes(
        [
          [{}, held(a, b)],
          [{}, held(c)],
        ],
        3,
      ),
    ).toEqual([[a], [b], [c]]);
  });

  test("of a broadcast input follows the copy of the broadcast state", () => {
    const [a, b] = [
      record(undefined, 1),
      { ...record(undefined, 1), timestampMs: 5 } as HeldElement,
    ];
    expect(
      inboxes(
        [
          [{}, held(a)],
          [{}, held(b)],
        ],
        3,
        true,
      ),
    ).toEqual([[a], [b], [a]]);
  });

  test("is followed by the least of the last watermarks, where it is new", () => {
    const [a, b] = [record("a"), record("b")];
    const first = held(watermark(5), a, watermark(9));
    expect(inboxes([[{ watermarkMs: 4 }, first], [{ watermarkMs: 6 }, held(b)]], 1)).toEqual([
      [a, b, watermark(6)],
    ]); // biome-ignore format: one inbox
    expect(inboxes([[{ watermarkMs: 4 }, first], [{ watermarkMs: 4 }, undefined]], 1)).toEqual([
      [a],
    ]); // biome-ignore format: one inbox
  });

  test("ends where all have ended or wait for it", () => {
    const ended = { hasFinished: true };
    expect(
      inboxes(
        [
          [{}, held(end)],
          [ended, undefined],
        ],
        1,
      ),
    ).toEqual([[end]]);
    expect(
      inboxes(
        [
          [{}, held(end)],
          [{}, undefined],
        ],
        1,
      ),
    ).toEqual([[]]);
  });
});
