import { expect, test } from "vitest";
import {
  Source,
  type SourceReader,
  type SourceSplit,
  SplitEnumerator,
  type SplitEnumeratorContext,
} from "../connector/source.ts";
import type { SourceNode } from "../plan/transformation.ts";
import { Mailbox } from "../runtime/mailbox.ts";
import type { SourceDriver } from "../runtime/sources/source-driver.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { SourceCoordinator } from "./source-coordinator.ts";

/** An enumerator that writes down what it is asked, and answers as the test says. */
class Probe extends SplitEnumerator<SourceSplit, null> {
  readonly context: SplitEnumeratorContext<SourceSplit>;
  readonly calls: string[];

  constructor(context: SplitEnumeratorContext<SourceSplit>, calls: string[]) {
    super();
    this.context = context;
    this.calls = calls;
  }

  start(): void {
    this.calls.push("start");
  }
  addReader(subtask: number): void {
    this.calls.push(`addReader ${subtask}, registered ${this.context.registeredReaders().join()}`);
  }
  handleSplitRequest(subtask: number): void {
    this.calls.push(`request ${subtask}`);
    this.context.assignSplits(subtask, [{ splitId: "s" }]);
    this.context.signalNoMoreSplits(subtask);
    this.calls.push("answered");
  }
  override handleSourceEvent(subtask: number, event: unknown): void {
    this.calls.push(`event ${subtask} ${String(event)}`);
    this.context.sendEventToReader(subtask, "pong");
  }
  addSplitsBack(): void {}
  snapshotState(): null {
    return null;
  }
  close(): void {
    this.calls.push("close");
  }
}

class ProbeSource extends Source<unknown, SourceSplit, null> {
  readonly boundedness = "BOUNDED";
  readonly calls: string[] = [];
  probe: Probe | undefined;
  readonly splitSerializer = null as never; // nothing is stored here
  readonly enumeratorStateSerializer = null as never;
  createEnumerator(context: SplitEnumeratorContext<SourceSplit>): Probe {
    this.probe = new Probe(context, this.calls);
    return this.probe;
  }
  createReader(): SourceReader<unknown, SourceSplit> {
    throw new Error("the driver is faked");
  }
}

async function setUp() {
  const source = new ProbeSource();
  const ports = createTestPorts();
  const mailbox = new Mailbox(() => {});
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const coordinator = new SourceCoordinator({
    node: { name: "in", location: "job.ts:1:1", source } as unknown as SourceNode,
    parallelism: 1,
    ports,
    logger,
    configuration: new Map(),
    mailbox,
  });
  const driver = {
    start: async () => {},
    addSplits: (splits: readonly SourceSplit[]) =>
      source.calls.push(`reader gets ${splits.map(({ splitId }) => splitId).join()}`),
    notifyNoMoreSplits: () => source.calls.push("reader gets no more"),
    handleSourceEvent: (event: unknown) => source.calls.push(`reader gets ${String(event)}`),
  };
  coordinator.addDriver(0, driver as unknown as SourceDriver);
  await coordinator.start();
  const deliver = (): unknown => {
    for (const mail of mailbox.takeAll()) {
      try {
        mail.run();
      } catch (error) {
        return mail.describeFailure(error);
      }
    }
    return undefined;
  };
  return { source, ports, coordinator, deliver, calls: source.calls };
}

// covers: Source, SplitEnumerator
test("enumerator and reader talk by mail, in order and never inside of each other", async () => {
  const { coordinator, deliver, calls } = await setUp();
  coordinator.requestSplit(0);
  coordinator.sendSourceEvent(0, "ping");
  expect(calls).toEqual(["start"]);
  deliver();
  expect(calls.slice(1)).toEqual([
    "addReader 0, registered 0",
    "request 0",
    "answered",
    "event 0 ping",
  ]);
  deliver();
  expect(calls.slice(5)).toEqual(["reader gets s", "reader gets no more", "reader gets pong"]);
});

test("callAsync hands results in as mail, again after each interval, and not after close", async () => {
  const { source, ports, coordinator, deliver, calls } = await setUp();
  deliver();
  calls.length = 0;
  let count = 0;
  source.probe?.context.callAsync(
    async () => ++count,
    (result) => calls.push(`result ${result}`),
    { everyMs: 100 },
  );
  await ports.scheduler.advance(0);
  expect(calls).toEqual([]);
  deliver();
  expect(calls).toEqual(["result 1"]);
  await ports.scheduler.advance(100);
  deliver();
  expect(calls).toEqual(["result 1", "result 2"]);
  await coordinator.close();
  await ports.scheduler.advance(1000);
  deliver();
  expect(calls).toEqual(["result 1", "result 2", "close"]);
  expect(ports.scheduler.pendingTimerCount).toBe(0);
});

test("a rejected call and a split for a subtask that is not there fail with the source's place", async () => {
  const { source, ports, deliver } = await setUp();
  deliver();
  source.probe?.context.callAsync(
    () => Promise.reject(new Error("no listing")),
    () => {},
  );
  await ports.scheduler.advance(0);
  expect(deliver()).toMatchObject({
    code: "RUNTIME_SOURCE_FAILED",
    values: { operator: "in", action: "callAsync", message: "no listing" },
    where: { location: "job.ts:1:1" },
  });
  source.probe?.context.assignSplits(4, []);
  expect(deliver()).toMatchObject({
    code: "RUNTIME_SOURCE_FAILED",
    values: { action: "addSplits", message: "there is no subtask 4, the source has 1" },
  });
});
