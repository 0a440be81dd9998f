/**
 * Sessions of event time that grow in place, with one timer that is moved when it fires, not for each record.
 *
 * GS1: only where nobody can tell: the engine's own session windows, their default trigger, no lateness. A session then
 * has one timer until it ends, which may be earlier than its end. GS2: where a record joins several sessions, or several
 * are open for its key, they merge as all windows do.
 */
import { DynamicEventTimeSessionWindows } from "../../../windowing/dynamic-session-windows.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import { EventTimeSessionWindows } from "../../../windowing/session-windows.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import type { Trigger } from "../../../windowing/trigger.ts";
import type { Window } from "../../../windowing/window.ts";
import type { WindowAssigner } from "../../../windowing/window-assigner.ts";
import type { Pane } from "./pane.ts";
import type { PaneTimers } from "./pane-timers.ts";

/** True where sessions may grow in place (GS1). */
export function canGrow(
  assigner: WindowAssigner<unknown, Window>,
  trigger: Trigger<unknown, Window>,
  latenessMs: number,
): boolean {
  const isSession = [EventTimeSessionWindows, DynamicEventTimeSessionWindows].some(
    (known) => assigner.constructor === known,
  );
  return isSession && trigger.constructor === EventTimeTrigger && latenessMs === 0;
}

/** Grows the one open session of a key so that it covers the window; `undefined` where there are others, or they do not touch. */
export function growSession(open: readonly Pane[], window: Window): Pane | undefined {
  const pane = open[0];
  if (pane === undefined || open.length > 1) return undefined;
  const session = pane.window;
  if (!(session instanceof TimeWindow && window instanceof TimeWindow)) return undefined;
  if (!session.intersects(window)) return undefined;
  if (window.start < session.start || window.end > session.end) pane.window = session.cover(window);
  return pane;
}

/** Sets the timer of a session anew that has grown since it was set; false where this is the end. */
export function moveTimer(pane: Pane, firedMs: number, timers: PaneTimers): boolean {
  const endMs = pane.window.maxTimestamp();
  if (firedMs >= endMs) return false;
  timers.registerEventTime(pane, endMs);
  return true;
}
