/**
 * The states of an object table by name: what descriptors agree, what a new state begins with, how states are written.
 *
 * RS1: one state for each name; descriptors of equal kind, types and time to live share it. RS2: a state that is
 * registered takes at once what it held before a restore (SN6). RS3: what is not needed for each record is here and not in
 * the table: two more fields there made firing a timer a third slower (`bench/timers.ts`).
 */
import { streamError } from "../../base/stream-error.ts";
import type { StateDescriptor } from "../../state/descriptors.ts";
import { describeState } from "./backend.ts";
import { type ContentCodec, createContentCodec } from "./content-codec.ts";
import type { WrittenState } from "./keyed-snapshot-writer.ts";
import { createTableState, type TableState, type TableStateContext } from "./table-state.ts";

/** From where a table takes what its states held before; each state once, when it is registered. */
export interface TableRestore {
  take(
    stateName: string,
    codec: ContentCodec,
    nowMs: number,
    put: (key: unknown, content: unknown) => void,
  ): void;
}

/** The states of one table. */
export class RegisteredStates {
  readonly #operator: string;
  readonly #nowMs: () => number;
  readonly #restore: TableRestore | undefined;
  readonly #states = new Map<string, TableState>();
  /** By state name, once it was needed. */
  readonly #codecs = new Map<string, ContentCodec>();

  constructor(operator: string, nowMs: () => number, restore: TableRestore | undefined) {
    this.#operator = operator;
    this.#nowMs = nowMs;
    this.#restore = restore;
  }

  get(name: string): TableState | undefined {
    return this.#states.get(name);
  }

  /** The state of the descriptor's name, `undefined` where there is none yet; throws `STATE_NAME_CONFLICT` for another. */
  existing(descriptor: StateDescriptor): TableState | undefined {
    const state = this.#states.get(descriptor.name);
    if (state === undefined) return undefined;
    const [existing, requested] = [describeState(state.descriptor), describeState(descriptor)];
    if (existing === requested) return state;
    throw streamError("STATE_NAME_CONFLICT", {
      operator: this.#operator,
      state: descriptor.name,
      existing,
      requested,
    });
  }

  add(descriptor: StateDescriptor, context: Omit<TableStateContext, "nowMs">): TableState {
    const state = createTableState(descriptor, { ...context, nowMs: this.#nowMs });
    this.#states.set(descriptor.name, state);
    return state;
  }

  /** Gives the state what it held before; `slotOf` finds or makes a key's slot. */
  restore({ descriptor, values }: TableState, slotOf: (key: unknown) => number): void {
    if (this.#restore === undefined) return;
    const codec = this.#codecOf(descriptor);
    this.#restore.take(descriptor.name, codec, this.#nowMs(), (key, content) => {
      values[slotOf(key)] = content;
    });
  }

  /** The states as a snapshot writes them. */
  written(): readonly WrittenState[] {
    return Array.from(this.#states.values(), ({ descriptor, values, cleaned }) => ({
      name: descriptor.name,
      codec: this.#codecOf(descriptor),
      values,
      kept: isCleanedInSnapshots(descriptor) ? cleaned : undefined,
    }));
  }

  #codecOf(descriptor: StateDescriptor): ContentCodec {
    const known = this.#codecs.get(descriptor.name);
    if (known !== undefined) return known;
    const codec = createContentCodec(descriptor);
    this.#codecs.set(descriptor.name, codec);
    return codec;
  }
}

function isCleanedInSnapshots(descriptor: StateDescriptor): boolean {
  return descriptor.getTtlConfig()?.getCleanupStrategies().inFullSnapshot() === true;
}
