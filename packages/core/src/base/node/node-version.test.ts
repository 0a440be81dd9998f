import { expect, test } from "vitest";
import { requireNode } from "./node-version.ts";

test("a Node that is too old is named, with the way to a newer one", () => {
  expect(() => requireNode("20.20.2")).toThrow(
    "millrace needs Node.js 24.6 or newer; this is 20.20.2.",
  );
  expect(() => requireNode("24.5.9")).toThrow("npx node");
});

test("the first version that is needed, and all newer ones, will do", () => {
  for (const version of ["24.6.0", "24.21.0", "26.0.1"])
    expect(requireNode(version)).toBeUndefined();
});
