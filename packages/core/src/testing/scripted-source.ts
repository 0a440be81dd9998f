/**
 * A source that a test writes down step by step: records, watermarks, waits, failures, and its end after the last step.
 * One split per subtask, assigned on request.
 *
 * Every call that the engine makes is written to `calls`.
 */
import {
  type Boundedness,
  type SimpleVersionedSerializer,
  Source,
  SourceReader,
  type SourceReaderContext,
  type SourceSplit,
  SplitEnumerator,
  type SplitEnumeratorContext,
} from "../connector/source.ts";

/**
 * What a reader does next: returns a record, emits a watermark, says that it is idle, has nothing until the promise is
 * settled, rejects bytes that cannot be read, or throws.
 */
export type ScriptStep<T> =
  | { readonly record: T; readonly timestampMs?: number }
  | { readonly watermark: number }
  | { readonly idle: true }
  | { readonly waitFor: Promise<unknown> }
  | { readonly reject: string }
  | { readonly fail: unknown };

/** A split of a script: how many steps are done. */
export interface ScriptSplit extends SourceSplit {
  readonly done: number;
}

/** Settings of a `ScriptedSource`. */
export interface ScriptedSourceOptions {
  /** Where the calls are written to, e.g. `reader 0 close`. */
  readonly calls?: string[];
  /** Where `open`, `start` or `close` fail. */
  readonly failAt?: "enumerator start" | "reader start" | "reader close";
  /** Whether the job may take the source for bounded; it ends after its last step in any case. Default: bounded. */
  readonly boundedness?: Boundedness;
}

const splitSerializer: SimpleVersionedSerializer<ScriptSplit> = {
  version: 1,
  serialize: (split) => new TextEncoder().encode(JSON.stringify(split)),
  deserialize: (_version, bytes) => JSON.parse(new TextDecoder().decode(bytes)) as ScriptSplit, // written by serialize
};

/** One script per subtask; a subtask without a script ends at once. */
export class ScriptedSource<T> extends Source<T, ScriptSplit, readonly number[]> {
  readonly boundedness: Boundedness;
  readonly splitSerializer: SimpleVersionedSerializer<ScriptSplit> = splitSerializer;
  readonly enumeratorStateSerializer: SimpleVersionedSerializer<readonly number[]> = {
    version: 1,
    serialize: (assigned) => Uint8Array.from(assigned),
    deserialize: (_version, bytes) => [...bytes],
  };
  readonly #scripts: readonly (readonly ScriptStep<T>[])[];
  readonly #options: ScriptedSourceOptions;

  constructor(scripts: readonly (readonly ScriptStep<T>[])[], options: ScriptedSourceOptions = {}) {
    super();
    this.#scripts = scripts;
    this.#options = options;
    this.boundedness = options.boundedness ?? "BOUNDED";
  }

  createEnumerator(
    context: SplitEnumeratorContext<ScriptSplit>,
    restored: readonly number[] = [],
  ): SplitEnumerator<ScriptSplit, readonly number[]> {
    return new ScriptEnumerator(context, this.#options, [...restored]);
  }

  createReader(context: SourceReaderContext): SourceReader<T, ScriptSplit> {
    return new ScriptReader(this.#scripts[context.subtaskIndex] ?? [], context, this.#options);
  }
}

class ScriptEnumerator extends SplitEnumerator<ScriptSplit, readonly number[]> {
  readonly #context: SplitEnumeratorContext<ScriptSplit>;
  readonly #options: ScriptedSourceOptions;
  readonly #assigned: number[];

  constructor(
    context: SplitEnumeratorContext<ScriptSplit>,
    options: ScriptedSourceOptions,
    assigned: number[],
  ) {
    super();
    this.#context = context;
    this.#options = options;
    this.#assigned = assigned;
  }

  start(): void {
    this.#options.calls?.push("enumerator start");
    if (this.#options.failAt === "enumerator start") throw new Error("no splits today");
  }

  addReader(subtask: number): void {
    this.#options.calls?.push(`enumerator addReader ${subtask}`);
  }

  handleSplitRequest(subtask: number): void {
    if (!this.#assigned.includes(subtask)) {
      this.#assigned.push(subtask);
      this.#context.assignSplits(subtask, [{ splitId: `script-${subtask}`, done: 0 }]);
    }
    this.#context.signalNoMoreSplits(subtask);
  }

  addSplitsBack(_splits: readonly ScriptSplit[], subtask: number): void {
    this.#assigned.splice(this.#assigned.indexOf(subtask), 1);
  }

  snapshotState(): readonly number[] {
    return [...this.#assigned];
  }

  close(): void {
    this.#options.calls?.push("enumerator close");
  }
}

class ScriptReader<T> extends SourceReader<T, ScriptSplit> {
  readonly #steps: readonly ScriptStep<T>[];
  readonly #context: SourceReaderContext;
  readonly #options: ScriptedSourceOptions;
  #split: ScriptSplit | undefined;
  #done = 0;
  #hasAllSplits = false;
  #wait: Promise<void> | undefined;
  #gate = Promise.withResolvers<void>();

  constructor(
    steps: readonly ScriptStep<T>[],
    context: SourceReaderContext,
    options: ScriptedSourceOptions,
  ) {
    super();
    this.#steps = steps;
    this.#context = context;
    this.#options = options;
  }

  override start(): void {
    this.#call("start");
    if (this.#options.failAt === "reader start") throw new Error("cannot connect");
    this.#context.requestSplit();
  }

  get isEnded(): boolean {
    return (
      this.#hasAllSplits &&
      this.#wait === undefined &&
      (this.#split === undefined || this.#done === this.#steps.length)
    );
  }

  next(): T | undefined {
    while (this.#split !== undefined && this.#wait === undefined) {
      const step = this.#steps[this.#done];
      if (step === undefined) return undefined;
      this.#done++;
      if ("record" in step) {
        this.timestampMs = step.timestampMs ?? -(2 ** 63);
        return step.record;
      }
      if ("fail" in step) throw step.fail;
      if ("watermark" in step) this.#context.watermarkOutput?.emitWatermark(step.watermark);
      else if ("idle" in step) this.#context.watermarkOutput?.markIdle();
      else if ("reject" in step) {
        this.#context.reject({
          bytes: new TextEncoder().encode(step.reject),
          position: `script:${this.#done}`,
          reason: "the script says so",
        });
      } else {
        this.#wait = step.waitFor.then(() => {
          this.#wait = undefined;
        });
        this.#wait.catch(() => {}); // whoever asks for available() gets it
      }
    }
    return undefined;
  }

  available(): Promise<void> {
    return this.#wait ?? this.#gate.promise;
  }

  addSplits(splits: readonly ScriptSplit[]): void {
    this.#split = splits[0];
    this.#done = splits[0]?.done ?? 0;
    this.currentSplitId = splits[0]?.splitId;
    this.#open();
  }

  notifyNoMoreSplits(): void {
    this.#hasAllSplits = true;
    this.#open();
  }

  snapshotState(): readonly ScriptSplit[] {
    return this.#split === undefined ? [] : [{ ...this.#split, done: this.#done }];
  }

  pauseOrResumeSplits(): void {}

  override progress(): { readonly done: number; readonly total: number } {
    return { done: this.#done, total: this.#steps.length };
  }

  close(): void {
    this.#call("close");
    if (this.#options.failAt === "reader close") throw new Error("cannot disconnect");
    this.#open();
  }

  #open(): void {
    this.#gate.resolve();
    this.#gate = Promise.withResolvers<void>();
  }

  #call(name: string): void {
    this.#options.calls?.push(`reader ${this.#context.subtaskIndex} ${name}`);
  }
}
