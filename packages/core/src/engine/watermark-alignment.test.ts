import { expect, test } from "vitest";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../base/timestamps.ts";
import { Mailbox } from "../runtime/mailbox.ts";
import { ManualScheduler } from "../testing/manual-scheduler.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptStep } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";
import { type AlignedReader, WatermarkAlignmentGroups } from "./watermark-alignment.ts";

interface TestReader extends AlignedReader {
  isFinished: boolean;
  alignmentWatermarkMs: number;
  readonly bounds: number[];
}

function readerAt(alignmentWatermarkMs: number): TestReader {
  const bounds: number[] = [];
  return {
    isFinished: false,
    alignmentWatermarkMs,
    bounds,
    align: (allowedMs) => bounds.push(allowedMs),
    describeFailure: (error) => error,
  };
}

function groups() {
  const scheduler = new ManualScheduler();
  const mailbox = new Mailbox(() => {});
  const all = new WatermarkAlignmentGroups(scheduler, mailbox);
  const advance = async (ms: number): Promise<void> => {
    await scheduler.advance(ms);
    for (const mail of mailbox.takeAll()) mail.run();
  };
  return { all, advance, scheduler };
}

const settings = (group: string, maxDriftMs: number, updateIntervalMs: number) => ({
  group,
  maxDriftMs,
  updateIntervalMs,
});

test("each source learns the least watermark of its group plus its own drift, at its own interval", async () => {
  const { all, advance } = groups();
  const [slow, fast, other] = [readerAt(50), readerAt(900), readerAt(7)];
  all.add(settings("g", 10, 100), [slow]);
  all.add(settings("g", 20, 200), [fast]);
  all.add(settings("other", 1, 100), [other]);
  all.start();
  await advance(100);
  expect([slow.bounds, fast.bounds, other.bounds]).toEqual([[60], [], [8]]);
  slow.alignmentWatermarkMs = 100;
  await advance(100);
  expect([slow.bounds, fast.bounds, other.bounds]).toEqual([[60, 110], [120], [8, 8]]);
});

test("readers that are idle or have ended are not waited for, one without a watermark is", async () => {
  const { all, advance } = groups();
  const [first, second] = [readerAt(50), readerAt(MIN_TIMESTAMP)];
  all.add(settings("g", 10, 100), [first, second]);
  all.start();
  await advance(100);
  second.alignmentWatermarkMs = MAX_TIMESTAMP;
  await advance(100);
  first.isFinished = true;
  await advance(100);
  expect(first.bounds).toEqual([MIN_TIMESTAMP + 10, 60]);
  expect(second.bounds).toEqual([MIN_TIMESTAMP + 10, 60, MAX_TIMESTAMP]);
});

test("after close nothing is timed any more", async () => {
  const { all, scheduler } = groups();
  all.add(settings("g", 10, 100), [readerAt(1)]);
  all.start();
  expect(scheduler.pendingTimerCount).toBe(1);
  all.close();
  expect(scheduler.pendingTimerCount).toBe(0);
});

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test("a source that is ahead of its group is not read until the others have caught up", async () => {
  const ports = createTestPorts();
  const plan = new PlanBuilder();
  const sinks = [new RecordingSink<number>(), new RecordingSink<number>()];
  const watermarkStrategy = WatermarkStrategy.forMonotonousTimestamps<number>()
    .withTimestampAssigner((value) => value)
    .withWatermarkAlignment("g", 10, 1000);
  const [more, last] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const fast: ScriptStep<number>[] = [
    { record: 1000 },
    { waitFor: more.promise },
    { record: 2000 },
  ];
  const slow: ScriptStep<number>[] = [{ record: 1 }, { waitFor: last.promise }, { record: 995 }];
  for (const [index, sink] of sinks.entries()) {
    const source = new ScriptedSource([index === 0 ? fast : slow]);
    plan.sink(plan.source(source, { parallelism: 1, watermarkStrategy }), sink);
  }
  const records = () => sinks.map((sink) => [...sink.records]);
  const executor = createEmbeddedExecutor(ports);
  const job = await executor.submit(plan.plan(), { logger: undefined });
  await turns();
  await ports.scheduler.advance(1000);
  more.resolve();
  await turns();
  expect(records()).toEqual([[1000], [1]]);
  last.resolve();
  await turns();
  await ports.scheduler.advance(1000);
  await job.result();
  expect(records()).toEqual([
    [1000, 2000],
    [1, 995],
  ]);
});
