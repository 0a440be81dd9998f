/**
 * The groups of sources that wait for each other: at each source's interval it learns how far its readers may go.
 *
 * The bound is the least watermark of all readers of the group plus the source's own drift; readers that are idle or have
 * ended are left out. A reader without any watermark yet holds the others back, as in Flink (`SourceCoordinator`).
 * @internal
 */
import type { Cancel, Scheduler } from "../base/ports.ts";
import { MAX_TIMESTAMP } from "../base/timestamps.ts";
import type { SourceNode } from "../plan/transformation.ts";
import type { Mailbox } from "../runtime/mailbox.ts";

/** What a source's strategy says. */
export type WatermarkAlignment = NonNullable<SourceNode["watermarkStrategy"]["alignment"]>;

/** A reader as its group sees it. */
export interface AlignedReader {
  readonly isFinished: boolean;
  /** `MAX_TIMESTAMP` where it is idle. */
  readonly alignmentWatermarkMs: number;
  align(allowedMs: number): void;
  describeFailure(error: unknown): unknown;
}

interface Member {
  readonly alignment: WatermarkAlignment;
  readonly readers: readonly AlignedReader[];
}

/** All groups of a job. */
export class WatermarkAlignmentGroups {
  readonly #scheduler: Scheduler;
  readonly #mailbox: Mailbox;
  readonly #members: Member[] = [];
  readonly #timers = new Map<Member, Cancel>();

  constructor(scheduler: Scheduler, mailbox: Mailbox) {
    this.#scheduler = scheduler;
    this.#mailbox = mailbox;
  }

  /** The readers of one source. */
  add(alignment: WatermarkAlignment, readers: readonly AlignedReader[]): void {
    this.#members.push({ alignment, readers });
  }

  start(): void {
    for (const member of this.#members) this.#schedule(member);
  }

  close(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #schedule(member: Member): void {
    const cancel = this.#scheduler.timer(Math.max(1, member.alignment.updateIntervalMs), () => {
      for (const reader of member.readers) {
        this.#mailbox.post({
          run: () => {
            if (!reader.isFinished) reader.align(this.#allowedMs(member));
          },
          describeFailure: (error) => reader.describeFailure(error),
        });
      }
      this.#schedule(member);
    });
    this.#timers.set(member, cancel);
  }

  #allowedMs({ alignment }: Member): number {
    let leastMs = MAX_TIMESTAMP;
    for (const member of this.#members) {
      if (member.alignment.group !== alignment.group) continue;
      for (const reader of member.readers)
        if (!reader.isFinished) leastMs = Math.min(leastMs, reader.alignmentWatermarkMs);
    }
    return Math.min(MAX_TIMESTAMP, leastMs + alignment.maxDriftMs);
  }
}
