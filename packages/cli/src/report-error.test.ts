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

function coded(code: string): Error {
  return Object.assign(new Error(`${code}  It went wrong.`), { code, hint: "Do it right." });
}

test("an error with a code is shown as sentence and hint, and wrong usage is exit code 2", () => {
  expect(reportError(coded("CLI_USAGE"), false)).toBe(2);
  expect(written).toBe("CLI_USAGE  It went wrong.\nhint   Do it right.\n");
});

test("an error that is not about usage is exit code 1", () => {
  expect(reportError(coded("PROGRAM_NOT_FOUND"), false)).toBe(1);
});

test("with --json the error is one line of JSON", () => {
  reportError(coded("CLI_USAGE"), true);
  expect(JSON.parse(written)).toEqual({
    code: "CLI_USAGE",
    message: "CLI_USAGE  It went wrong.",
    hint: "Do it right.",
  });
});

test("an error of another kind is shown with its stack", () => {
  const error = new Error("unexpected");
  expect(reportError(error, false)).toBe(1);
  expect(written).toBe(`${error.stack}\n`);
});
