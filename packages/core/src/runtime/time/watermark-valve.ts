/**
 * Combines the channels of one input (T1): the least watermark over active channels, idleness, one end.
 *
 * Per channel watermarks never regress, and what leaves the valve never regresses either. A channel that comes back from
 * idleness behind the output is left out of the minimum until it has caught up. Flink: `StatusWatermarkValve`.
 * @internal
 */
import { MIN_TIMESTAMP } from "../../base/timestamps.ts";
import type {
  ChannelProgress,
  InputProgress,
} from "../../checkpoint/snapshot/progress-snapshot.ts";

/** Where combined watermarks, statuses and the end go. */
export interface ValveOutput {
  watermark(timestampMs: number): void;
  status(isIdle: boolean): void;
  endInput(): void;
}

interface Channel {
  watermarkMs: number;
  isActive: boolean;
  /** Takes part in the minimum: active, and not behind the output. */
  isAligned: boolean;
  isEnded: boolean;
}

/** The valve of one input. Channels are added before anything flows. */
export class WatermarkValve {
  readonly #channels: Channel[] = [];
  readonly #output: ValveOutput;
  #lastMs = MIN_TIMESTAMP;
  #isIdle = false;
  #openCount = 0;

  constructor(output: ValveOutput) {
    this.#output = output;
  }

  /** Returns the new channel's index. */
  addChannel(): number {
    this.#openCount++;
    return (
      this.#channels.push({
        watermarkMs: MIN_TIMESTAMP,
        isActive: true,
        isAligned: true,
        isEnded: false,
      }) - 1
    );
  }

  /** How far each channel is, in their order. */
  snapshot(): readonly ChannelProgress[] {
    return this.#channels.map(({ watermarkMs, isActive, isEnded }) => ({
      watermarkMs,
      isIdle: !isActive,
      hasEnded: isEnded,
    }));
  }

  /**
   * Goes on from a cut: nothing that was let through comes again. Called once, when all channels are there; where they
   * are others than before, each begins as the whole input stood.
   */
  restore(input: InputProgress): void {
    const known = input.channels.length === this.#channels.length ? input.channels : [];
    this.#lastMs = input.watermarkMs;
    this.#isIdle = input.isIdle;
    for (const [index, channel] of this.#channels.entries()) {
      const { watermarkMs, isIdle, hasEnded } = known[index] ?? input;
      channel.watermarkMs = watermarkMs;
      channel.isActive = !isIdle;
      channel.isAligned = !isIdle && watermarkMs >= input.watermarkMs;
      channel.isEnded = hasEnded;
    }
    this.#openCount = this.#channels.filter(({ isEnded }) => !isEnded).length;
  }

  watermark(channelIndex: number, timestampMs: number): void {
    const channel = this.#channel(channelIndex);
    if (!channel.isActive || timestampMs <= channel.watermarkMs) return;
    channel.watermarkMs = timestampMs;
    if (!channel.isAligned && timestampMs >= this.#lastMs) channel.isAligned = true;
    this.#advance();
  }

  status(channelIndex: number, isIdle: boolean): void {
    const channel = this.#channel(channelIndex);
    if (channel.isEnded || channel.isActive !== isIdle) return;
    const wasAligned = channel.isAligned;
    channel.isActive = !isIdle;
    channel.isAligned = !isIdle && channel.watermarkMs >= this.#lastMs;
    if (!isIdle) {
      this.#setIdle(false);
    } else if (this.#channels.some((other) => other.isActive)) {
      this.#advance();
    } else {
      if (wasAligned) this.#flushMaximum();
      this.#setIdle(true);
    }
  }

  /** The channel's final watermark has come before. */
  endInput(channelIndex: number): void {
    const channel = this.#channel(channelIndex);
    if (channel.isEnded) return;
    channel.isEnded = true;
    if (--this.#openCount === 0) this.#output.endInput();
  }

  #advance(): void {
    let least = Infinity;
    for (const channel of this.#channels) {
      if (channel.isAligned && channel.watermarkMs < least) least = channel.watermarkMs;
    }
    if (least !== Infinity) this.#emit(least);
  }

  /** With the last active channel idle, what the others had reached before counts. */
  #flushMaximum(): void {
    let most = MIN_TIMESTAMP;
    for (const channel of this.#channels) most = Math.max(most, channel.watermarkMs);
    this.#emit(most);
  }

  #emit(timestampMs: number): void {
    if (timestampMs <= this.#lastMs) return;
    this.#lastMs = timestampMs;
    this.#output.watermark(timestampMs);
  }

  #setIdle(isIdle: boolean): void {
    if (this.#isIdle === isIdle) return;
    this.#isIdle = isIdle;
    this.#output.status(isIdle);
  }

  #channel(index: number): Channel {
    const channel = this.#channels[index];
    if (channel === undefined) throw new RangeError(`there is no channel ${index}`); // a defect of the caller
    return channel;
  }
}
