/**
 * The windows of an operator in snapshots: panes with their contents, the states of windows, and whose timers are whose.
 *
 * WS1 All of it lies under (key, window), so that it follows the key. WS2 A pane's lists of timers are not written: its
 * timers are, and each restored one is put back into its pane's list. WS3 State of a window that is gone is dropped.
 */
import type { TimersSnapshot } from "../../../checkpoint/snapshot/keyed-snapshot.ts";
import type { CoGroupNode, WindowNode } from "../../../plan/transformation.ts";
import type { Window } from "../../../windowing/window.ts";
import type { WindowAssigner } from "../../../windowing/window-assigner.ts";
import type { ContentCodec } from "../../state/content-codec.ts";
import type { KeyedParts, KeyOfSlot } from "../../state/keyed-parts.ts";
import {
  type NamespaceSerializer,
  type WrittenSlot,
  writeStates,
} from "../../state/keyed-snapshot-writer.ts";
import type { ObjectTable } from "../../state/object-table.ts";
import type { TableRestore } from "../../state/registered-states.ts";
import type { TimerNamespaces } from "../../time/timer-snapshot.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Pane, PaneTable } from "./pane.ts";
import { type StoredPane, windowNamespaces } from "./window-codec.ts";
import type { WindowKind } from "./window-kind.ts";

const WINDOWS = "$windows";
/** What the names of the states of windows begin with: the states of keys may have the same names. */
const WINDOW_STATE = "$window/";

/** What the windows of an operator are made of. */
export interface WindowSnapshotParts {
  readonly context: ChainedContext<WindowNode | CoGroupNode>;
  readonly keyed: KeyedParts;
  readonly panes: PaneTable;
  readonly kind: Pick<WindowKind, "createPaneCodec">;
}

/** Writes and restores the windows of one operator. */
export class WindowSnapshot {
  readonly #keyed: KeyedParts;
  readonly #panes: PaneTable;
  readonly #windows: NamespaceSerializer;
  readonly #kind: WindowSnapshotParts["kind"];
  #madeCodec: ContentCodec | undefined;
  /** Panes that had states of their own at the cut. */
  readonly #withStoredState = new Set<Pane>();

  constructor({ context, keyed, kind, panes }: WindowSnapshotParts) {
    this.#keyed = keyed;
    this.#panes = panes;
    // The api has checked that the assigner takes the records of the stream.
    this.#windows = windowNamespaces(context.node.assigner as WindowAssigner<unknown, Window>);
    this.#kind = kind;
    this.#restorePanes(context.currentProcessingTimeMs());
  }

  /** From where the table of the windows' states takes what they held. */
  readonly stateRestore: TableRestore = {
    take: (name, codec, nowMs, put) => {
      const { restored, table } = this.#keyed;
      restored?.takeState(
        `${WINDOW_STATE}${name}`,
        codec,
        this.#windows,
        nowMs,
        (key, window, content) => {
          // The namespaces of this operator are windows.
          const pane = this.#panes.find(table.findSlot(key), window as Window);
          if (pane !== undefined) put(pane.stateKey, content);
        },
      );
    },
  };

  /** True where state of the window was restored that nobody has asked for since. */
  holdsState(pane: Pane): boolean {
    if (!this.#withStoredState.has(pane)) return false;
    for (const { name } of this.#keyed.restored?.leftStates ?? [])
      if (name.startsWith(WINDOW_STATE)) return true;
    return false;
  }

  /** Whose timers are whose; the panes have been restored. */
  get namespaces(): TimerNamespaces {
    return {
      serializer: this.#windows,
      valueOf: (number) => this.#panes.byNumber(number)?.window,
      restore: (slot, window, timestampMs, clock) =>
        this.#restoreTimer(slot, window as Window, timestampMs, clock), // likewise
    };
  }

  /** Adds the windows to the operator's snapshots; `states` is the table of their states. */
  writeTo(states: ObjectTable): void {
    this.#keyed.addWriter((keyOf) => {
      const [panes, stateSlots, contents] = this.#writtenPanes(keyOf, states);
      const { keys } = this.#keyed;
      const { name } = this.#windows;
      const ofWindows = states
        .writtenStates()
        .map((state) => ({ ...state, name: `${WINDOW_STATE}${state.name}` }));
      return [
        ...writeStates(
          [{ name: WINDOWS, codec: this.#codec, values: contents }],
          panes,
          keys,
          name,
        ),
        ...writeStates(ofWindows, stateSlots, keys, name),
      ];
    });
  }

  /** Slots of the panes by their number, of their states in the table of states, and what is written of panes. */
  #writtenPanes(
    keyOf: KeyOfSlot,
    states: ObjectTable,
  ): [WrittenSlot[], WrittenSlot[], StoredPane[]] {
    const { keys, table } = this.#keyed;
    const panes: WrittenSlot[] = [];
    const stateSlots: WrittenSlot[] = [];
    const contents: StoredPane[] = [];
    table.forEachSlot((slot) => {
      for (const [place, pane] of this.#panes.panesAt(slot).entries()) {
        const key = keyOf(slot);
        const namespace = keys.bytesOf(pane.window, this.#windows, "windows");
        contents[pane.number] = { place, contents: pane.contents };
        panes.push({ slot: pane.number, key, namespace });
        const stateSlot = states.findSlot(pane.stateKey);
        if (stateSlot >= 0) stateSlots.push({ slot: stateSlot, key, namespace });
      }
    });
    return [panes, stateSlots, contents];
  }

  get #codec(): ContentCodec {
    this.#madeCodec ??= this.#kind.createPaneCodec();
    return this.#madeCodec;
  }

  #restorePanes(nowMs: number): void {
    const { restored, table } = this.#keyed;
    if (restored === undefined) return;
    const stored: { slot: number; key: unknown; window: Window; pane: StoredPane }[] = [];
    restored.takeState(WINDOWS, this.#codec, this.#windows, nowMs, (key, window, content) => {
      // The namespaces of this operator are windows, and its codec reads panes.
      const [ofKey, pane] = [window as Window, content as StoredPane];
      stored.push({ slot: table.slotOf(key), key, window: ofKey, pane });
    });
    stored.sort((left, right) => left.slot - right.slot || left.pane.place - right.pane.place);
    for (const { slot, key, window, pane } of stored)
      this.#panes.add(slot, key, window).contents = pane.contents;
    restored.forEachName(WINDOW_STATE, this.#windows, (key, window) => {
      const pane = this.#panes.find(table.findSlot(key), window as Window); // likewise
      if (pane !== undefined) this.#withStoredState.add(pane);
    });
  }

  #restoreTimer(
    slot: number,
    window: Window,
    timestampMs: number,
    clock: TimersSnapshot["clock"],
  ): number {
    const pane = this.#panes.find(slot, window);
    if (pane === undefined) return -1;
    const times = clock === "eventTime" ? pane.eventTimes : pane.processingTimes;
    times.push(timestampMs);
    return pane.number;
  }
}
