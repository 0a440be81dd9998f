/** The contexts of the two sides of a broadcast process function: one reads broadcast state, the other writes it. */

import { describeValue } from "../../base/describe-value.ts";
import { isThenable } from "../../base/is-thenable.ts";
import { streamError } from "../../base/stream-error.ts";
import { NO_TIMESTAMP } from "../../base/timestamps.ts";
import type {
  BroadcastOnTimerContext,
  KeyedBroadcastContext,
} from "../../functions/broadcast-functions.ts";
import type { OutputTag } from "../../functions/output-tag.ts";
import type { BroadcastProcessNode } from "../../plan/transformation.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "../../state/broadcast-state.ts";
import { type MapStateDescriptor, StateDescriptor } from "../../state/descriptors.ts";
import type { KeyedStateFunction, StateOf } from "../../state/keyed-state-function.ts";
import { BackendStateStore, handleOf } from "../state/backend-state-store.ts";
import type { OperatorStateBackend } from "../state/operator-state-backend.ts";
import { refuseState } from "../state/refuse-state.ts";
import type { KeyedTimers } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";
import { OperatorProcessContext } from "./process-context.ts";
import { SideOutputs, type SideTarget } from "./side-outputs.ts";

type Context = ChainedContext<BroadcastProcessNode>;

/** Finds the broadcast states of an operator: those that were given to `broadcast(…)`, and no others. */
export class BroadcastStates {
  readonly #context: Context;
  readonly #checked = new Set<StateDescriptor>();

  constructor(context: Context) {
    this.#context = context;
    // Each state exists from the beginning, also where no record has asked for it.
    for (const descriptor of context.node.descriptors)
      context.operatorState.broadcastState(descriptor as MapStateDescriptor<never, never>); // its kind is map
  }

  /** The backend, after a check that the operator has the state. */
  of(descriptor: StateDescriptor): OperatorStateBackend {
    if (!this.#checked.has(descriptor)) this.#check(descriptor);
    return this.#context.operatorState;
  }

  #check(descriptor: StateDescriptor): void {
    const { node, guard } = this.#context;
    const isKnown =
      !(descriptor instanceof StateDescriptor) || // refused by the backend
      // By name: of the same name with other types the backend says what is wrong.
      node.descriptors.some(({ name }) => name === descriptor.name);
    if (!isKnown) {
      const known = node.descriptors.map(({ name }) => `"${name}"`).join(", ");
      throw streamError(
        "STATE_NOT_BROADCAST",
        { operator: guard.operatorName, state: descriptor.name, known },
        { where: { operator: guard.operatorName, location: node.location } },
      );
    }
    this.#checked.add(descriptor);
  }
}

/** Of records that are not broadcast, and of timers. */
export class ElementSideContext
  extends OperatorProcessContext
  implements BroadcastOnTimerContext<unknown>
{
  readonly #states: BroadcastStates;
  readonly #time: Pick<Context, "currentProcessingTimeMs" | "currentWatermarkMs">;

  constructor(context: Context, states: BroadcastStates, timers: KeyedTimers | undefined) {
    super(context, timers);
    this.#time = context;
    this.#states = states;
  }

  currentProcessingTime(): number {
    return this.#time.currentProcessingTimeMs();
  }

  currentWatermark(): number {
    return this.#time.currentWatermarkMs();
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V> {
    return this.#states.of(descriptor).readOnlyBroadcastState(descriptor);
  }
}

/** Of broadcast records: no key is set, so that keyed state refuses. */
export class BroadcastSideContext implements KeyedBroadcastContext<unknown>, SideTarget {
  /** Timestamp of the current record. Initialised with a fraction so that it stays an unboxed double. */
  timestampMs = 0.5;
  readonly #context: Context;
  readonly #states: BroadcastStates;
  readonly #sides: SideOutputs;
  /** The key that `applyToKeyedState` visits. */
  #visited: { readonly key: unknown } | undefined;

  constructor(context: Context, states: BroadcastStates) {
    this.#context = context;
    this.#states = states;
    this.#sides = new SideOutputs(context);
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  currentProcessingTime(): number {
    return this.#context.currentProcessingTimeMs();
  }

  currentWatermark(): number {
    return this.#context.currentWatermarkMs();
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#sides.output(tag, value, this.timestampMs);
  }

  sideElement(tag: OutputTag<unknown>, value: unknown): void {
    this.#sides.element(tag, value, this.timestampMs);
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    return this.#states.of(descriptor).broadcastState(descriptor);
  }

  applyToKeyedState<D extends StateDescriptor>(
    descriptor: D,
    fn: ((key: unknown, state: StateOf<D>) => void) | KeyedStateFunction<unknown, StateOf<D>>,
  ): void {
    const { guard, keyedState: backend, node } = this.#context;
    if (guard.running.number !== guard.operatorNumber)
      throw refuseState(guard, String(descriptor?.name));
    const handle = handleOf(new BackendStateStore(backend, node), descriptor) as StateOf<D>; // by its kind
    const visit = this.#visitor(fn);
    // All keys first: what the function changes does not change which keys are visited, as in Flink.
    const keys: unknown[] = [];
    backend?.forEach(descriptor.name, (key) => keys.push(key));
    const before = this.#visited;
    try {
      for (const key of keys) {
        this.#visited = { key };
        backend?.setCurrentKey(key);
        visit(key, handle);
      }
    } finally {
      this.#visited = before;
      if (before === undefined) backend?.clearCurrentKey();
      else backend?.setCurrentKey(before.key);
    }
  }

  /** One call of the user's function, which is synchronous. */
  #visitor<S>(
    fn: ((key: unknown, state: S) => void) | KeyedStateFunction<unknown, S>,
  ): (key: unknown, state: S) => void {
    const operator = this.#context.node.name;
    const isFunction = typeof fn === "function";
    if (!isFunction && typeof fn?.process !== "function") {
      throw streamError("API_WRONG_TYPE", {
        method: "ctx.applyToKeyedState",
        parameter: "fn",
        value: describeValue(fn),
        expected: "a function, or an object with process(key, state)",
      });
    }
    return (key, state) => {
      const result: unknown = isFunction ? fn(key, state) : fn.process(key, state);
      if (isThenable(result)) throw streamError("FUNCTION_RETURNED_PROMISE", { operator });
    };
  }
}
