/**
 * The offset of staggered windows in snapshots: windows of a subtask begin where they began before the restore.
 *
 * It belongs to the subtask, not to keys: with other subtasks each takes one that is dealt to it, or chooses anew.
 */
import type {
  OperatorSnapshot,
  OwnSnapshot,
} from "../../../checkpoint/snapshot/operator-snapshot.ts";
import { ByteInput } from "../../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../../types/serializers/byte-output.ts";
import { TumblingWindows } from "../../../windowing/tumbling-windows.ts";
import type { WindowAssignerContext } from "../../../windowing/window-assigner.ts";

const NAME = "$stagger";

/** Restores the offset where there was one; the result tells it to the operator's snapshots. */
export function staggerSnapshot(
  assigner: unknown,
  context: WindowAssignerContext,
  restored: OperatorSnapshot | undefined,
): () => OwnSnapshot {
  if (!(assigner instanceof TumblingWindows)) return () => ({});
  const { stagger } = assigner;
  const [stored] = restored?.operatorStates?.find(({ name }) => name === NAME)?.elements ?? [];
  if (stored !== undefined) stagger.restore(context, new ByteInput(stored, NAME).float64());
  return () => {
    const offset = stagger.chosen(context);
    if (offset === undefined) return {};
    const output = new ByteOutput(8);
    output.float64(offset);
    return {
      operatorStates: [
        {
          name: NAME,
          mode: "split",
          serializer: { type: "version", version: 1 },
          elements: [output.take()],
        },
      ],
    };
  };
}
