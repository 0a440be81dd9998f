/**
 * Calls the window's function, in any of its forms, and sends the results on with the window's largest timestamp.
 *
 * Without a function the elements themselves, which are what an incremental function made of the records, are the results.
 */
import { streamError } from "../../../base/stream-error.ts";
import type { OutputTag } from "../../../functions/output-tag.ts";
import { ProcessWindowContext } from "../../../functions/window-functions.ts";
import type { FunctionSlot, WindowNode } from "../../../plan/transformation.ts";
import type { KeyedStateStore } from "../../../state/keyed-state-store.ts";
import type { Window } from "../../../windowing/window.ts";
import type { KeyedStateBackend } from "../../state/backend.ts";
import { BackendStateStore, type StateOwner } from "../../state/backend-state-store.ts";
import type { KeyedTimers } from "../../time/timer-service.ts";
import type { ChainedContext } from "../chained-context.ts";
import { FunctionResults } from "../function-results.ts";
import { OperatorProcessContext } from "../process-context.ts";
import { UserFunction, type UserMethod } from "../user-function.ts";
import type { Pane } from "./pane.ts";
import type { PaneEmitter } from "./pane-emitter.ts";
import type { WindowState } from "./window-state.ts";

/** What the context of process functions is made of. */
export interface EmitterParts {
  readonly timers: KeyedTimers;
  readonly state: WindowState;
  readonly keyed: KeyedStateBackend;
  /** Windows that merge have no state of their own. */
  readonly isMerging: boolean;
}

/** Context of the pane that fires, or is dropped. */
class PaneProcessContext extends ProcessWindowContext<Window> {
  pane: Pane | undefined;
  readonly #parts: EmitterParts;
  readonly #process: OperatorProcessContext;
  readonly #global: KeyedStateStore;

  constructor(parts: EmitterParts, process: OperatorProcessContext, owner: StateOwner) {
    super();
    this.#parts = parts;
    this.#process = process;
    this.#global = new BackendStateStore(parts.keyed, owner);
  }

  window(): Window {
    return this.#current().window;
  }

  currentProcessingTime(): number {
    return this.#parts.timers.currentProcessingTime();
  }

  currentWatermark(): number {
    return this.#parts.timers.currentWatermark();
  }

  windowState(): KeyedStateStore {
    if (this.#parts.isMerging) throw streamError("WINDOW_STATE_WITH_MERGING", {});
    return this.#parts.state.select(this.#current());
  }

  globalState(): KeyedStateStore {
    return this.#global;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#process.output(tag, value);
  }

  #current(): Pane {
    if (this.pane === undefined) throw streamError("WINDOW_CONTEXT_OUTSIDE_CALL", {});
    return this.pane;
  }
}

/** The method that is called: `mapPartition` is that of a keyed full-window partition. */
type FunctionForm = "apply" | "process" | "mapPartition";

function formOf({ role }: FunctionSlot, user: UserFunction): FunctionForm {
  if (role === "mapPartition" || role === "apply") return role;
  return user.hasMethod("apply") && !user.hasMethod("process") ? "apply" : "process";
}

type Call = (pane: Pane, elements: readonly unknown[]) => unknown;

/** Sends on what a window gives. */
export class WindowEmitter implements PaneEmitter {
  readonly #context: ChainedContext<WindowNode>;
  readonly #user: UserFunction | undefined;
  readonly #process: OperatorProcessContext;
  readonly #paneContext: PaneProcessContext;
  readonly #results: FunctionResults;
  readonly #call: Call | undefined;
  readonly #clear: UserMethod | undefined;

  constructor(context: ChainedContext<WindowNode>, parts: EmitterParts) {
    this.#context = context;
    const { windowFunction, isAll } = context.node;
    this.#process = new OperatorProcessContext(context);
    this.#paneContext = new PaneProcessContext(parts, this.#process, context.node);
    if (windowFunction === undefined) {
      this.#results = new FunctionResults(context);
      return;
    }
    const user = new UserFunction(context, windowFunction);
    this.#user = user;
    const form = formOf(windowFunction, user);
    const isProcess = form === "process";
    this.#results = isProcess
      ? new FunctionResults(context, this.#process)
      : new FunctionResults(context);
    this.#call = this.#callOf(user.method(form), form, isAll);
    if (isProcess && user.hasMethod("clear")) this.#clear = user.method("clear");
  }

  open(): void | Promise<void> {
    return this.#user?.open();
  }

  close(): void | Promise<void> {
    return this.#user?.close();
  }

  emit(pane: Pane, elements: readonly unknown[]): void {
    const { guard } = this.#context;
    this.#emit(pane, elements);
    guard.running.number = guard.operatorNumber;
  }

  #emit(pane: Pane, elements: readonly unknown[]): void {
    const { guard } = this.#context;
    const results = this.#results;
    const timestampMs = pane.window.maxTimestamp();
    results.timestampMs = timestampMs;
    guard.running.number = guard.operatorNumber;
    if (this.#call === undefined) {
      for (const element of elements) results.send(results.prepare(element));
      return;
    }
    this.#process.timestampMs = timestampMs;
    this.#paneContext.pane = pane;
    results.emit(this.#call(pane, elements));
    this.#paneContext.pane = undefined;
  }

  clear(pane: Pane): void {
    if (this.#clear === undefined) return;
    const { guard } = this.#context;
    guard.running.number = guard.operatorNumber;
    this.#process.timestampMs = pane.window.maxTimestamp();
    this.#paneContext.pane = pane;
    this.#clear(this.#paneContext);
    this.#paneContext.pane = undefined;
  }

  #callOf(method: UserMethod, form: FunctionForm, isAll: boolean): Call {
    const context = this.#paneContext;
    const out = this.#results.collector;
    if (form === "mapPartition") return (_pane, elements) => method(elements, out);
    if (form === "apply") {
      return isAll
        ? (pane, elements) => method(pane.window, elements, out)
        : (pane, elements) => method(pane.key, pane.window, elements, out);
    }
    return isAll
      ? (_pane, elements) => method(context, elements, out)
      : (pane, elements) => method(pane.key, context, elements, out);
  }
}
