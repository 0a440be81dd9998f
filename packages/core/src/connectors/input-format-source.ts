/**
 * `InputFormat`s as a source: a split of the format is a split here, read by a copy of the format.
 *
 * A position is the number of records taken from a split; after a restore so many are read again and dropped.
 */
import { streamError } from "../base/stream-error.ts";
import type { InputFormat } from "../connector/input-format.ts";
import { ListReader, type SplitCursor } from "../connector/list-reader.ts";
import {
  type SimpleVersionedSerializer,
  Source,
  type SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import { SplitListEnumerator, type SplitListState } from "../connector/split-list-enumerator.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { recordSerializer } from "./record-serializer.ts";

/** A split of the format, and how many of its records were taken. */
export interface InputFormatSplit extends SourceSplit {
  readonly split: unknown;
  readonly takenCount: number;
}

/** Reads what the formats that `create` gives read. */
export class InputFormatSource<T> extends Source<
  T,
  InputFormatSplit,
  SplitListState<InputFormatSplit>
> {
  readonly boundedness = "BOUNDED" as const;
  override readonly producedType: AnyTypeInformation | undefined;
  readonly splitSerializer: SimpleVersionedSerializer<InputFormatSplit> = recordSerializer(
    "A split of an input format",
  );
  readonly enumeratorStateSerializer: SimpleVersionedSerializer<SplitListState<InputFormatSplit>> =
    recordSerializer("The splits of an input format");
  readonly #create: (subtask: number) => InputFormat<T>;

  /** `create` gives a format that nobody else uses. */
  constructor(create: (subtask: number) => InputFormat<T>, type?: AnyTypeInformation) {
    super();
    this.#create = create;
    this.producedType = type;
  }

  createEnumerator(
    context: SplitEnumeratorContext<InputFormatSplit>,
    restored?: SplitListState<InputFormatSplit>,
  ): SplitListEnumerator<InputFormatSplit> {
    return new SplitListEnumerator(
      context,
      restored?.remaining ?? this.#splits(context.parallelism),
    );
  }

  createReader(context: SourceReaderContext): SourceReader<T, InputFormatSplit> {
    return new ListReader(
      context,
      (split) => new InputFormatCursor(this.#create(context.subtaskIndex), split),
    );
  }

  #splits(minSplits: number): InputFormatSplit[] {
    const splits: unknown = this.#create(0).createInputSplits(minSplits);
    if (!Array.isArray(splits)) {
      throw streamError("CONNECTOR_INVALID_OPTION", {
        option: "createInputSplits",
        value: String(splits),
        expected: "an array of splits",
      });
    }
    return splits.map((split: unknown, index) => ({
      splitId: String(index),
      split,
      takenCount: 0,
    }));
  }
}

class InputFormatCursor<T> implements SplitCursor<T, InputFormatSplit> {
  readonly splitId: string;
  readonly #format: InputFormat<T>;
  readonly #split: InputFormatSplit;
  readonly #opened: Promise<void>;
  #isOpen = false;
  #hasEnded = false;
  #takenCount = 0;
  #closed: Promise<void> | undefined;

  constructor(format: InputFormat<T>, split: InputFormatSplit) {
    this.splitId = split.splitId;
    this.#format = format;
    this.#split = split;
    this.#opened = this.#open();
    // Who waits for it is told; nobody waits where the job ends before.
    this.#opened.catch(() => undefined);
  }

  next(): T | undefined {
    if (!this.#isOpen || this.#hasEnded) return undefined;
    while (!this.#format.reachedEnd()) {
      const record: T | null | undefined = this.#format.nextRecord();
      if (record === null || record === undefined) continue;
      this.#takenCount += 1;
      if (this.#takenCount > this.#split.takenCount) return record;
    }
    this.#hasEnded = true;
    return undefined;
  }

  get isEnded(): boolean {
    return this.#hasEnded;
  }

  available(): Promise<void> {
    return this.#opened;
  }

  snapshot(): InputFormatSplit {
    const takenCount = Math.max(this.#takenCount, this.#split.takenCount);
    return { splitId: this.splitId, split: this.#split.split, takenCount };
  }

  close(): Promise<void> {
    this.#closed ??= this.#opened
      .catch(() => undefined)
      .then(() => {
        this.#hasEnded = true;
        return this.#format.close?.();
      });
    return this.#closed;
  }

  async #open(): Promise<void> {
    await this.#format.open(this.#split.split);
    this.#isOpen = true;
  }
}
