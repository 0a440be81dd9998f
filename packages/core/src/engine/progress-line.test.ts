import { expect, test } from "vitest";
import { CapturedOutput } from "../testing/captured-output.ts";
import type { JobProgress } from "./progress.ts";
import { ProgressLine, progressText, summaryText } from "./progress-line.ts";

const progress: JobProgress = {
  jobName: "lines",
  status: "RUNNING",
  elapsedMs: 2400,
  readCount: 1_234_567,
  writtenCount: 999,
  rejectedCount: 0,
  readPerSecond: 410_400,
  share: 0.379,
};

test("the line says how much was read, how fast, which part of the input, how much was written", () => {
  expect(progressText(progress)).toBe(
    "lines: 1.2 M records read, 410.4 k/s, 37 % of the input, 999 written",
  );
  expect(progressText({ ...progress, share: undefined, rejectedCount: 2 })).toBe(
    "lines: 1.2 M records read, 410.4 k/s, 999 written, 2 rejected",
  );
});

test("the summary has exact counts", () => {
  expect(summaryText({ ...progress, status: "FINISHED" })).toBe(
    "lines finished in 2.4 s: 1234567 records read, 999 written, 410.4 k/s",
  );
  expect(summaryText({ ...progress, status: "FAILED", elapsedMs: 12.4, rejectedCount: 1 })).toBe(
    "lines failed in 12 ms: 1234567 records read, 999 written, 410.4 k/s, 1 rejected",
  );
});

test("a terminal gets one line drawn over, ended by the summary; before its time nothing", () => {
  const stderr = new CapturedOutput();
  const line = new ProgressLine({ stderr, isTerminal: true, afterMs: 2000 });
  line.onProgress({ ...progress, elapsedMs: 1999 });
  expect(stderr.text).toBe("");
  line.onProgress(progress);
  line.onEnd({ ...progress, status: "FINISHED" });
  expect(stderr.text).toBe(
    `\r\u001b[2K${progressText(progress)}\r\u001b[2K${summaryText({ ...progress, status: "FINISHED" })}\n`,
  );
});

test("what is no terminal gets the summary only; a job that was short says nothing in auto", () => {
  const stderr = new CapturedOutput();
  new ProgressLine({ stderr, isTerminal: false, afterMs: 2000 }).onEnd({
    ...progress,
    elapsedMs: 1000,
  });
  expect(stderr.text).toBe("");
  const line = new ProgressLine({ stderr, isTerminal: false, afterMs: 0 });
  line.onProgress(progress);
  line.onEnd({ ...progress, status: "FINISHED" });
  expect(stderr.lines).toEqual([summaryText({ ...progress, status: "FINISHED" })]);
});
