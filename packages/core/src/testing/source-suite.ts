/**
 * The contract of sources as cases: an author supplies a context and runs what comes back in the runner of their choice.
 *
 * Nothing here knows a test runner. `for (const { name, run } of sourceSuite(context)) test(name, run);`
 */
import type { Ports } from "../base/ports.ts";
import type { Source } from "../connector/source.ts";
import { type SourceCheckpoint, SourceDriver } from "./source-driver.ts";
import {
  requireCode,
  requireEqual,
  requireSameRecords,
  requireTrue,
  type SuiteCase,
  type SuiteGap,
  withoutGaps,
} from "./suite.ts";

/** What the suite needs of a source. Its input must be bounded. */
export interface SourceSuiteContext<T> {
  /** A new source over the same input, each time. */
  createSource(): Source<T>;
  /** New ports; the input is there. */
  createPorts(): Ports;
  /** All records, in the order of a single reader. */
  readonly expected: readonly T[];
  readonly configuration?: ReadonlyMap<string, string>;
  /** Called when all readers wait, e.g. to move a manual clock. */
  onIdle?(ports: Ports): Promise<void>;
  readonly gaps?: readonly SuiteGap[];
}

const MOST_POSITIONS = 40;

/** The cases of the source contract. */
export function sourceSuite<T>(context: SourceSuiteContext<T>): SuiteCase[] {
  const suite = new SourceSuite(context);
  const cases: SuiteCase[] = [
    { name: "one reader reads all records in order", run: () => suite.readsInOrder() },
    { name: "several readers read every record once", run: () => suite.readsOnce() },
    { name: "a snapshot given to new readers yields exactly the rest", run: () => suite.resumes() },
    { name: "a snapshot is not changed by reading on", run: () => suite.keepsSnapshots() },
    { name: "a reader is ended only after its last record, and stays so", run: () => suite.ends() },
    { name: "a paused split gives nothing until it is resumed", run: () => suite.pauses() },
    { name: "closing twice is closing once, and ends a wait", run: () => suite.closes() },
    {
      name: "the serializers refuse versions they do not know",
      run: () => suite.refusesVersions(),
    },
  ];
  return withoutGaps(cases, context.gaps);
}

class SourceSuite<T> {
  readonly #context: SourceSuiteContext<T>;

  constructor(context: SourceSuiteContext<T>) {
    this.#context = context;
  }

  async readsInOrder(): Promise<void> {
    const driver = await this.#start(1);
    requireEqual(await this.#rest(driver), this.#context.expected, "The records of one reader");
    await driver.close();
  }

  async readsOnce(): Promise<void> {
    for (const parallelism of this.#parallelisms()) {
      const driver = await this.#start(parallelism);
      requireSameRecords(
        await this.#rest(driver),
        this.#context.expected,
        `The records of ${parallelism} readers`,
      );
      await driver.close();
    }
  }

  async resumes(): Promise<void> {
    const { expected } = this.#context;
    const step = Math.max(1, Math.floor(expected.length / MOST_POSITIONS));
    for (const parallelism of this.#parallelisms()) {
      for (let position = 0; position <= expected.length; position += step) {
        const first = await this.#start(parallelism);
        const before = await first.read(position);
        const checkpoint = first.checkpoint();
        await first.read(3); // what follows the snapshot is read again
        await first.close();
        // A second attempt that is cut off while its readers still find their positions, and a third one.
        const second = await this.#start(parallelism === 3 ? 2 : parallelism, checkpoint);
        const early = second.tryRead();
        const again = second.checkpoint();
        await second.close();
        const third = await this.#start(parallelism, again);
        const after = await this.#rest(third);
        await third.close();
        if (early !== undefined) after.push(early);
        const what = `The records before and after a snapshot at ${position} with ${parallelism} readers`;
        requireSameRecords([...before, ...after], expected, what);
      }
    }
  }

  async keepsSnapshots(): Promise<void> {
    const driver = await this.#start(1);
    await driver.read(1);
    const reader = driver.readers[0];
    const snapshot = reader?.snapshotState(1) ?? [];
    const atOnce = structuredClone(snapshot);
    await driver.read(3);
    requireEqual(snapshot, atOnce, "A snapshot after further records");
    await driver.close();
  }

  async ends(): Promise<void> {
    const { expected } = this.#context;
    const driver = await this.#start(1);
    const reader = driver.readers[0];
    const named = new Set<string>();
    for (let count = 0; count < expected.length; count++) {
      requireTrue(
        reader?.isEnded === false,
        `The reader says it is ended after ${count} of ${expected.length} records`,
      );
      requireEqual((await driver.read(1)).length, 1, "The number of records of one call");
      if (reader?.currentSplitId !== undefined) named.add(reader.currentSplitId);
    }
    requireEqual(await this.#rest(driver), [], "The records after the last one");
    for (let again = 0; again < 3; again++) {
      requireEqual(reader?.next(), undefined, "next() after the end");
      requireTrue(reader?.isEnded === true, "The reader is not ended after its last record");
    }
    requireEqual(reader?.snapshotState(1), [], "The splits of an ended reader");
    const held = [...named].filter((splitId) => !driver.released.has(splitId));
    requireEqual(held, [], "The splits that were read to their end and not released");
    await driver.close();
  }

  async pauses(): Promise<void> {
    const { expected } = this.#context;
    const driver = await this.#start(1);
    const before = await driver.read(1);
    const reader = driver.readers[0];
    const splits = reader?.snapshotState(1).map((split) => split.splitId) ?? [];
    reader?.pauseOrResumeSplits(splits, []);
    if (splits.length > 0) {
      requireEqual(reader?.next(), undefined, "next() while all splits are paused");
      requireTrue(reader?.isEnded === false, "The reader says it is ended while splits are paused");
    }
    reader?.pauseOrResumeSplits([], splits);
    requireSameRecords(
      [...before, ...(await this.#rest(driver))],
      expected,
      "The records before and after the pause",
    );
    await driver.close();
  }

  async closes(): Promise<void> {
    const driver = await this.#start(1);
    await driver.read(1);
    const waiting = driver.readers[0]?.available().catch(() => undefined);
    await driver.close();
    await driver.close();
    await waiting;
  }

  async refusesVersions(): Promise<void> {
    const driver = await this.#start(1);
    await driver.read(1);
    const { enumerator, enumeratorVersion, splits, splitVersion } = driver.checkpoint();
    await driver.close();
    const { splitSerializer, enumeratorStateSerializer } = this.#context.createSource();
    const code = "CONNECTOR_UNKNOWN_VERSION";
    requireCode(
      code,
      () => enumeratorStateSerializer.deserialize(enumeratorVersion + 1000, enumerator),
      "An enumerator state",
    );
    for (const split of splits) {
      requireCode(code, () => splitSerializer.deserialize(splitVersion + 1000, split), "A split");
    }
  }

  async #start(parallelism: number, restored?: SourceCheckpoint): Promise<SourceDriver<T>> {
    const ports = this.#context.createPorts();
    const { configuration } = this.#context;
    const driver = new SourceDriver<T>(this.#context.createSource(), {
      ports,
      parallelism,
      restored,
      ...(configuration === undefined ? {} : { configuration }),
      onIdle: () => this.#context.onIdle?.(ports) ?? Promise.resolve(),
    });
    await driver.start();
    return driver;
  }

  /** What is left; of a source that does not end, a few records more than there are. */
  #rest(driver: SourceDriver<T>): Promise<T[]> {
    return driver.read(this.#context.expected.length + 10);
  }

  #parallelisms(): number[] {
    return this.#context.createSource().maxParallelism === 1 ? [1] : [1, 2, 3];
  }
}
