import fc from "fast-check";
import { expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import type { Input } from "../operators/operator.ts";
import { createEdgeElement, type EdgeParts } from "./edge-element.ts";

type Received = readonly [channel: number, value: unknown, timestampMs: number, key: unknown];

function edge(overrides: Partial<EdgeParts>, targetCount: number) {
  const received: Received[] = [];
  const failures: unknown[] = [];
  const fail = (kind: string, error: unknown): unknown => {
    failures.push([kind, error instanceof Error ? error.message : error]);
    return new Error(kind);
  };
  const targets = Array.from(
    { length: targetCount },
    (_, channel): Input => ({
      element: (value, timestampMs, key) => {
        if (value === "poison") throw new Error("target");
        received.push([channel, value, timestampMs, key]);
      },
      watermark() {},
      status() {},
      endInput() {},
    }),
  );
  const parts: EdgeParts = {
    targets,
    selectKey: undefined,
    passesKey: false,
    selectChannel: undefined,
    isBroadcast: false,
    copy: undefined,
    failures: {
      key: (error) => fail("key", error),
      undefinedKey: (value) => fail("undefinedKey", value),
      channel: (error) => fail("channel", error),
      copy: (error) => fail("copy", error),
      target: (error, channel) => fail(`target ${channel}`, error),
    },
    ...overrides,
  };
  return { parts, received, failures };
}

/** What both forms did with the records, which must be the same (R1). */
function both(overrides: Partial<EdgeParts>, targetCount: number, values: readonly unknown[]) {
  const [generated, plain] = (["allowed", "forbidden"] as const).map((codeGeneration) => {
    const { parts, received, failures } = edge(overrides, targetCount);
    const element = createEdgeElement(parts, codeGeneration);
    const thrown = values.map((value, index) => {
      try {
        element(value, index);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    });
    return { received, failures, thrown };
  });
  expect(generated).toEqual(plain);
  return generated!;
}

test("the key is selected once and travels with the record to the channel chosen for it", () => {
  let selected = 0;
  const { received } = both(
    {
      selectKey: (value) => {
        selected++;
        return (value as number) % 3;
      },
      passesKey: true,
      selectChannel: (key) => (key as number) % 2,
    },
    2,
    [1, 2, 3],
  );
  expect(received).toEqual([
    [1, 1, 0, 1],
    [0, 2, 1, 2],
    [0, 3, 2, 0],
  ]);
  expect(selected).toBe(6);
});

test("broadcast hands a copy of its own to every channel", () => {
  const copies: object[] = [];
  const { parts, received } = edge(
    { isBroadcast: true, copy: (value) => ({ ...(value as object) }) },
    3,
  );
  createEdgeElement(parts, "allowed")({ a: 1 }, 7);
  for (const [, value] of received) copies.push(value as object);
  expect(received).toEqual([
    [0, { a: 1 }, 7, undefined],
    [1, { a: 1 }, 7, undefined],
    [2, { a: 1 }, 7, undefined],
  ]);
  expect(new Set(copies).size).toBe(3);
});

test("each way to fail is told apart", () => {
  const boom = (message: string) => () => {
    throw new Error(message);
  };
  expect(both({ selectKey: boom("no key") }, 1, [1]).failures).toEqual([["key", "no key"]]);
  expect(both({ selectKey: () => undefined }, 1, [1]).failures).toEqual([["undefinedKey", 1]]);
  expect(both({ selectChannel: boom("no channel") }, 2, [1]).failures).toEqual([
    ["channel", "no channel"],
  ]);
  expect(both({ copy: boom("no copy") }, 1, [1]).failures).toEqual([["copy", "no copy"]]);
  expect(both({ isBroadcast: true }, 2, ["poison"]).failures).toEqual([["target 0", "target"]]);
  expect(both({}, 1, [1, "poison", 2])).toMatchObject({
    thrown: [undefined, "target 0", undefined],
    failures: [["target 0", "target"]],
  });
});

test("generated and plain edges do the same for every combination of parts", () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.oneof(fc.integer(), fc.constant("poison"), fc.constant(undefined))),
      (isKeyed, isCopied, isBroadcast, targetCount, values) => {
        both(
          {
            selectKey: isKeyed ? (value) => value : undefined,
            passesKey: isKeyed,
            selectChannel:
              targetCount > 1 && !isBroadcast
                ? (key) => Math.abs(Number(key ?? 0) || 0) % targetCount
                : undefined,
            isBroadcast,
            copy: isCopied ? (value) => value : undefined,
          },
          targetCount,
          values,
        );
      },
    ),
    propertyRuns(100),
  );
});
