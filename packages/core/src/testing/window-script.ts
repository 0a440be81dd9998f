/** Runs the window operator for tests, from a script of records, watermarks and times; what comes out is one list of texts. */
import type { JobOutput } from "../plan/job-graph.ts";
import type { WindowNode } from "../plan/transformation.ts";
import type { TaggedUnion } from "../windowing/tagged-union.ts";
import type { Window } from "../windowing/window.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { type HarnessRun, type HarnessStep, runOperators } from "./operator-harness.ts";
import { functionSlot, operatorNode } from "./operator-nodes.ts";

/** The record of the scripts: key and number. */
export type KeyedNumber = readonly [string, number];

/** What of the node a test sets; the default function sums up. */
export interface WindowParts<T = KeyedNumber> {
  readonly assigner: WindowAssigner<T, Window>;
  readonly trigger?: unknown;
  readonly evictor?: unknown;
  readonly allowedLatenessMs?: number;
  readonly lateTag?: WindowNode["lateTag"];
  /** A plain function or an object with `reduce`. */
  readonly reduce?: unknown;
  readonly aggregate?: unknown;
  readonly process?: unknown;
  readonly apply?: unknown;
  readonly isAll?: boolean;
}

/** A record of the key. */
export function record(key: string, n: number, timestampMs: number): HarnessStep {
  return { type: "record", value: [key, n], key, timestampMs };
}

/** A watermark. */
export function watermark(timestampMs: number): HarnessStep {
  return { type: "watermark", timestampMs };
}

/** The same record or watermark at an input of two. */
export function atInput(input: 0 | 1, step: HarnessStep): HarnessStep {
  return { ...step, input } as HarnessStep; // only the clock has no input
}

/** The wall clock. */
export function processingTime(timestampMs: number): HarnessStep {
  return { type: "processingTime", timestampMs };
}

/** The node of a window operator. */
export function windowRun<T>(parts: WindowParts<T>): Omit<HarnessRun, "script"> {
  const { assigner, reduce, aggregate, process, apply } = parts;
  const last = process ?? apply;
  const node = operatorNode({
    kind: "window",
    isAll: parts.isAll ?? false,
    isKeyed: true,
    assigner,
    trigger: parts.trigger ?? assigner.getDefaultTrigger(),
    evictor: parts.evictor,
    allowedLatenessMs: parts.allowedLatenessMs ?? 0,
    lateTag: parts.lateTag,
    aggregation:
      reduce !== undefined
        ? { type: "reduce", function: functionSlot(reduce, "reduce") }
        : aggregate === undefined
          ? undefined
          : { type: "aggregate", function: functionSlot(aggregate, "aggregate") },
    windowFunction:
      last === undefined
        ? undefined
        : functionSlot(last, process === undefined ? "apply" : "process"),
  });
  return { nodes: [node], isKeyed: true, outputs: { 0: mainAndLate(parts.lateTag) } };
}

/** What of a join or co-group in windows a test sets. */
export interface CoGroupParts
  extends Pick<
    WindowParts<TaggedUnion<KeyedNumber, KeyedNumber>>,
    "assigner" | "trigger" | "evictor" | "allowedLatenessMs" | "lateTag"
  > {
  /** A function, or an object with the method; one of the two is given. */
  readonly join?: unknown;
  readonly coGroup?: unknown;
}

/** The node of a join or co-group in windows. */
export function coGroupRun(parts: CoGroupParts): Omit<HarnessRun, "script"> {
  const { assigner, join, coGroup } = parts;
  const node = operatorNode({
    kind: "coGroup",
    assigner,
    trigger: parts.trigger ?? assigner.getDefaultTrigger(),
    evictor: parts.evictor,
    allowedLatenessMs: parts.allowedLatenessMs ?? 0,
    lateTag: parts.lateTag,
    function: join === undefined ? functionSlot(coGroup, "coGroup") : functionSlot(join, "join"),
  });
  return { nodes: [node], isKeyed: true, outputs: { 0: mainAndLate(parts.lateTag) } };
}

function mainAndLate(lateTag: WindowNode["lateTag"]): readonly JobOutput[] {
  const main = { to: "edge", edge: 0, sideOutputTag: undefined } as const;
  return lateTag === undefined
    ? [main]
    : [main, { to: "edge", edge: 1, sideOutputTag: lateTag.id }];
}

/** Runs windows over one stream. */
export function runWindows<T>(
  parts: WindowParts<T>,
  script: readonly HarnessStep[],
  isSorted = true,
): Promise<readonly string[]> {
  return windowLines(windowRun(parts), script, isSorted);
}

/**
 * What comes out: `(a,3)@999` for records, `late …` for those of the side output, `WM 999` for watermarks. Records between
 * two watermarks are sorted by timestamp and text, unless told otherwise: keys fire in no order.
 */
export async function windowLines(
  run: Omit<HarnessRun, "script">,
  script: readonly HarnessStep[],
  isSorted = true,
): Promise<readonly string[]> {
  const { events, error } = await runOperators({ ...run, script: () => script });
  const lines: string[] = [];
  let group: { readonly text: string; readonly timestampMs: number }[] = [];
  const close = () => {
    if (isSorted) group.sort((a, b) => a.timestampMs - b.timestampMs || (a.text < b.text ? -1 : 1));
    lines.push(...group.map(({ text }) => text));
    group = [];
  };
  for (const event of events) {
    if (event[0] === "record") {
      const [, edge, value, timestampMs] = event;
      const text = `${edge === 0 ? "" : "late "}${recordText(value)}@${timeText(timestampMs)}`;
      group.push({ text, timestampMs });
    } else if (event[0] === "watermark" && event[1] === 0) {
      close();
      lines.push(`WM ${timeText(event[2])}`);
    }
  }
  close();
  if (error !== undefined) lines.push(`${error.code}: ${error.message}`);
  return lines;
}

/** As the case text writes it: arrays are tuples. */
function recordText(value: unknown): string {
  return Array.isArray(value) ? `(${value.join(",")})` : String(value);
}

function timeText(timestampMs: number): string {
  return timestampMs === 2 ** 63 ? "MAX" : String(timestampMs);
}
