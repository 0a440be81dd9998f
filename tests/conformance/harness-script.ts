/** Harness scripts of the case text as steps of the operator harness. */
import type {
  HarnessEvent,
  HarnessStep,
} from "../../packages/core/src/testing/operator-harness.ts";
import { type CaseStep, stepsOf } from "./cases.ts";
import { readRecord, recordText } from "./record-text.ts";

/** A record as the test wants it; `text` is what stands before `@`. */
export type ReadStep = (
  text: string,
  input: number,
) => {
  readonly value: unknown;
  readonly key?: unknown;
  /** Where the text has none. */
  readonly timestampMs?: number;
};

const byText: ReadStep = (text) => ({ value: readRecord(text) });

/** The inputs of the script; `read` makes a record of its text: `key2` or `(key2,1)`. */
export function harnessSteps(
  id: string,
  read: ReadStep = byText,
  part: string = "script",
): HarnessStep[] {
  return stepsOf(id, part).flatMap((step) => stepsFor(step, read));
}

/** What left an operator by its first edge, as lines of a script: `x@t`, `x` without a timestamp, `WM t`. */
export function linesFrom(events: readonly HarnessEvent[]): string[] {
  return events.flatMap(([type, edge, value, timestampMs]) => {
    if (edge !== 0 || (type !== "record" && type !== "watermark")) return [];
    if (type === "watermark") return [`WM ${recordText(value)}`];
    const time = recordText(timestampMs);
    return [time === "MIN" ? recordText(value) : `${recordText(value)}@${time}`];
  });
}

function stepsFor({ step, values }: CaseStep, read: ReadStep): HarnessStep[] {
  switch (step) {
    case "E":
    case "E1":
      return values.map((value) => recordStep(value, 0, read));
    case "E2":
      return values.map((value) => recordStep(value, 1, read));
    case "WM":
    case "WM1":
      return values.map((value) => watermarkStep(value, 0));
    case "WM2":
      return values.map((value) => watermarkStep(value, 1));
    case "WM12":
      return values.flatMap((value) => [watermarkStep(value, 0), watermarkStep(value, 1)]);
    case "PT":
      return values.map((value) => ({ type: "processingTime", timestampMs: timeOf(value) }));
    case "END":
      return [{ type: "endInput" }];
    case "SNAP":
      return [{ type: "snapshot" }];
  }
}

function recordStep(text: string, input: number, read: ReadStep): HarnessStep {
  const at = text.lastIndexOf("@");
  const step = {
    type: "record",
    input,
    ...read(at === -1 ? text : text.slice(0, at), input),
  } as const;
  return at === -1 ? step : { ...step, timestampMs: timeOf(text.slice(at + 1)) };
}

function watermarkStep(text: string, input: number): HarnessStep {
  return { type: "watermark", timestampMs: timeOf(text), input };
}

/** `MAX-1750` is checked with the largest safe integer (0.2 of the case text). */
function timeOf(text: string): number {
  const fromMax = /^\(?MAX-(\d+)\)?$/.exec(text);
  const time = fromMax === null ? readRecord(text) : Number.MAX_SAFE_INTEGER - Number(fromMax[1]);
  if (typeof time !== "number") throw new Error(`${text} is no time`);
  return time;
}
