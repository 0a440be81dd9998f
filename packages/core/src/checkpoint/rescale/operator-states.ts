/**
 * Who gets which operator state after a restore (C7): a pure function of what the old subtasks gave and of how many
 * subtasks there are now.
 *
 * RO1 No element is lost, and only `union` and `broadcast` give one to several. RO2 Elements keep the order of the old
 * subtasks and of their lists. RO3 Elements are never read: parts of one name that different serializers wrote stay
 * apart. Flink: `RoundRobinOperatorStateRepartitioner`.
 */
import type { OperatorStateSnapshot } from "../snapshot/operator-state-snapshot.ts";

/** The states of one subtask. */
export type SubtaskStates = readonly OperatorStateSnapshot[];

/** One part of a state in all old subtasks: elements of one name, mode and serializer. */
interface StatePart {
  readonly form: OperatorStateSnapshot;
  /** By old subtask; empty where it had nothing of it, `undefined` where it did not have the state. */
  readonly lists: (readonly Uint8Array[] | undefined)[];
}

/** By new subtask, what it is created with. `old` has at least one subtask. */
export function redistributeOperatorStates(
  old: readonly SubtaskStates[],
  parallelism: number,
): readonly SubtaskStates[] {
  const parts = partsOf(old);
  return Array.from({ length: parallelism }, (_, subtask) =>
    parts.flatMap((part) => {
      const elements = elementsOf(part, subtask, parallelism);
      return elements === undefined ? [] : [{ ...part.form, elements }];
    }),
  );
}

function partsOf(old: readonly SubtaskStates[]): readonly StatePart[] {
  const parts = new Map<string, StatePart>();
  for (const [subtask, states] of old.entries()) {
    for (const state of states) {
      const id = JSON.stringify([state.mode, state.name, state.serializer]);
      const part = parts.get(id) ?? { form: state, lists: old.map(() => undefined) };
      parts.set(id, part);
      part.lists[subtask] = [...(part.lists[subtask] ?? []), ...state.elements];
    }
  }
  return [...parts.values()];
}

/** What a new subtask gets of a part; `undefined` where that is not even an empty list. */
function elementsOf(
  { form, lists }: StatePart,
  subtask: number,
  parallelism: number,
): readonly Uint8Array[] | undefined {
  const all = () => lists.flatMap((list) => list ?? []);
  switch (form.mode) {
    case "split":
      // As long as nothing changes each subtask keeps its own, as in Flink.
      return lists.length === parallelism ? lists[subtask] : shareOf(all(), subtask, parallelism);
    case "union":
      return all();
    case "broadcast":
      return lists[subtask % lists.length];
    case "pool":
      return subtask === 0 ? all() : undefined;
  }
}

/** The elements in `count` runs of equal length; the first ones have one more where it does not come out even. */
function shareOf(
  elements: readonly Uint8Array[],
  index: number,
  count: number,
): readonly Uint8Array[] {
  const [base, rest] = [Math.floor(elements.length / count), elements.length % count];
  const from = index * base + Math.min(index, rest);
  return elements.slice(from, from + base + (index < rest ? 1 : 0));
}
