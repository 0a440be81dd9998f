/**
 * What the subtasks of one operator begin with when there are others than at the cut (C7). Pure.
 *
 * RO1 Keyed entries go to who owns their key group now. RO2 Progress is combined: the least watermark, idle and ended
 * where all were; what was being fired goes on up to that watermark. RO3 With the same number of subtasks each gets its
 * own part, unchanged. RO4 Parts are given in the order of their subtasks; so are the results.
 */
import { type KeyGroupRange, keyGroupRangeOfSubtask } from "../../base/murmur.ts";
import type { KeyedSnapshot, KeyGroupEntries } from "../snapshot/keyed-snapshot.ts";
import type { OperatorSnapshot } from "../snapshot/operator-snapshot.ts";
import type {
  GeneratorProgress,
  InputProgress,
  OperatorProgress,
} from "../snapshot/progress-snapshot.ts";
import { hasKeyGroup, intersectKeyGroups } from "./key-group-range.ts";
import { redistributeOperatorStates } from "./operator-states.ts";
import { rescaleHeldElements } from "./rescale-held-elements.ts";

/** The parts of an operator's new subtasks. `parts` is not empty and of one operator. */
export function rescaleOperator(
  parts: readonly OperatorSnapshot[],
  parallelism: number,
): readonly OperatorSnapshot[] {
  const [first] = parts;
  if (first === undefined || parts.length === parallelism) return parts;
  const progress = parts.map((part) => part.progress);
  const combined = combineProgress(progress);
  const generators = combineGenerators(parts.flatMap((part) => part.generators ?? []));
  const states = redistributeOperatorStates(
    parts.map((part) => part.operatorStates ?? []),
    parallelism,
  );
  const ranges = rangesOf(parts, parallelism);
  const held = {
    ranges,
    maxParallelism: first.keyed?.maxParallelism,
    parallelism,
    progress,
    combined,
  };
  const inboxes = rescaleHeldElements(
    parts.map((part) => part.inbox),
    held,
  );
  const pending = rescaleHeldElements(
    parts.map((part) => part.pending),
    held,
  );
  return Array.from({ length: parallelism }, (_, subtask) => ({
    operatorId: first.operatorId,
    keyed: rescaleKeyed(parts, ranges?.[subtask]),
    progress: combined,
    ...(generators.length === 0 ? {} : { generators }),
    operatorStates: states[subtask] ?? [],
    inbox: inboxes[subtask],
    pending: pending[subtask],
  }));
}

function rangesOf(
  parts: readonly OperatorSnapshot[],
  parallelism: number,
): readonly KeyGroupRange[] | undefined {
  const maxParallelism = parts[0]?.keyed?.maxParallelism;
  if (maxParallelism === undefined) return undefined;
  return Array.from({ length: parallelism }, (_, subtask) =>
    keyGroupRangeOfSubtask(subtask, parallelism, maxParallelism),
  );
}

function rescaleKeyed(
  parts: readonly OperatorSnapshot[],
  range: KeyGroupRange | undefined,
): KeyedSnapshot | undefined {
  const keyed = parts.flatMap((part) => (part.keyed === undefined ? [] : [part.keyed]));
  const owners = keyed.filter(
    (part) => range !== undefined && intersectKeyGroups(part.keyGroups, range) !== undefined,
  );
  const [first] = keyed;
  if (first === undefined || range === undefined) return undefined;
  return {
    ...first,
    keyGroups: range,
    states: byName(
      owners.flatMap(({ states }) => states),
      ({ name }) => name,
      range,
    ),
    timers: byName(
      owners.flatMap(({ timers }) => timers),
      ({ clock }) => clock,
      range,
    ),
  };
}

/** Puts the key groups of equally named parts together that are in the range. */
function byName<T extends { readonly groups: readonly KeyGroupEntries[] }>(
  parts: readonly T[],
  nameOf: (part: T) => string,
  range: KeyGroupRange,
): readonly T[] {
  return [...Map.groupBy(parts, nameOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const groups = same
      .flatMap((part) => part.groups)
      .filter(({ keyGroup }) => hasKeyGroup(range, keyGroup))
      .toSorted((left, right) => left.keyGroup - right.keyGroup);
    return [{ ...first, groups }];
  });
}

function combineProgress(all: readonly OperatorProgress[]): OperatorProgress {
  const watermarkMs = least(all.map((one) => one.watermarkMs));
  const isFiring = all.some(({ firingEventTimeMs }) => firingEventTimeMs !== undefined);
  const processingMs = all.flatMap(({ firingProcessingTimeMs }) => firingProcessingTimeMs ?? []);
  const inputCount = Math.max(...all.map(({ inputs }) => inputs.length));
  return {
    watermarkMs,
    ...(isFiring ? { firingEventTimeMs: watermarkMs } : {}),
    ...(processingMs.length === 0 ? {} : { firingProcessingTimeMs: Math.max(...processingMs) }),
    inputs: Array.from({ length: inputCount }, (_, input) =>
      combineInput(all.flatMap(({ inputs }) => inputs[input] ?? [])),
    ),
    hasFinished: all.every(({ hasFinished }) => hasFinished),
    isFinishHeld:
      all.some(({ isFinishHeld }) => isFinishHeld) &&
      all.every(({ isFinishHeld, hasFinished }) => isFinishHeld || hasFinished),
  };
}

function combineInput(all: readonly InputProgress[]): InputProgress {
  return {
    watermarkMs: least(all.map((one) => one.watermarkMs)),
    isIdle: all.every(({ isIdle }) => isIdle),
    hasEnded: all.every(({ hasEnded }) => hasEnded),
    channels: [],
  };
}

/** A split's own progress goes to whoever reads it; what counts for no split is combined. */
function combineGenerators(all: readonly GeneratorProgress[]): readonly GeneratorProgress[] {
  return [...Map.groupBy(all, ({ splitId }) => splitId)].map(([splitId, same]) => {
    // Of one split only its last reader went on; a copy that another subtask still kept is older.
    const pick = splitId === undefined ? least : (values: readonly number[]) => Math.max(...values);
    return {
      ...(splitId === undefined ? {} : { splitId }),
      maxTimestampMs: pick(same.map(({ maxTimestampMs }) => maxTimestampMs)),
      watermarkMs: pick(same.map(({ watermarkMs }) => watermarkMs)),
      isIdle: same.every(({ isIdle }) => isIdle),
    };
  });
}

function least(values: readonly number[]): number {
  return Math.min(...values);
}
