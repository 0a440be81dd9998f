import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import type {
  OperatorStateMode,
  OperatorStateSnapshot,
} from "../snapshot/operator-state-snapshot.ts";
import { redistributeOperatorStates } from "./operator-states.ts";

const serializer = { type: "version", version: 1 } as const;

/** A state whose elements are one byte each. */
const state = (mode: OperatorStateMode, ...values: readonly number[]): OperatorStateSnapshot => ({
  name: "s",
  mode,
  serializer,
  elements: values.map((value) => Uint8Array.of(value)),
});

/** What each new subtask gets, `null` where it does not have the state. */
function shares(old: readonly (OperatorStateSnapshot | null)[], parallelism: number) {
  const subtasks = old.map((one) => (one === null ? [] : [one]));
  return redistributeOperatorStates(subtasks, parallelism).map(([first]) =>
    first === undefined ? null : first.elements.map(([byte]) => byte),
  );
}

describe("redistribution of operator state", () => {
  test("split: lists are dealt out evenly, in order", () => {
    const old = [state("split", 1, 2, 3), state("split"), state("split", 4, 5)];
    expect(shares(old, 2)).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(shares(old, 1)).toEqual([[1, 2, 3, 4, 5]]);
    expect(shares(old, 4)).toEqual([[1, 2], [3], [4], [5]]);
    expect(shares(old, 7)).toEqual([[1], [2], [3], [4], [5], [], []]);
  });

  test("split: with as many subtasks as before each keeps its own", () => {
    const old = [state("split", 1, 2, 3), null, state("split", 4)];
    expect(shares(old, 3)).toEqual([[1, 2, 3], null, [4]]);
  });

  test("union: every subtask gets all elements", () => {
    const old = [state("union", 1, 2), state("union", 3)];
    expect(shares(old, 2)).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(shares(old, 1)).toEqual([[1, 2, 3]]);
  });

  test("broadcast: subtask i gets the copy of i modulo the old parallelism", () => {
    const old = [state("broadcast", 1), state("broadcast", 2)];
    expect(shares(old, 5)).toEqual([[1], [2], [1], [2], [1]]);
    expect(shares(old, 1)).toEqual([[1]]);
  });

  test("pool: all elements once, to the first subtask", () => {
    expect(shares([state("pool", 1), state("pool", 2, 3)], 3)).toEqual([[1, 2, 3], null, null]);
  });

  test("parts that different serializers wrote, and states of one name and different modes, stay apart", () => {
    const newer = { ...state("split", 2), serializer: { type: "version", version: 2 } as const };
    const parts = redistributeOperatorStates([[state("split", 1), state("union", 9)], [newer]], 1);
    expect(parts).toEqual([[state("split", 1), state("union", 9), newer]]);
  });

  test("nothing is lost or doubled where lists are split, whatever the numbers", () => {
    const lists = fc.array(fc.array(fc.nat(255), { maxLength: 9 }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 8 }), (old, parallelism) => {
        const given = shares(
          old.map((values) => state("split", ...values)),
          parallelism,
        ).map((share) => share ?? []);
        expect(given.flat()).toEqual(old.flat());
        if (old.length === parallelism) return;
        const lengths = given.map((share) => share.length);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
      propertyRuns(200),
    );
  });
});
