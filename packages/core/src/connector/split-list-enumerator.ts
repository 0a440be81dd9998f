/**
 * An enumerator over splits that are known from the start: each request gets the next one, in order.
 *
 * A reader asks (`requestSplit`) in its `start` and whenever it has read all it had; when nothing is left it is told so.
 */
import { type SourceSplit, SplitEnumerator, type SplitEnumeratorContext } from "./source.ts";

/** State: the splits that no reader has yet. */
export interface SplitListState<SplitT extends SourceSplit> {
  readonly remaining: readonly SplitT[];
}

/** Hands out a list of splits on request. */
export class SplitListEnumerator<SplitT extends SourceSplit> extends SplitEnumerator<
  SplitT,
  SplitListState<SplitT>
> {
  readonly #context: SplitEnumeratorContext<SplitT>;
  #remaining: SplitT[];

  /** `splits` are handed out in order; on a restore, what `snapshotState` gave. */
  constructor(context: SplitEnumeratorContext<SplitT>, splits: readonly SplitT[]) {
    super();
    this.#context = context;
    this.#remaining = [...splits];
  }

  start(): void {}

  addReader(_subtask: number): void {}

  handleSplitRequest(subtask: number): void {
    const split = this.#remaining.shift();
    if (split === undefined) this.#context.signalNoMoreSplits(subtask);
    else this.#context.assignSplits(subtask, [split]);
  }

  addSplitsBack(splits: readonly SplitT[], _subtask: number): void {
    this.#remaining = [...splits, ...this.#remaining];
  }

  snapshotState(_checkpointId: number): SplitListState<SplitT> {
    return { remaining: [...this.#remaining] };
  }

  close(): void {}
}
