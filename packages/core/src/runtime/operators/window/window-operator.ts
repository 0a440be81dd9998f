/**
 * Windows on keyed streams, of one input or two. Flink: `WindowOperator`, `EvictingWindowOperator`.
 *
 * WO1: a window lives until its end plus the allowed lateness; then its contents are dropped, and trigger and function
 * drop what they keep. WO2: a record that is in no live window is late: it goes to the side output or is counted. WO3:
 * user code runs under the window's key and this operator's number. WO4: a session whose contents were purged is still
 * remembered; any other window only while it has contents, state or timers. WO5: timers that a trigger leaves behind fire
 * for an empty window; those of a session that is gone do not.
 */
import type { Counter } from "../../../base/metrics/counter.ts";
import { type StreamError, streamError } from "../../../base/stream-error.ts";
import { MAX_TIMESTAMP } from "../../../base/timestamps.ts";
import type { OwnSnapshot } from "../../../checkpoint/snapshot/operator-snapshot.ts";
import type { CoGroupNode, WindowNode } from "../../../plan/transformation.ts";
import { previewOf } from "../../../types/text.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import type { Evictor } from "../../../windowing/evictor.ts";
import type { Trigger } from "../../../windowing/trigger.ts";
import type { TriggerResult } from "../../../windowing/trigger-result.ts";
import type { Window } from "../../../windowing/window.ts";
import type {
  MergingWindowAssigner,
  WindowAssigner,
  WindowAssignerContext,
} from "../../../windowing/window-assigner.ts";
import { ObjectTable } from "../../state/object-table.ts";
import type { FiringTimer, KeyedTimers, TimerTarget } from "../../time/timer-service.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Operator, OperatorInput } from "../operator.ts";
import { requireKeyedParts } from "../rolling-state.ts";
import { OperatorRuntimeContext } from "../runtime-context.ts";
import { EvictingContents } from "./evicting-contents.ts";
import { canGrow, growSession, moveTimer } from "./growing-sessions.ts";
import { MergingWindows } from "./merging-windows.ts";
import { type Pane, PaneTable } from "./pane.ts";
import type { PaneEmitter } from "./pane-emitter.ts";
import { forget, PaneTimers } from "./pane-timers.ts";
import { staggerSnapshot } from "./stagger-snapshot.ts";
import type { WindowContents } from "./window-contents.ts";
import { createWindowKind, type WindowKind } from "./window-kind.ts";
import { WindowSnapshot } from "./window-snapshot.ts";
import { WindowState } from "./window-state.ts";
import { WindowTrigger } from "./window-trigger.ts";

/** `window(…)` and `windowAll(…)`. */
export function createWindowOperator(context: ChainedContext<WindowNode>): Operator {
  return new WindowOperator(context, createWindowKind(context));
}

/** The operator of all windows; `kind` says what they are over. */
export class WindowOperator implements Operator, TimerTarget {
  readonly inputs: readonly OperatorInput[];
  readonly suspension: KeyedTimers["suspension"];
  /** Flink's metric of that name: late records that went to no side output. */
  readonly #numLateRecordsDropped: Counter;
  readonly #context: ChainedContext<WindowNode | CoGroupNode>;
  readonly #kind: WindowKind;
  readonly #assigner: WindowAssigner<unknown, Window>;
  readonly #assignerContext: WindowAssignerContext;
  readonly #isEventTime: boolean;
  readonly #latenessMs: number;
  readonly #table: ObjectTable;
  readonly #panes: PaneTable;
  readonly #timers: KeyedTimers;
  readonly #paneTimers: PaneTimers;
  readonly #state: WindowState;
  readonly #trigger: WindowTrigger;
  readonly #contents: WindowContents;
  readonly #evicting: EvictingContents | undefined;
  readonly #emitter: PaneEmitter;
  readonly #merging: MergingWindows | undefined;
  readonly #canGrow: boolean;
  /** Windows of event time that do not merge, with the default trigger. */
  readonly #isPlain: boolean;
  readonly #snapshot: WindowSnapshot;
  readonly #stagger: () => OwnSnapshot;

  constructor(context: ChainedContext<WindowNode | CoGroupNode>, kind: WindowKind) {
    const { node, guard } = context;
    this.#context = context;
    this.#kind = kind;
    // The api has checked that assigner, trigger and evictor take the records of the stream.
    this.#assigner = node.assigner as WindowAssigner<unknown, Window>;
    this.#isEventTime = this.#assigner.isEventTime();
    this.#latenessMs = this.#isEventTime ? node.allowedLatenessMs : 0;
    const keyed = requireKeyedParts(context);
    this.#table = keyed.table;
    this.#panes = new PaneTable(this.#table);
    const snapshot = new WindowSnapshot({ context, keyed, kind, panes: this.#panes });
    this.#snapshot = snapshot;
    const timers = context.createTimers(this, snapshot.namespaces);
    this.#timers = timers;
    this.suspension = timers.suspension;
    this.#paneTimers = new PaneTimers(timers);
    const clock = () => timers.currentProcessingTime();
    const states = new ObjectTable(guard, clock, snapshot.stateRestore);
    snapshot.writeTo(states);
    const state = new WindowState(states, node);
    this.#state = state;
    const runtimeContext = new OperatorRuntimeContext(context);
    const metricGroup = runtimeContext.getMetricGroup();
    this.#numLateRecordsDropped = metricGroup.counter("numLateRecordsDropped");
    const parts = { guard, timers, paneTimers: this.#paneTimers, state, metricGroup };
    this.#trigger = new WindowTrigger(node.trigger as Trigger<unknown, Window>, parts);
    this.#contents = kind.contents;
    this.#evicting = this.#createEvicting(node.evictor as Evictor<unknown, Window> | undefined);
    // A timer that is set while the timers of a key fire is ignored in BATCH.
    this.#canGrow =
      !context.isKeyByKey &&
      canGrow(this.#assigner, node.trigger as Trigger<unknown, Window>, this.#latenessMs);
    const isMerging = "mergeWindows" in this.#assigner;
    this.#emitter = kind.createEmitter({ timers, state, keyed: this.#table, isMerging });
    this.#isPlain =
      this.#isEventTime && !isMerging && node.trigger.constructor === EventTimeTrigger;
    this.#merging = isMerging ? this.#createMerging() : undefined;
    this.#assignerContext = {
      getCurrentProcessingTime: clock,
      getRuntimeContext: () => runtimeContext,
    };
    this.#stagger = staggerSnapshot(this.#assigner, this.#assignerContext, context.restored);
    this.inputs = kind.inputs.map((elementOf) => ({
      element:
        elementOf === undefined
          ? (value, timestampMs, key) => this.#element(value, timestampMs, key)
          : (value, timestampMs, key) => this.#element(elementOf(value), timestampMs, key),
      watermark: (timestampMs) => timers.advanceWatermark(timestampMs),
    }));
  }

  open(): void | Promise<void> {
    return this.#emitter.open();
  }

  /** BATCH: windows that have no end (global ones) go with their key; nothing fires for them any more. */
  endKey(): void {
    const { slot } = this.#table;
    for (let pane = this.#panes.panesAt(slot).at(-1); pane !== undefined; ) {
      this.#state.drop(pane);
      this.#paneTimers.deleteAll(pane);
      this.#panes.remove(slot, pane);
      pane = this.#panes.panesAt(slot).at(-1);
    }
  }

  finish(): void {
    this.#timers.stopProcessingTime();
  }

  snapshotState(): OwnSnapshot {
    return this.#stagger();
  }

  close(): void | Promise<void> {
    return this.#emitter.close();
  }

  onEventTime({ slot, namespace, timestampMs }: FiringTimer): void {
    const pane = this.#panes.byNumber(namespace);
    if (pane === undefined || !forget(pane.eventTimes, timestampMs)) return;
    if (this.#canGrow && moveTimer(pane, timestampMs, this.#paneTimers)) return;
    const isEnd = this.#isEventTime && timestampMs === this.#cleanupTime(pane.window);
    this.#react(pane, this.#trigger.onEventTime(pane, timestampMs), isEnd);
    this.#behindTimer(slot, pane, isEnd);
  }

  onProcessingTime({ slot, namespace, timestampMs }: FiringTimer): void {
    const pane = this.#panes.byNumber(namespace);
    if (pane === undefined || !forget(pane.processingTimes, timestampMs)) return;
    const isEnd = !this.#isEventTime && timestampMs === this.#cleanupTime(pane.window);
    this.#react(pane, this.#trigger.onProcessingTime(pane, timestampMs), isEnd);
    this.#behindTimer(slot, pane, isEnd);
  }

  #element(value: unknown, timestampMs: number, key: unknown): void {
    const { guard } = this.#context;
    const slot = this.#table.setCurrentKey(key);
    guard.running.number = guard.operatorNumber;
    const assigned = this.#assigner.assignWindows(value, timestampMs, this.#assignerContext);
    const windows = Array.isArray(assigned) ? (assigned as Window[]) : this.#listOf(assigned);
    let isSkipped = true;
    for (let index = 0; index < windows.length; index += 1) {
      const window = windows[index];
      if (
        window !== undefined &&
        this.#canGrow &&
        this.#growSession(slot, window, value, timestampMs)
      )
        return;
      const pane = window === undefined ? undefined : this.#livePane(slot, key, window);
      if (pane === undefined) continue;
      isSkipped = false;
      this.#add(pane, value, timestampMs, index < windows.length - 1);
      if (pane.contents === undefined) this.#forgetIfEmpty(slot, pane);
    }
    if (isSkipped && this.#isLate(timestampMs)) this.#late(value, timestampMs);
  }

  #listOf(assigned: Iterable<Window>): Window[] {
    const given: unknown = assigned; // the user's assigner is unchecked
    if (typeof given === "object" && given !== null && Symbol.iterator in given)
      return [...assigned];
    throw this.#wrongWindows(assigned);
  }

  #wrongWindows(assigned: unknown): StreamError {
    const { operatorName } = this.#context.guard;
    const values = { operator: operatorName, value: previewOf(assigned) };
    return streamError("WINDOW_WRONG_WINDOWS", values);
  }

  /** True where the record is in an open session that covers its window now. */
  #growSession(slot: number, window: Window, value: unknown, timestampMs: number): boolean {
    const pane = growSession(this.#panes.panesAt(slot), window);
    if (pane === undefined) return false;
    if (this.#evicting === undefined) this.#contents.add(pane, value, false);
    else this.#evicting.add(pane, value, timestampMs, false);
    return true;
  }

  /** The pane of a window, made where there is none; `undefined` where the window has ended. */
  #livePane(slot: number, key: unknown, window: Window): Pane | undefined {
    if (!isWindow(window)) throw this.#wrongWindows(window);
    if (this.#merging === undefined) {
      if (this.#hasEnded(window)) return undefined;
      return this.#panes.find(slot, window) ?? this.#panes.add(slot, key, window);
    }
    const pane = this.#merging.add(slot, key, window);
    if (!this.#hasEnded(pane.window)) return pane;
    this.#panes.remove(slot, pane);
    return undefined;
  }

  #add(pane: Pane, value: unknown, timestampMs: number, isShared: boolean): void {
    if (this.#evicting === undefined) this.#contents.add(pane, value, isShared);
    else this.#evicting.add(pane, value, timestampMs, isShared);
    if (this.#isPlain && this.#isSettled(pane)) return;
    this.#react(pane, this.#trigger.onElement(pane, value, timestampMs), false);
    const cleanupMs = this.#cleanupTime(pane.window);
    if (cleanupMs === MAX_TIMESTAMP) return;
    if (this.#isEventTime) this.#paneTimers.registerEventTime(pane, cleanupMs);
    else this.#paneTimers.registerProcessingTime(pane, cleanupMs);
  }

  /** With the default trigger: it has set its timer at an earlier record, and would say that the window goes on. */
  #isSettled({ eventTimes, window }: Pane): boolean {
    return eventTimes.length > 0 && window.maxTimestamp() > this.#timers.currentWatermark();
  }

  /** Does what the trigger said. `isEnd`: the window is dropped afterwards. */
  #react(pane: Pane, result: TriggerResult, isEnd: boolean): void {
    if (result.isFire() && pane.contents !== undefined) {
      if (this.#evicting === undefined) {
        const remains = !isEnd && !result.isPurge();
        this.#emitter.emit(pane, this.#contents.elements(pane, remains));
      } else {
        const elements = this.#evicting.elements(pane);
        if (elements.length > 0 || this.#kind.isCalledWithNothing)
          this.#emitter.emit(pane, elements);
        this.#evicting.afterFiring(pane);
      }
    }
    if (result.isPurge()) pane.contents = undefined;
  }

  /** Drops the window at its end; forgets it where nothing is left of it. */
  #behindTimer(slot: number, pane: Pane, isEnd: boolean): void {
    if (isEnd) {
      pane.contents = undefined;
      this.#trigger.clear(pane);
      this.#emitter.clear(pane);
      if (this.#merging !== undefined) {
        this.#paneTimers.deleteAll(pane);
        this.#panes.remove(slot, pane);
      }
    }
    if (pane.contents === undefined) this.#forgetIfEmpty(slot, pane);
  }

  /** WO4. State that was not cleared keeps a window that may come back; one of event time that has ended does not. */
  #forgetIfEmpty(slot: number, pane: Pane): void {
    if (this.#merging !== undefined || pane.contents !== undefined) return;
    if (pane.eventTimes.length > 0 || pane.processingTimes.length > 0) return;
    const holdsState = this.#state.holds(pane) || this.#snapshot.holdsState(pane);
    if (holdsState && !this.#hasEnded(pane.window)) return;
    this.#panes.remove(slot, pane);
  }

  #late(value: unknown, timestampMs: number): void {
    const { node, output } = this.#context;
    if (node.lateTag === undefined) this.#numLateRecordsDropped.inc();
    else output.side(node.lateTag.id, this.#kind.recordOf(value), timestampMs);
  }

  #cleanupTime(window: Window): number {
    return Math.min(window.maxTimestamp() + this.#latenessMs, MAX_TIMESTAMP);
  }

  #hasEnded(window: Window): boolean {
    return this.#isEventTime && this.#cleanupTime(window) <= this.#timers.currentWatermark();
  }

  #isLate(timestampMs: number): boolean {
    return this.#isEventTime && timestampMs + this.#latenessMs <= this.#timers.currentWatermark();
  }

  #createEvicting(evictor: Evictor<unknown, Window> | undefined): EvictingContents | undefined {
    if (evictor === undefined) return undefined;
    const timers = this.#timers;
    const clocks = {
      getCurrentProcessingTime: () => timers.currentProcessingTime(),
      getCurrentWatermark: () => timers.currentWatermark(),
    };
    return new EvictingContents(evictor, clocks, this.#contents, this.#kind.copy);
  }

  #createMerging(): MergingWindows {
    // It has `mergeWindows`.
    const assigner = this.#assigner as MergingWindowAssigner<unknown, Window>;
    return new MergingWindows(assigner, this.#panes, {
      operatorName: this.#context.node.name,
      endedUntilMs: () =>
        this.#isEventTime
          ? this.#timers.currentWatermark() - this.#latenessMs
          : this.#timers.currentProcessingTime(),
      merge: (into, sources) => {
        this.#trigger.onMerge(into, sources);
        (this.#evicting ?? this.#contents).merge(into, sources);
        for (const source of sources) {
          this.#trigger.clear(source);
          this.#paneTimers.deleteAll(source);
          this.#panes.remove(this.#table.slot, source);
        }
      },
    });
  }
}

/** The user's assigner is unchecked. */
function isWindow(given: Partial<Window> | null): boolean {
  return typeof given?.maxTimestamp === "function";
}
