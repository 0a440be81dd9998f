/**
 * One parallel copy of a vertex: its chain, and in front of each input the valve that combines the channels.
 *
 * A subtask does not know where its inputs come from or where its outputs go: edges add channels before anything flows.
 * @internal
 */
import type { OperatorSnapshot } from "../checkpoint/snapshot/operator-snapshot.ts";
import type { OrderedInputs } from "./batch/ordered-inputs.ts";
import type { Chain } from "./chain/chain.ts";
import type { Input, SubtaskEnvironment } from "./operators/operator.ts";
import type { SinkOperator } from "./operators/sink-operator.ts";
import type { SourceDriver } from "./sources/source-driver.ts";
import { WatermarkValve } from "./time/watermark-valve.ts";

/** One channel's end: records go straight to the chain, the rest through the valve. */
export interface ChannelTarget {
  readonly records: Input;
  watermark(timestampMs: number): void;
  status(isIdle: boolean): void;
  endInput(): void;
  /** The target chain's: names the operator of it that was running. */
  describeFailure(error: unknown): unknown;
}

/** A chain with its inputs, sinks and, for a source, the driver. */
export class Subtask {
  readonly chain: Chain;
  readonly environment: SubtaskEnvironment;
  readonly sinks: readonly SinkOperator[];
  /** Set by the deployment for source heads, once the gates are known. */
  driver: SourceDriver | undefined;
  /** BATCH: present where an input waits for its end. */
  readonly orderedInputs: OrderedInputs | undefined;
  readonly #inputs: readonly Input[];
  readonly #valves: readonly WatermarkValve[];

  constructor(
    chain: Chain,
    environment: SubtaskEnvironment,
    sinks: readonly SinkOperator[],
    orderedInputs?: OrderedInputs,
  ) {
    this.chain = chain;
    this.environment = environment;
    this.sinks = sinks;
    this.orderedInputs = orderedInputs;
    this.#inputs = orderedInputs?.inputs ?? chain.inputs;
    this.#valves = this.#inputs.map((input) => new WatermarkValve(input));
  }

  /** What the operators hold, with the channels of the head's inputs: the subtask's part of a checkpoint. */
  snapshot(checkpointId: number): readonly OperatorSnapshot[] {
    return this.chain.snapshot(checkpointId).map((operator, index) => {
      if (index > 0) return operator;
      const inputs = operator.progress.inputs.map((input, at) => ({
        ...input,
        channels: this.#valves[at]?.snapshot() ?? [],
      }));
      return { ...operator, progress: { ...operator.progress, inputs } };
    });
  }

  /** The channels go on from where the chain was restored; called once, when all of them have been added. */
  restoreChannels(): void {
    for (const [index, input] of this.chain.inputProgress.entries())
      this.#valves[index]?.restore(input);
  }

  /** A new channel of the input `inputIndex`. */
  addChannel(inputIndex: number): ChannelTarget {
    const valve = this.#valves[inputIndex];
    const records = this.#inputs[inputIndex];
    if (valve === undefined || records === undefined)
      throw new RangeError(`${this.chain.vertex.name} has no input ${inputIndex}`); // a defect of the graph
    const channel = valve.addChannel();
    return {
      records,
      watermark: (timestampMs) => valve.watermark(channel, timestampMs),
      status: (isIdle) => valve.status(channel, isIdle),
      endInput: () => valve.endInput(channel),
      describeFailure: (error) => this.chain.describeFailure(error),
    };
  }
}
