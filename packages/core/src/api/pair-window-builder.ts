/** Ends a window join or a co-group: partitions both streams by key and adds the node. */
import type { FunctionSlot } from "../plan/transformation.ts";
import type { CallSite } from "./call-site.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedPair } from "./paired-streams.ts";
import { type AnyTypeInput, typeArgument } from "./type-argument.ts";
import type { WindowChoice } from "./window-choice.ts";

/** One per pair of streams in windows. */
export class PairWindowBuilder {
  readonly choice: WindowChoice;
  private readonly pair: KeyedPair;

  constructor(pair: KeyedPair, choice: WindowChoice) {
    this.pair = pair;
    this.choice = choice;
  }

  /** The node's name in plans is the assigner's, as in Flink, where both are windows over a tagged union. */
  end(at: CallSite, fn: FunctionSlot, type: AnyTypeInput | undefined): DataStream<never> {
    const { context, first, second, where, equalTo } = this.pair;
    const keyType = where.keyType ?? equalTo.keyType;
    const outputType = typeArgument(at, "outputType", type);
    const node = {
      kind: "coGroup",
      input1: first.keyByAt(where.at, where.keySelector, keyType).transformationId,
      input2: second.keyByAt(equalTo.at, equalTo.keySelector, keyType).transformationId,
      function: fn,
      ...this.choice.settings(),
    } as const;
    const description = this.choice.describe("CoGroupWindowFunction");
    return context.dataStream(context.graph.add(at, node, { outputType, description }));
  }
}
