/** A stateless chain of 4 and of 8 operators, written by hand, as a job, in RxJS, and with Node's streams. */
import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DataStream } from "millrace";
import { concatMap, filter, from, map, range } from "rxjs";
import {
  type Bid,
  bid,
  convert,
  isBig,
  isCheap,
  isKnown,
  isOpen,
  score,
  split,
  withFee,
  withPrice,
} from "./bids.ts";
import { ChecksumSink, ChecksumWriter } from "./checksum-sink.ts";
import { RoundReader, Rounds, startJob } from "./running-job.ts";

/** The source and the sink of the jobs, for a loop between them: what differs is the operators alone. */
interface Ends {
  readonly rounds: Rounds;
  readonly reader: RoundReader;
  readonly writer: ChecksumWriter<number>;
  readonly context: { timestampMs: number; currentWatermarkMs: number };
}

function newEnds(): Ends {
  const rounds = new Rounds();
  const writer = new ChecksumWriter<number>({ sum: 0 }, (n) => n);
  const context = { timestampMs: 0.5, currentWatermarkMs: 0.5 };
  return { rounds, reader: new RoundReader(rounds), writer, context };
}

const ends4 = newEnds();
const ends8 = newEnds();

/** What a person would write without any library: one loop that carries timestamps along, no intermediate arrays. */
export function handWritten4(recordCount: number): number {
  const { rounds, reader, writer, context } = ends4;
  void rounds.send(recordCount); // nobody waits: the loop below is through when it returns
  writer.total.sum = 0;
  for (let n = reader.next(); n !== undefined; n = reader.next()) {
    context.timestampMs = reader.timestampMs;
    const b = bid(n);
    if (!isCheap(b)) continue;
    writer.write(score(b), context);
    if (isBig(b)) writer.write(score(withPrice(b, 1)), context);
  }
  return writer.total.sum;
}

export function handWritten8(recordCount: number): number {
  const { rounds, reader, writer, context } = ends8;
  void rounds.send(recordCount); // as above
  writer.total.sum = 0;
  const tail = (b: Bid): void => {
    const charged = withFee(b);
    if (isOpen(charged)) writer.write(score(charged), context);
  };
  for (let n = reader.next(); n !== undefined; n = reader.next()) {
    context.timestampMs = reader.timestampMs;
    const b = bid(n);
    if (!isCheap(b)) continue;
    const converted = convert(b);
    if (!isKnown(converted)) continue;
    tail(converted);
    if (isBig(converted)) tail(withPrice(converted, 1));
  }
  return writer.total.sum;
}

/** A running job whose sink keeps a sum; `run` gives the sum of one round. */
export interface ChainJob {
  readonly run: (recordCount: number) => Promise<number>;
  end(): Promise<void>;
}

async function chainJob(
  chain: (bids: DataStream<number>) => DataStream<number>,
): Promise<ChainJob> {
  const total = { sum: 0 };
  const job = await startJob((numbers) =>
    chain(numbers).sinkTo(new ChecksumSink<number>(total, (n) => n)),
  );
  return {
    run: async (recordCount) => {
      total.sum = 0;
      await job.send(recordCount);
      return total.sum;
    },
    end: () => job.end(),
  };
}

export function job4(): Promise<ChainJob> {
  return chainJob((numbers) => numbers.map(bid).filter(isCheap).flatMap(split).map(score));
}

export function job8(): Promise<ChainJob> {
  return chainJob((numbers) =>
    numbers
      .map(bid)
      .filter(isCheap)
      .map(convert)
      .filter(isKnown)
      .flatMap(split)
      .map(withFee)
      .filter(isOpen)
      .map(score),
  );
}

/** What `split` emits, as an array: RxJS has no collector. */
function splitArray(b: Bid): readonly Bid[] {
  return isBig(b) ? [b, withPrice(b, 1)] : [b];
}

export function rxjs4(recordCount: number): number {
  let sum = 0;
  range(1, recordCount)
    .pipe(
      map(bid),
      filter(isCheap),
      concatMap((b) => from(splitArray(b))),
      map(score),
    )
    .subscribe((n) => {
      sum += n;
    });
  return sum;
}

export function rxjs8(recordCount: number): number {
  let sum = 0;
  range(1, recordCount)
    .pipe(
      map(bid),
      filter(isCheap),
      map(convert),
      filter(isKnown),
      concatMap((b) => from(splitArray(b))),
      map(withFee),
      filter(isOpen),
      map(score),
    )
    .subscribe((n) => {
      sum += n;
    });
  return sum;
}

/** A Transform in object mode that emits what `each` pushes. */
function stage<T, R>(each: (value: T, push: (record: R) => void) => void): Transform {
  return new Transform({
    objectMode: true,
    transform(value: T, _encoding, done) {
      each(value, (record) => this.push(record));
      done();
    },
  });
}

const mapStage = <T, R>(f: (value: T) => R): Transform =>
  stage<T, R>((value, push) => push(f(value)));
const filterStage = <T>(f: (value: T) => boolean): Transform =>
  stage<T, T>((value, push) => {
    if (f(value)) push(value);
  });
const splitStage = (): Transform => stage<Bid, Bid>((b, push) => split(b, { collect: push }));

function* numbers(count: number): Generator<number> {
  for (let n = 1; n <= count; n++) yield n;
}

async function streamed(recordCount: number, stages: readonly Transform[]): Promise<number> {
  let sum = 0;
  const end = new Writable({
    objectMode: true,
    write(value: number, _encoding, done) {
      sum += value;
      done();
    },
  });
  await pipeline([Readable.from(numbers(recordCount)), ...stages, end]);
  return sum;
}

export function streams4(recordCount: number): Promise<number> {
  return streamed(recordCount, [
    mapStage(bid),
    filterStage(isCheap),
    splitStage(),
    mapStage(score),
  ]);
}

export function streams8(recordCount: number): Promise<number> {
  return streamed(recordCount, [
    mapStage(bid),
    filterStage(isCheap),
    mapStage(convert),
    filterStage(isKnown),
    splitStage(),
    mapStage(withFee),
    filterStage(isOpen),
    mapStage(score),
  ]);
}
