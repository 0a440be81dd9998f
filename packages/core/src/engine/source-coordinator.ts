/**
 * The enumerator of one source and its way to the readers, in one process.
 *
 * Requests, splits and events are mail in both directions: enumerator and readers are never called inside of each other,
 * and everything between them keeps its order. What an enumerator waits for comes back as mail too.
 * @internal
 */
import type { Logger } from "../base/logger.ts";
import type { Cancel, Ports } from "../base/ports.ts";
import type { SourceSplit, SplitEnumerator, SplitEnumeratorContext } from "../connector/source.ts";
import type { SourceNode } from "../plan/transformation.ts";
import { describeFailure } from "../runtime/failure-place.ts";
import type { Mailbox } from "../runtime/mailbox.ts";
import type { SourceDriver, SplitRequests } from "../runtime/sources/source-driver.ts";

export interface SourceCoordinatorPorts {
  readonly node: SourceNode;
  readonly parallelism: number;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly configuration: ReadonlyMap<string, string>;
  readonly mailbox: Mailbox;
}

/** One per source and attempt. */
export class SourceCoordinator implements SplitRequests {
  readonly #ports: SourceCoordinatorPorts;
  readonly #drivers = new Map<number, SourceDriver>();
  readonly #registered = new Set<number>();
  readonly #timers = new Set<Cancel>();
  #enumerator: SplitEnumerator<SourceSplit, unknown> | undefined;
  #isClosed = false;

  constructor(ports: SourceCoordinatorPorts) {
    this.#ports = ports;
  }

  /** Before `start`: the reader of a subtask. */
  addDriver(subtask: number, driver: SourceDriver): void {
    this.#drivers.set(subtask, driver);
  }

  /** Starts the enumerator, then registers and starts the readers in subtask order. */
  async start(): Promise<void> {
    try {
      this.#enumerator = this.#ports.node.source.createEnumerator(this.#context());
      await this.#enumerator.start();
    } catch (error) {
      throw this.#describe(error, "start");
    }
    for (const [subtask, driver] of this.#drivers) {
      if (this.#isClosed) return;
      this.#registered.add(subtask);
      this.#post("addReader", (enumerator) => enumerator.addReader(subtask));
      await driver.start();
    }
  }

  requestSplit(subtask: number): void {
    this.#post("handleSplitRequest", (enumerator) => enumerator.handleSplitRequest(subtask));
  }

  sendSourceEvent(subtask: number, event: unknown): void {
    this.#post("handleSourceEvent", (enumerator) => enumerator.handleSourceEvent?.(subtask, event));
  }

  /** Idempotent. Nothing that was asked before calls back afterwards. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    try {
      await this.#enumerator?.close();
    } catch (error) {
      throw this.#describe(error, "close");
    }
  }

  #context(): SplitEnumeratorContext<SourceSplit> {
    const { parallelism, ports, logger, configuration } = this.#ports;
    return {
      parallelism,
      ports,
      logger,
      configuration,
      registeredReaders: () => [...this.#registered],
      assignSplits: (subtask, splits) =>
        this.#send(subtask, "addSplits", (driver) => driver.addSplits(splits)),
      signalNoMoreSplits: (subtask) =>
        this.#send(subtask, "notifyNoMoreSplits", (driver) => driver.notifyNoMoreSplits()),
      sendEventToReader: (subtask, event) =>
        this.#send(subtask, "handleSourceEvent", (driver) => driver.handleSourceEvent(event)),
      callAsync: (call, handler, options) => this.#callAsync(call, handler, options?.everyMs),
    };
  }

  #callAsync<R>(
    call: () => Promise<R>,
    handler: (result: R) => void,
    everyMs: number | undefined,
  ): void {
    if (this.#isClosed) return;
    const settled = (): void => {
      if (everyMs !== undefined)
        this.#later(everyMs, () => this.#callAsync(call, handler, everyMs));
    };
    startCall(call).then(
      (result) => {
        this.#post("callAsync", () => handler(result));
        settled();
      },
      (error: unknown) =>
        this.#post("callAsync", () => {
          throw error;
        }),
    );
  }

  #later(delayMs: number, callback: () => void): void {
    if (this.#isClosed) return;
    const cancel = this.#ports.ports.scheduler.timer(delayMs, () => {
      this.#timers.delete(cancel);
      callback();
    });
    this.#timers.add(cancel);
  }

  #post(action: string, call: (enumerator: SplitEnumerator<SourceSplit, unknown>) => void): void {
    this.#ports.mailbox.post({
      run: () => {
        if (!this.#isClosed && this.#enumerator !== undefined) call(this.#enumerator);
      },
      describeFailure: (error) => this.#describe(error, action),
    });
  }

  #send(subtask: number, action: string, call: (driver: SourceDriver) => void): void {
    this.#ports.mailbox.post({
      run: () => {
        const driver = this.#drivers.get(subtask);
        if (driver === undefined)
          throw new RangeError(
            `there is no subtask ${subtask}, the source has ${this.#drivers.size}`,
          );
        if (!this.#isClosed) call(driver);
      },
      describeFailure: (error) => this.#describe(error, action),
    });
  }

  #describe(error: unknown, action: string): unknown {
    const { node } = this.#ports;
    return describeFailure(error, "source", action, {
      operator: node.name,
      location: node.location,
    });
  }
}

/** A call that throws at once counts as rejected. */
async function startCall<R>(call: () => Promise<R>): Promise<R> {
  return call();
}
