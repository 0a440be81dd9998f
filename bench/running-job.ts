/**
 * A job that runs as long as its benchmark: each round sends it so many numbers and waits until they are through.
 *
 * What is measured is the steady state of a running job, as the loops beside it are warm loops; start-up has a benchmark
 * of its own. The source is one reader that returns 1, 2, 3 … and says that it has nothing when the round is over, which
 * is when every record has reached the sink (depth first).
 */
import { type DataStream, StreamExecutionEnvironment, WatermarkStrategy } from "millrace";
import {
  jsonSerializer,
  type SimpleVersionedSerializer,
  Source,
  SourceReader,
  SplitEnumerator,
} from "millrace/connector";

/** The numbers of the current round. */
export class Rounds {
  next = 1;
  last = 0;
  hasEnded = false;
  #isThrough: () => void = () => {};
  #waiting: Promise<void> | undefined;
  #wake: () => void = () => {};

  /** Resolves when the reader has nothing left of `1 … count`. */
  send(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.next = 1;
      this.last = count;
      this.#isThrough = resolve;
      this.#wake();
    });
  }

  end(): void {
    this.hasEnded = true;
    this.#wake();
  }

  /** Resolves with the next round, or with the end. */
  wait(): Promise<void> {
    if (this.hasEnded || this.next <= this.last) return Promise.resolve();
    this.#isThrough();
    this.#waiting ??= new Promise((resolve) => {
      this.#wake = () => {
        this.#waiting = undefined;
        resolve();
      };
    });
    return this.#waiting;
  }
}

/** Returns the numbers of the round; hand-written loops read from it too. */
export class RoundReader extends SourceReader<number, never> {
  readonly rounds: Rounds;

  constructor(rounds: Rounds) {
    super();
    this.rounds = rounds;
  }

  next(): number | undefined {
    const { rounds } = this;
    if (rounds.next > rounds.last) return undefined;
    return rounds.next++;
  }

  get isEnded(): boolean {
    return this.rounds.hasEnded;
  }

  available(): Promise<void> {
    return this.rounds.wait();
  }

  snapshotState(): readonly never[] {
    return [];
  }

  addSplits(): void {}
  notifyNoMoreSplits(): void {}
  pauseOrResumeSplits(): void {}
  close(): void {}
}

class NoSplits extends SplitEnumerator<never, null> {
  snapshotState(): null {
    return null;
  }

  start(): void {}
  addReader(): void {}
  handleSplitRequest(): void {}
  addSplitsBack(): void {}
  close(): void {}
}

class RoundSource extends Source<number, never, null> {
  override readonly boundedness = "BOUNDED";
  override readonly maxParallelism = 1;
  override readonly splitSerializer: SimpleVersionedSerializer<never> = jsonSerializer("split", 1);
  override readonly enumeratorStateSerializer: SimpleVersionedSerializer<null> = jsonSerializer(
    "enumerator",
    1,
  );
  readonly rounds: Rounds;

  constructor(rounds: Rounds) {
    super();
    this.rounds = rounds;
  }

  override createEnumerator(): NoSplits {
    return new NoSplits();
  }

  override createReader(): RoundReader {
    return new RoundReader(this.rounds);
  }
}

/** A started job. */
export interface RunningJob {
  /** Sends `1 … count` and resolves when they are through. */
  send(count: number): Promise<void>;
  end(): Promise<void>;
}

/** Starts the job that `build` makes of the numbers. */
export async function startJob(
  build: (numbers: DataStream<number>) => unknown,
  env: StreamExecutionEnvironment = StreamExecutionEnvironment.getExecutionEnvironment(),
): Promise<RunningJob> {
  const rounds = new Rounds();
  build(env.fromSource(new RoundSource(rounds), WatermarkStrategy.noWatermarks(), "numbers"));
  const client = await env.executeAsync("running job");
  return {
    send: (count) => rounds.send(count),
    end: async () => {
      rounds.end();
      await client.getJobExecutionResult();
    },
  };
}
