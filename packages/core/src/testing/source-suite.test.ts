import { describe, expect, test } from "vitest";
import type { SourceReader } from "../connector/source.ts";
import { NumberSequenceSource } from "../connectors/number-sequence-source.ts";
import type { RangeSplit } from "../connectors/range-split.ts";
import { sourceSuite } from "./source-suite.ts";
import type { SuiteCase } from "./suite.ts";
import { createTestPorts } from "./test-ports.ts";

type Reader = SourceReader<number, RangeSplit>;

/** The suite of a source whose readers are changed by `breakReader`. */
function suiteOf(breakReader: (reader: Reader) => void): SuiteCase[] {
  return sourceSuite<number>({
    createSource() {
      const source = new NumberSequenceSource(1, 6);
      const create = source.createReader.bind(source);
      source.createReader = (context) => {
        const reader = create(context);
        breakReader(reader);
        return reader;
      };
      return source;
    },
    createPorts: createTestPorts,
    expected: [1, 2, 3, 4, 5, 6],
  });
}

/** Names of the cases that such a source fails. */
async function failedCases(breakReader: (reader: Reader) => void): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of suiteOf(breakReader)) await run().catch(() => failed.push(name));
  return failed;
}

const IN_ORDER = "one reader reads all records in order";
const ONCE = "several readers read every record once";
const RESUMES = "a snapshot given to new readers yields exactly the rest";
const KEPT = "a snapshot is not changed by reading on";
const ENDS = "a reader is ended only after its last record, and stays so";
const PAUSES = "a paused split gives nothing until it is resumed";
const CLOSES = "closing twice is closing once, and ends a wait";

describe("the suite names what a reader does wrong:", () => {
  test("nothing of a correct one", async () => {
    expect(await failedCases(() => {})).toEqual([]);
  });

  test("it skips a record", async () => {
    const failed = await failedCases((reader) => {
      const next = reader.next.bind(reader);
      reader.next = () => (next() === 3 ? next() : undefined);
    });
    expect(failed).toContain(IN_ORDER);
  });

  test("it repeats records without end", async () => {
    const failed = await failedCases((reader) => {
      const next = reader.next.bind(reader);
      reader.next = () => next() ?? 6;
    });
    expect(failed).toEqual(expect.arrayContaining([IN_ORDER, ONCE, ENDS]));
  });

  test("its position is one behind", async () => {
    const failed = await failedCases((reader) => {
      const snapshotState = reader.snapshotState.bind(reader);
      reader.snapshotState = (id) =>
        snapshotState(id).map((split) => ({ ...split, next: Math.max(1, split.next - 1) }));
    });
    expect(failed).toEqual([RESUMES]);
  });

  test("it keeps its position in a split that it handed out", async () => {
    const failed = await failedCases((reader) => {
      const [next, snapshotState] = [reader.next.bind(reader), reader.snapshotState.bind(reader)];
      const shared = { splitId: "0", next: 1, to: 6 };
      reader.next = () => {
        const record = next();
        Object.assign(shared, snapshotState(1)[0]);
        return record;
      };
      reader.snapshotState = (id) =>
        snapshotState(id).length === 1 ? [shared] : snapshotState(id);
    });
    expect(failed).toContain(KEPT);
  });

  test("it changes the splits that it was given", async () => {
    const failed = await failedCases((reader) => {
      const addSplits = reader.addSplits.bind(reader);
      reader.addSplits = (splits) => {
        for (const split of splits) Object.assign(split, { next: split.next });
        addSplits(splits);
      };
    });
    expect(failed).toEqual(expect.arrayContaining([IN_ORDER, ONCE, RESUMES]));
  });

  test("it is ended too early", async () => {
    const failed = await failedCases((reader) => {
      Object.defineProperty(reader, "isEnded", { get: () => true });
    });
    expect(failed).toContain(ENDS);
  });

  test("it names the split of its records and never releases it", async () => {
    const failed = await failedCases((reader) => {
      const next = reader.next.bind(reader);
      reader.next = () => {
        const record = next();
        if (record !== undefined) reader.currentSplitId = "kept";
        return record;
      };
    });
    expect(failed).toEqual([ENDS]);
  });

  test("it reads on while its splits are paused, and closes only once", async () => {
    const failed = await failedCases((reader) => {
      reader.pauseOrResumeSplits = () => {};
      let isClosed = false;
      reader.close = () => {
        if (isClosed) throw new Error("closed already");
        isClosed = true;
      };
    });
    expect(failed).toEqual([PAUSES, CLOSES]);
  });

  test("it never ends, and its wait is pending or settled again and again", async () => {
    const waits = [() => new Promise<void>(() => {}), () => Promise.resolve()];
    const runs = waits.map(async (available) => {
      const [inOrder] = suiteOf((reader) => {
        Object.defineProperty(reader, "isEnded", { get: () => false });
        reader.available = available;
      });
      await inOrder?.run();
    });
    const failures = await Promise.allSettled(runs);
    expect(
      failures.map((failure) => failure.status === "rejected" && failure.reason.message),
    ).toEqual([
      "The source has neither a record nor an end, and available() is pending",
      "The source has neither a record nor an end, and available() resolves again and again",
    ]);
  }, 60_000);
});
