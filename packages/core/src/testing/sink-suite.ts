/** The contract of sinks as cases; used as `sourceSuite` is. */
import type { Ports } from "../base/ports.ts";
import type {
  Committer,
  Sink,
  SinkWriter,
  SinkWriterContext,
  WriteContext,
} from "../connector/sink.ts";
import { detachedMetricGroup } from "./detached-metric-group.ts";
import { silentLogger } from "./silent-logger.ts";
import {
  requireCode,
  requireEqual,
  requireSameRecords,
  requireTrue,
  type SuiteCase,
  type SuiteGap,
  withoutGaps,
} from "./suite.ts";

/** What the suite needs of a sink. */
export interface SinkSuiteContext<T, PortsT extends Ports = Ports> {
  /** A new sink to the same place, each time. */
  createSink(): Sink<T>;
  /** New ports; nothing is there yet. */
  createPorts(): PortsT;
  /** At least four records. */
  readonly records: readonly T[];
  /** What a reader of the output sees, as the records that `visible` stands for. */
  readVisible(ports: PortsT): Promise<readonly unknown[]>;
  /** What `readVisible` gives when each record has been written once. */
  readonly visible: readonly unknown[];
  readonly gaps?: readonly SuiteGap[];
}

const FACTS: WriteContext = { timestampMs: 0, currentWatermarkMs: 0 };

/** The cases of the sink contract. Those about visibility and restores are for sinks that promise exactly once. */
export function sinkSuite<T, PortsT extends Ports>(
  context: SinkSuiteContext<T, PortsT>,
): SuiteCase[] {
  const suite = new SinkSuite(context);
  const cases: SuiteCase[] = [
    { name: "what is written, flushed and committed is visible", run: () => suite.writes() },
    {
      name: "a writer without room has room again when available() resolves",
      run: () => suite.hasRoom(),
    },
    { name: "closing twice is closing once", run: () => suite.closes() },
    {
      name: "serialized state and committables are what they were; unknown versions are refused",
      run: () => suite.serializes(),
    },
  ];
  if (context.createSink().guarantee === "exactly-once") {
    cases.push(
      { name: "nothing is visible before the commit", run: () => suite.hides() },
      { name: "committing twice is committing once", run: () => suite.commitsTwice() },
      {
        name: "a new writer goes on behind a snapshot, and nothing is lost or doubled",
        run: () => suite.restores(),
      },
      { name: "closing without a commit leaves nothing visible", run: () => suite.abandons() },
    );
  }
  return withoutGaps(cases, context.gaps);
}

type AnyWriter<T> = SinkWriter<T, unknown, unknown>;

class SinkSuite<T, PortsT extends Ports> {
  readonly #context: SinkSuiteContext<T, PortsT>;

  constructor(context: SinkSuiteContext<T, PortsT>) {
    this.#context = context;
  }

  async writes(): Promise<void> {
    const ports = this.#context.createPorts();
    const committables = await this.#writeAll(ports);
    await this.#commit(ports, committables);
    await this.#requireVisible(ports, this.#context.visible, "What is visible at the end");
  }

  async hides(): Promise<void> {
    const ports = this.#context.createPorts();
    await this.#writeAll(ports);
    await this.#requireVisible(ports, [], "What is visible before the commit");
  }

  async commitsTwice(): Promise<void> {
    const ports = this.#context.createPorts();
    const committables = await this.#writeAll(ports);
    await this.#commit(ports, committables);
    await this.#commit(ports, committables);
    await this.#requireVisible(ports, this.#context.visible, "What is visible after two commits");
  }

  async restores(): Promise<void> {
    const { records } = this.#context;
    for (let position = 0; position <= records.length; position++) {
      const ports = this.#context.createPorts();
      const first = await this.#open(ports, 0);
      await this.#write(first, records.slice(0, position));
      const { state, committables, durable } = first.snapshot(1);
      await durable;
      await this.#write(first, records.slice(position)); // lost with the attempt
      await first.close();
      await this.#commit(ports, committables);
      const second = await this.#open(ports, 1, state);
      await this.#write(second, records.slice(position));
      await second.flush(true);
      const last = second.snapshot(2);
      await last.durable;
      await this.#commit(ports, last.committables);
      await second.close();
      await this.#requireVisible(
        ports,
        this.#context.visible,
        `What is visible after a restore at ${position}`,
      );
    }
  }

  async abandons(): Promise<void> {
    const ports = this.#context.createPorts();
    const writer = await this.#open(ports, 0);
    await this.#write(writer, this.#context.records);
    await writer.flush(false);
    await writer.close();
    await this.#requireVisible(ports, [], "What is visible after closing without a commit");
  }

  async hasRoom(): Promise<void> {
    const writer = await this.#open(this.#context.createPorts(), 0);
    requireTrue(writer.room?.() ?? true, "A new writer has no room");
    for (let round = 0; round < 1000 && (writer.room?.() ?? true); round++) {
      for (const record of this.#context.records) writer.write(record, FACTS);
    }
    if (writer.room?.() === false) {
      await writer.available?.();
      requireTrue(writer.room(), "available() resolved, and there is no room");
    }
    await writer.flush(true);
    await writer.close();
  }

  async closes(): Promise<void> {
    const writer = await this.#open(this.#context.createPorts(), 0);
    await this.#write(writer, this.#context.records);
    await writer.flush(true);
    await writer.close();
    await writer.close();
  }

  async serializes(): Promise<void> {
    const sink = this.#context.createSink();
    const writer = await this.#open(this.#context.createPorts(), 0);
    await this.#write(writer, this.#context.records);
    await writer.flush(true);
    const { state, committables, durable } = writer.snapshot(1);
    await durable;
    await writer.close();
    const pairs = [
      ["state", sink.writerStateSerializer, state],
      ["committable", sink.committableSerializer, committables],
    ] as const;
    for (const [what, serializer, values] of pairs) {
      if (values.length > 0)
        requireTrue(serializer !== undefined, `There is a ${what}, and no serializer for it`);
      for (const value of values) {
        const bytes = serializer?.serialize(value) ?? new Uint8Array(0);
        const version = serializer?.version ?? 0;
        requireEqual(
          serializer?.deserialize(version, bytes),
          value,
          `A ${what} after serialization`,
        );
        requireCode(
          "CONNECTOR_UNKNOWN_VERSION",
          () => serializer?.deserialize(version + 1000, bytes),
          `A ${what}`,
        );
      }
    }
  }

  /** Everything written, flushed and in a snapshot; the writer is closed. */
  async #writeAll(ports: PortsT): Promise<readonly unknown[]> {
    const writer = await this.#open(ports, 0);
    await this.#write(writer, this.#context.records);
    await writer.flush(true);
    const { committables, durable } = writer.snapshot(1);
    await durable;
    await writer.close();
    return committables;
  }

  async #write(writer: AnyWriter<T>, records: readonly T[]): Promise<void> {
    for (const record of records) {
      if (writer.room?.() === false) await writer.available?.();
      writer.write(record, FACTS);
    }
  }

  async #open(
    ports: PortsT,
    attempt: number,
    restored?: readonly unknown[],
  ): Promise<AnyWriter<T>> {
    const writer = this.#context.createSink().createWriter(writerContext(ports, attempt), restored);
    await writer.open?.();
    return writer;
  }

  async #commit(ports: PortsT, committables: readonly unknown[]): Promise<void> {
    const context = { ports, logger: silentLogger, configuration: new Map<string, string>() };
    const committer: Committer<unknown> | undefined = this.#context
      .createSink()
      .createCommitter?.(context);
    requireTrue(
      committer !== undefined || committables.length === 0,
      "There are committables, and no committer",
    );
    await committer?.commit(committables);
    await committer?.close();
  }

  async #requireVisible(ports: PortsT, expected: readonly unknown[], what: string): Promise<void> {
    requireSameRecords(await this.#context.readVisible(ports), expected, what);
  }
}

function writerContext(ports: Ports, attempt: number): SinkWriterContext {
  return {
    subtaskIndex: 0,
    parallelism: 1,
    attempt,
    jobId: "0123456789abcdef0123456789abcdef",
    ports,
    logger: silentLogger,
    configuration: new Map(),
    metricGroup: detachedMetricGroup(),
    inputType: undefined,
    fail(error) {
      throw error; // out of a callback: the runner reports it
    },
    registerProcessingTimeTimer() {},
  };
}
