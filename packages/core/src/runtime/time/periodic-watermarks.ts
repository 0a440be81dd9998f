/**
 * When periodic watermarks are emitted: every `pipeline.auto-watermark-interval`, or after so many source records,
 * whichever is first. Counting records bounds how far event time runs ahead of its watermark when the source is fast.
 * @internal
 */
import type { Cancel, Scheduler } from "../../base/ports.ts";
import type { Chain } from "../chain/chain.ts";
import type { Mailbox } from "../mailbox.ts";
import type { Gate } from "../pollable.ts";

/** Source records of the worker after which a watermark is due even within the interval. */
export const RECORDS_PER_WATERMARK = 4096;

export interface PeriodicWatermarksPorts {
  readonly scheduler: Scheduler;
  readonly mailbox: Mailbox;
  /** 0: no periodic watermarks, as in Flink. */
  readonly intervalMs: number;
}

/** The worker's clock for watermark generators. */
export class PeriodicWatermarks {
  readonly #ports: PeriodicWatermarksPorts;
  readonly #chains: { readonly chain: Chain; readonly gates: readonly Gate[] }[] = [];
  #recordCount = 0;
  #cancelTimer: Cancel | undefined;

  constructor(ports: PeriodicWatermarksPorts) {
    this.#ports = ports;
  }

  /** Chains with generators, in topological order; `gates` are all that hold back what they read. */
  add(chain: Chain, gates: Iterable<Gate> = []): void {
    this.#chains.push({ chain, gates: [...gates] });
  }

  start(): void {
    if (this.#chains.length === 0 || this.#ports.intervalMs <= 0) return;
    this.#cancelTimer = this.#ports.scheduler.timer(
      this.#ports.intervalMs,
      () => {
        for (const { chain, gates } of this.#chains) {
          this.#ports.mailbox.post({
            run: () => chain.onPeriodicEmit(gates.some((gate) => !gate.hasRoom())),
            describeFailure: (error) => chain.describeFailure(error),
          });
        }
        this.#recordCount = 0;
        this.start();
      },
      { unref: true },
    );
  }

  /** How many records may be read before the next watermark is due. */
  get allowance(): number {
    return RECORDS_PER_WATERMARK - this.#recordCount;
  }

  /** Called inside a slice after `count` records were read. */
  onRecords(count: number): void {
    if (this.#chains.length === 0 || this.#ports.intervalMs <= 0) return;
    this.#recordCount += count;
    if (this.#recordCount < RECORDS_PER_WATERMARK) return;
    this.#recordCount = 0;
    for (const { chain, gates } of this.#chains)
      chain.onPeriodicEmit(gates.some((gate) => !gate.hasRoom()));
  }

  close(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
