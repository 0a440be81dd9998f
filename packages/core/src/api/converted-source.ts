/** A source whose records are converted to the type that the user declared for them. Everything else is the source's own. */
import {
  type Boundedness,
  type SimpleVersionedSerializer,
  Source,
  SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  type SplitEnumerator,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";

/** Reads as `source` does; a record that is none of `type` fails the job with `TYPE_WRONG_VALUE`. */
export class ConvertedSource<SplitT extends SourceSplit, State> extends Source<
  unknown,
  SplitT,
  State
> {
  readonly boundedness: Boundedness;
  override readonly producedType: AnyTypeInformation;
  override readonly maxParallelism: number | undefined;
  override readonly isLocal: boolean | undefined;
  readonly splitSerializer: SimpleVersionedSerializer<SplitT>;
  readonly enumeratorStateSerializer: SimpleVersionedSerializer<State>;
  private readonly source: Source<unknown, SplitT, State>;

  constructor(source: Source<unknown, SplitT, State>, type: AnyTypeInformation) {
    super();
    this.source = source;
    this.producedType = type;
    this.boundedness = source.boundedness;
    this.maxParallelism = source.maxParallelism;
    this.isLocal = source.isLocal;
    this.splitSerializer = source.splitSerializer;
    this.enumeratorStateSerializer = source.enumeratorStateSerializer;
  }

  createEnumerator(
    context: SplitEnumeratorContext<SplitT>,
    restored?: State,
  ): SplitEnumerator<SplitT, State> {
    return this.source.createEnumerator(context, restored);
  }

  createReader(context: SourceReaderContext): SourceReader<unknown, SplitT> {
    return new ConvertedReader(this.source.createReader(context), this.producedType);
  }
}

class ConvertedReader<SplitT extends SourceSplit> extends SourceReader<unknown, SplitT> {
  private readonly reader: SourceReader<unknown, SplitT>;
  private readonly type: AnyTypeInformation;

  constructor(reader: SourceReader<unknown, SplitT>, type: AnyTypeInformation) {
    super();
    this.reader = reader;
    this.type = type;
  }

  override start(): void | Promise<void> {
    return this.reader.start?.();
  }

  next(): unknown {
    const record = this.reader.next();
    this.timestampMs = this.reader.timestampMs;
    this.currentSplitId = this.reader.currentSplitId;
    return record === undefined ? undefined : this.type.convert(record, "record");
  }

  get isEnded(): boolean {
    return this.reader.isEnded;
  }

  available(): Promise<void> {
    return this.reader.available();
  }

  addSplits(splits: readonly SplitT[]): void {
    this.reader.addSplits(splits);
  }

  notifyNoMoreSplits(): void {
    this.reader.notifyNoMoreSplits();
  }

  snapshotState(checkpointId: number): readonly SplitT[] {
    return this.reader.snapshotState(checkpointId);
  }

  override notifyCheckpointComplete(checkpointId: number): void {
    this.reader.notifyCheckpointComplete?.(checkpointId);
  }

  pauseOrResumeSplits(toPause: readonly string[], toResume: readonly string[]): void {
    this.reader.pauseOrResumeSplits(toPause, toResume);
  }

  override isReading(splitId: string): boolean {
    return this.reader.isReading?.(splitId) ?? true;
  }

  override handleSourceEvent(event: unknown): void {
    this.reader.handleSourceEvent?.(event);
  }

  override progress(): ReturnType<NonNullable<SourceReader<unknown, SplitT>["progress"]>> {
    return this.reader.progress?.();
  }

  close(): void | Promise<void> {
    return this.reader.close();
  }
}
