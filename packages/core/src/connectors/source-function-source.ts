/** User-written source functions as a source: one reader, at most one run at a time. */
import { ListReader } from "../connector/list-reader.ts";
import {
  type SimpleVersionedSerializer,
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import { SplitListEnumerator, type SplitListState } from "../connector/split-list-enumerator.ts";
import { recordSerializer } from "./record-serializer.ts";
import { SourceFunctionCursor, type SourceFunctionSplit } from "./source-function-cursor.ts";

/** Runs what `create` gives, once per attempt. `run` starts anew after a restore, unless it had returned. */
export class SourceFunctionSource<T> extends Source<
  T,
  SourceFunctionSplit,
  SplitListState<SourceFunctionSplit>
> {
  readonly boundedness = "CONTINUOUS_UNBOUNDED" as const;
  override readonly maxParallelism = 1;
  readonly splitSerializer: SimpleVersionedSerializer<SourceFunctionSplit> = recordSerializer(
    "The queue of a source function",
  );
  readonly enumeratorStateSerializer: SimpleVersionedSerializer<
    SplitListState<SourceFunctionSplit>
  > = recordSerializer("The splits of a source function");
  readonly #create: (subtask: number) => unknown;

  /** `create` gives the function, or the object with `run`, of a subtask and attempt. */
  constructor(create: (subtask: number) => unknown) {
    super();
    this.#create = create;
  }

  createEnumerator(
    context: SplitEnumeratorContext<SourceFunctionSplit>,
    restored?: SplitListState<SourceFunctionSplit>,
  ): SplitListEnumerator<SourceFunctionSplit> {
    const fresh: SourceFunctionSplit = { splitId: "run", pending: [], isFinished: false };
    return new SplitListEnumerator(context, restored?.remaining ?? [fresh]);
  }

  createReader(context: SourceReaderContext): SourceReader<T, SourceFunctionSplit> {
    return new ListReader(context, (split, reader) => {
      return new SourceFunctionCursor<T>(
        split,
        this.#create(context.subtaskIndex),
        context,
        reader,
      );
    });
  }
}
