import { expect, test } from "vitest";
import { targetSubtasks } from "./channels.ts";

test.each([
  [1, 3, [[0, 1, 2]]],
  [
    2,
    4,
    [
      [0, 1],
      [2, 3],
    ],
  ],
  [2, 3, [[0, 1], [2]]],
  [3, 2, [[0], [1], [1]]],
  [4, 2, [[0], [0], [1], [1]]],
  [3, 3, [[0], [1], [2]]],
])(
  "rescale from %i to %i subtasks connects as Flink's pointwise distribution",
  (sources, targets, expected) => {
    expect(
      Array.from({ length: sources }, (_, source) =>
        targetSubtasks("rescale", source, sources, targets),
      ),
    ).toEqual(expected);
  },
);

test("forward keeps the index, all others connect to every subtask", () => {
  expect(targetSubtasks("forward", 1, 3, 3)).toEqual([1]);
  for (const partitioner of [
    "rebalance",
    "shuffle",
    "broadcast",
    "global",
    "hash",
    "custom",
  ] as const) {
    expect(targetSubtasks(partitioner, 1, 2, 3)).toEqual([0, 1, 2]);
  }
});
