import { expect, test } from "vitest";
import { exitCodeOfSignal } from "./exit-codes.ts";

test("a process ended by a signal has the exit code that shells give it", () => {
  expect([exitCodeOfSignal("SIGINT"), exitCodeOfSignal("SIGTERM")]).toEqual([130, 143]);
});
