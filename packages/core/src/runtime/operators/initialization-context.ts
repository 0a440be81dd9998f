/** The context of `initializeState`: whether there was a restore, and the states of the subtask under Flink's names. */
import type { FunctionInitializationContext } from "../../functions/checkpointed-function.ts";
import type { BroadcastState } from "../../state/broadcast-state.ts";
import type { ListStateDescriptor, MapStateDescriptor } from "../../state/descriptors.ts";
import type { ListState } from "../../state/handles.ts";
import type { KeyedStateStore } from "../../state/keyed-state-store.ts";
import type { OperatorStateStore } from "../../state/operator-state-store.ts";
import { BackendStateStore } from "../state/backend-state-store.ts";
import type { OperatorStateBackend } from "../state/operator-state-backend.ts";
import type { ChainedContext } from "./chained-context.ts";

/** The states of a subtask under Flink's names. */
class BackendOperatorStateStore implements OperatorStateStore {
  readonly #backend: OperatorStateBackend;

  constructor(backend: OperatorStateBackend) {
    this.#backend = backend;
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#backend.listState(descriptor);
  }

  getUnionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#backend.unionListState(descriptor);
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    return this.#backend.broadcastState(descriptor);
  }

  getRegisteredStateNames(): ReadonlySet<string> {
    return new Set(this.#backend.listNames);
  }

  getRegisteredBroadcastStateNames(): ReadonlySet<string> {
    return new Set(this.#backend.broadcastNames);
  }
}

/** What `initializeState` gets. */
export class OperatorInitializationContext implements FunctionInitializationContext {
  readonly #context: ChainedContext;

  constructor(context: ChainedContext) {
    this.#context = context;
  }

  isRestored(): boolean {
    return this.#context.restored !== undefined;
  }

  getOperatorStateStore(): OperatorStateStore {
    return new BackendOperatorStateStore(this.#context.operatorState);
  }

  getKeyedStateStore(): KeyedStateStore {
    return new BackendStateStore(this.#context.keyedState, this.#context.node);
  }
}
