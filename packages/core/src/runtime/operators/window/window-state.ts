/**
 * State of a key and window: a table of its own, whose keys are the state keys of the panes.
 *
 * Triggers and window functions share it, by name, as in Flink. What a function does not clear stays.
 */
import { streamError } from "../../../base/stream-error.ts";
import type { StateDescriptor } from "../../../state/descriptors.ts";
import type { ListState, State } from "../../../state/handles.ts";
import type { KeyedStateStore } from "../../../state/keyed-state-store.ts";
import { previewOf } from "../../../types/text.ts";
import type { KeyedStateBackend } from "../../state/backend.ts";
import { BackendStateStore, handleOf, type StateOwner } from "../../state/backend-state-store.ts";
import type { Pane } from "./pane.ts";

/** The state of the windows of one operator. */
export class WindowState {
  readonly store: KeyedStateStore;
  readonly #backend: KeyedStateBackend;
  readonly #owner: StateOwner;

  constructor(backend: KeyedStateBackend, owner: StateOwner) {
    this.#backend = backend;
    this.#owner = owner;
    this.store = new BackendStateStore(backend, owner);
  }

  /** Forgets the state of a pane, whoever has put it there. */
  drop(pane: Pane): void {
    this.#backend.setCurrentKey(pane.stateKey);
    this.#backend.dropCurrentKey();
  }

  /** Makes a pane's state the current one; handles mean it until the next call. */
  select(pane: Pane): KeyedStateStore {
    this.#backend.setCurrentKey(pane.stateKey);
    return this.store;
  }

  /** True where a state of the pane is not empty. */
  holds(pane: Pane): boolean {
    return this.#backend.keyCount > 0 && this.#backend.holds(pane.stateKey);
  }

  /** The handle of a pane's state of any kind. */
  handle(pane: Pane, descriptor: StateDescriptor): State {
    return handleOf(this.select(pane), descriptor);
  }

  /** Adds a list or reducing state of `sources` to that of `into`, in the order given. */
  merge(into: Pane, sources: readonly Pane[], descriptor: StateDescriptor): void {
    if (descriptor.kind !== "list" && descriptor.kind !== "reducing") {
      const given = previewOf(descriptor.name);
      throw streamError("STATE_WRONG_DESCRIPTOR", {
        operator: this.#owner.name,
        expected: "list or reducing",
        given,
      });
    }
    const values = sources.flatMap((pane) => {
      const content = (this.handle(pane, descriptor) as ListState<unknown>).get() as unknown; // one of the two kinds
      if (content === null) return [];
      return descriptor.kind === "list" ? [...(content as Iterable<unknown>)] : [content];
    });
    const state = this.handle(into, descriptor) as ListState<unknown>; // both kinds have `add`
    for (const value of values) state.add(value);
  }
}
