import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "./fences.ts";

/** Runs the summary over reports, given as file name → text, and returns its output and exit code. */
function summary(
  reports: Readonly<Record<string, string>>,
): Promise<{ exitCode: number; lines: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), "millrace-summary-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(reports)) writeFileSync(join(folder, name), text);
  return new Promise((resolve) => {
    execFile(process.execPath, [join(root, "scripts/ci-summary.js"), folder], (error, stdout) => {
      resolve({ exitCode: Number(error?.code ?? 0), lines: stdout.trimEnd().split("\n") });
    });
  });
}

const report = (passed: number, failed: number, unloaded = 0): string =>
  JSON.stringify({
    numPassedTests: passed,
    numFailedTests: failed,
    testResults: Array.from({ length: unloaded }, () => ({
      status: "failed",
      assertionResults: [],
    })),
  });

test("tests and steps without tests are summed", async () => {
  const reports = {
    "install.step": "passed\n",
    "tests.step": "passed\n",
    "tests.json": report(12, 0),
  };
  expect(await summary(reports)).toEqual({ exitCode: 0, lines: ["13 passed, 0 failed"] });
});

test("failed tests and files that could not be loaded fail the whole", async () => {
  const reports = { "tests.step": "failed\n", "tests.json": report(12, 2, 1) };
  expect(await summary(reports)).toEqual({
    exitCode: 1,
    lines: ["failed in tests: 3", "12 passed, 3 failed"],
  });
});

test("a step that failed without a failed test counts as one", async () => {
  const reports = {
    "tests.step": "failed\n",
    "tests.json": report(12, 0),
    "check.step": "failed\n",
  };
  const lines = ["failed in check: 1", "failed in tests: 1", "12 passed, 2 failed"];
  expect(await summary(reports)).toEqual({ exitCode: 1, lines });
});

test("nothing counted is a failure", async () => {
  expect(await summary({})).toEqual({ exitCode: 1, lines: ["0 passed, 0 failed"] });
});
