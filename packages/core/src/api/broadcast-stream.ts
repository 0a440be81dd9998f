/** `BroadcastStream`: a stream whose records reach every subtask of the operator behind, with the states it may fill there. */
import { streamError } from "../base/stream-error.ts";
import { MapStateDescriptor, type StateDescriptor } from "../state/descriptors.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import type { DataStream } from "./data-stream.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

/** A descriptor of a map state, whatever its types. */
export type AnyMapStateDescriptor = StateDescriptor & { readonly kind: "map" };

/** What `broadcast(…descriptors)` returns; only good for `connect`. Flink: `BroadcastStream`. */
export class BroadcastStream<out T> {
  declare private readonly records: T;
  /** The stream behind its broadcast partitioning. @internal */
  readonly stream: DataStream<T>;
  /** @internal */
  readonly descriptors: readonly AnyMapStateDescriptor[];

  /** @internal */
  constructor(stream: DataStream<T>, descriptors: readonly AnyMapStateDescriptor[]) {
    this.stream = stream;
    this.descriptors = Object.freeze([...descriptors]);
  }

  /** The states that the operator behind has. */
  getBroadcastStateDescriptors(): readonly AnyMapStateDescriptor[] {
    return this.descriptors;
  }

  getExecutionEnvironment(): StreamExecutionEnvironment {
    return this.stream.getExecutionEnvironment();
  }

  /** True for streams made by `broadcast(…descriptors)`. @internal */
  static is(value: unknown): value is BroadcastStream<unknown> {
    return value instanceof BroadcastStream;
  }
}

/** Checks the arguments of `broadcast`: descriptors of map states, of different names. */
export function broadcastDescriptors(
  at: CallSite,
  descriptors: readonly unknown[],
): readonly AnyMapStateDescriptor[] {
  const names = new Set<string>();
  return descriptors.map((descriptor, index) => {
    if (!(descriptor instanceof MapStateDescriptor))
      throw wrongType(at, `descriptors[${index}]`, descriptor, "a MapStateDescriptor");
    if (names.has(descriptor.name)) {
      const values = { method: at.method, name: descriptor.name };
      throw streamError("API_BROADCAST_TWICE", values, { where: { location: at.location } });
    }
    names.add(descriptor.name);
    return descriptor;
  });
}
