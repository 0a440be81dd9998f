/** The contract of record formats as cases; used as `sourceSuite` is. */
import type { DecoderRange, RecordDecoder, RecordFormat } from "../connector/record-format.ts";
import { requireEqual, requireTrue, type SuiteCase, type SuiteGap, withoutGaps } from "./suite.ts";

/** What the suite needs of a format. */
export interface FormatSuiteContext<T> {
  readonly createFormat: () => RecordFormat<T>;
  /** A small input (it is cut at every byte). */
  readonly bytes: Uint8Array;
  readonly expected: readonly T[];
  readonly gaps?: readonly SuiteGap[];
}

const PORTIONS = [1, 2, 3, 7, 64, 1 << 20];

/** The cases of the format contract (F1, F2 of `record-format.ts`, ranges of splittable formats). */
export function formatSuite<T>(context: FormatSuiteContext<T>): SuiteCase[] {
  const suite = new FormatSuite(context);
  const cases: SuiteCase[] = [
    { name: "the records do not depend on the portions", run: async () => suite.ignoresPortions() },
    { name: "decoding goes on behind every record", run: async () => suite.resumes() },
    { name: "a decoder is done exactly at its end", run: async () => suite.isDone() },
  ];
  if (context.createFormat().isSplittable) {
    cases.push({
      name: "two ranges cut at any byte hold every record once",
      run: async () => suite.splits(),
    });
  }
  return withoutGaps(cases, context.gaps);
}

class FormatSuite<T> {
  readonly #context: FormatSuiteContext<T>;

  constructor(context: FormatSuiteContext<T>) {
    this.#context = context;
  }

  ignoresPortions(): void {
    for (const portion of PORTIONS) {
      const records = this.#decode(this.#decoder(0), 0, portion);
      requireEqual(
        records,
        this.#context.expected,
        `The records from portions of ${portion} bytes`,
      );
    }
  }

  resumes(): void {
    const { expected } = this.#context;
    for (const portion of PORTIONS) {
      for (let position = 0; position <= expected.length; position++) {
        const first = this.#decoder(0);
        const before = this.#decode(first, 0, portion, position);
        const { resumeOffset, recordsSinceResume } = first;
        const after = this.#decode(this.#decoder(resumeOffset), resumeOffset, portion).slice(
          recordsSinceResume,
        );
        const what = `The records before and after position ${position} with portions of ${portion} bytes`;
        requireEqual([...before, ...after], expected, what);
      }
    }
  }

  isDone(): void {
    const decoder = this.#decoder(0);
    requireTrue(!decoder.isDone || this.#context.expected.length === 0, "A new decoder is done");
    this.#decode(decoder, 0, 7);
    requireTrue(decoder.isDone, "The decoder is not done after its last record");
    requireEqual(decoder.next(), undefined, "next() after the end");
  }

  splits(): void {
    const { bytes, expected } = this.#context;
    for (let cut = 1; cut < bytes.length; cut++) {
      for (const portion of [1, 5, 1 << 20]) {
        const first = this.#decode(this.#decoder(0, false, cut), 0, portion);
        const second = this.#decode(this.#decoder(cut - 1, true), cut - 1, portion);
        requireEqual(
          [...first, ...second],
          expected,
          `The records of two ranges cut at byte ${cut}`,
        );
      }
    }
  }

  #decoder(
    startOffset: number,
    startsInside: boolean = false,
    endOffset?: number,
  ): RecordDecoder<T> {
    const range: DecoderRange = { startOffset, startsInside, endOffset, inputName: "input" };
    return this.#context.createFormat().createDecoder(range, (_bytes, position, reason) => {
      throw new Error(`The format rejects ${position}: ${reason}`);
    });
  }

  #decode(
    decoder: RecordDecoder<T>,
    from: number,
    portion: number,
    limit: number = Number.POSITIVE_INFINITY,
  ): T[] {
    const { bytes } = this.#context;
    const records: T[] = [];
    let offset = from;
    let hasEnded = false;
    while (records.length < limit) {
      const record = decoder.next();
      if (record !== undefined) records.push(record);
      else if (decoder.isDone || hasEnded) break;
      else if (offset < bytes.length) {
        const piece = bytes.slice(offset, offset + portion);
        decoder.push(piece);
        piece.fill(0); // the bytes are the caller's again
        offset += portion;
      } else {
        decoder.end();
        hasEnded = true;
      }
    }
    return records;
  }
}
