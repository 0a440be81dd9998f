/**
 * What waited at the subtasks of an operator, for another number of subtasks (HE1–HE3). Pure.
 *
 * A record that waited behind a watermark may be taken before it now: it is not late then, which no program can tell from
 * a cut that came earlier.
 */
import type { KeyGroupRange } from "../../base/murmur.ts";
import type { HeldElement, HeldElements, HeldRecord } from "../snapshot/held-elements.ts";
import { keyGroupOfCanonical } from "../snapshot/keyed-entries.ts";
import type { OperatorProgress } from "../snapshot/progress-snapshot.ts";
import { hasKeyGroup } from "./key-group-range.ts";

/** Between whom elements are divided. */
export interface HeldTargets {
  readonly parallelism: number;
  /** Of keyed operators: the key groups by subtask, and how many there are. */
  readonly ranges: readonly KeyGroupRange[] | undefined;
  readonly maxParallelism: number | undefined;
  /** Of the old subtasks. */
  readonly progress: readonly OperatorProgress[];
  readonly combined: OperatorProgress;
}

/** By new subtask; `parts` are by old subtask. */
export function rescaleHeldElements(
  parts: readonly (HeldElements | undefined)[],
  targets: HeldTargets,
): readonly (HeldElements | undefined)[] {
  const first = parts.find((part) => part !== undefined);
  if (first === undefined) return [];
  const records = parts.flatMap(
    (part, subtask) =>
      part?.elements.flatMap((one) => (one.type === "record" ? [{ record: one, subtask }] : [])) ??
      [],
  );
  const control = combineControl(parts, targets);
  return Array.from({ length: targets.parallelism }, (_, target) => ({
    ...first,
    elements: [
      ...records.flatMap(({ record, subtask }, index) =>
        isFor(target, record, { index, subtask, oldParallelism: parts.length }, targets)
          ? [record]
          : [],
      ),
      ...control,
    ],
  }));
}

/** Where a record stood: among all, and in which of how many subtasks. */
interface OldPlace {
  readonly index: number;
  readonly subtask: number;
  readonly oldParallelism: number;
}

function isFor(
  target: number,
  { key }: HeldRecord,
  { index, subtask, oldParallelism }: OldPlace,
  { ranges, maxParallelism, parallelism }: HeldTargets,
): boolean {
  const range = ranges?.[target];
  if (range === undefined || maxParallelism === undefined) return index % parallelism === target;
  if (key === undefined) return target % oldParallelism === subtask;
  return hasKeyGroup(range, keyGroupOfCanonical(key.canonical, maxParallelism));
}

/** What all subtasks would have come to when their inboxes were empty: by input, a watermark, a status, an end. */
function combineControl(
  parts: readonly (HeldElements | undefined)[],
  { combined, progress }: HeldTargets,
): readonly HeldElement[] {
  const elements = parts.map((part) => part?.elements ?? []);
  const inputCount = 1 + Math.max(0, ...elements.flat().map(({ input }) => input));
  return Array.from({ length: inputCount }, (_, input) => {
    const of = elements.map((own) => own.filter((one) => one.input === input));
    const marks = of.map(
      (own, index) =>
        own.findLast((one) => one.type === "watermark")?.timestampMs ??
        progress[index]?.watermarkMs ??
        combined.watermarkMs,
    );
    const statuses = of.map((own) => own.findLast((one) => one.type === "status"));
    const ends = of.map((own) => own.some(({ type }) => type === "end"));
    const haveAllEnded = ends.every(
      (isWaiting, index) => isWaiting || hasEnded(progress[index], input),
    );
    const mark = Math.min(...marks);
    const control: HeldElement[] = [];
    if (mark > combined.watermarkMs) control.push({ type: "watermark", input, timestampMs: mark });
    if (statuses.some((status) => status !== undefined))
      control.push({
        type: "status",
        input,
        isIdle: statuses.every((status) => status?.isIdle === true),
      });
    if (haveAllEnded && ends.includes(true)) control.push({ type: "end", input });
    return control;
  }).flat();
}

function hasEnded(progress: OperatorProgress | undefined, input: number): boolean {
  if (progress === undefined) return false;
  return progress.hasFinished || progress.isFinishHeld || progress.inputs[input]?.hasEnded === true;
}
