import { streamError } from "millrace/unstable/program";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { reportError } from "./report-error.ts";

let written = "";

beforeEach(() => {
  written = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

test("wrong usage is shown as sentence and hint, and is exit code 2", async () => {
  expect(await reportError(streamError("CLI_USAGE", { problem: "It went wrong" }), false)).toBe(2);
  expect(written).toBe(
    "CLI_USAGE  It went wrong.\nhint   See millrace --help.\ndocs   reference/errors#cli_usage\n",
  );
});

test("an error that is not about usage is exit code 1", async () => {
  expect(await reportError(streamError("PROGRAM_NOT_FOUND", { file: "job.ts" }), false)).toBe(1);
  expect(written).toContain("job.ts");
});

test("with --json the error is one line of JSON", async () => {
  await reportError(streamError("CLI_USAGE", { problem: "It went wrong" }), true);
  expect(JSON.parse(written)).toEqual({
    code: "CLI_USAGE",
    message: "CLI_USAGE  It went wrong.",
    hint: "See millrace --help.",
  });
});
