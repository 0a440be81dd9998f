import { expect, test } from "vitest";
import { estimateSizeBytes } from "./record-size.ts";

test("a value counts its parts", () => {
  const circle: unknown[] = [];
  circle.push(circle);
  expect(
    [
      7,
      true,
      null,
      "abc",
      10n,
      [1, 2],
      { id: 1, name: "ab" },
      new Map([["a", 1]]),
      new Set([1]),
      new Uint8Array(100),
      new ArrayBuffer(50),
      circle,
    ].map(estimateSizeBytes),
  ).toEqual([8, 8, 8, 22, 24, 48, 60, 58, 32, 116, 66, 400]);
});
