/** The errors of state that is used where it may not be (S1, W7). */
import { type StreamError, streamError } from "../../base/stream-error.ts";
import type { CallGuard } from "./backend.ts";

/** `STATE_OUTSIDE_CALL` when nothing runs; `STATE_NO_KEY` in a call without a key; `STATE_WRONG_SUBTASK` when another operator or subtask runs. */
export function refuseState(guard: CallGuard, stateName: string): StreamError {
  const where = { operator: guard.operatorName, subtask: guard.subtaskIndex };
  const running = guard.running.number;
  if (running === 0 || running === guard.operatorNumber) {
    return streamError(
      running === 0 ? "STATE_OUTSIDE_CALL" : "STATE_NO_KEY",
      { state: stateName, operator: guard.operatorName },
      { where },
    );
  }
  return streamError(
    "STATE_WRONG_SUBTASK",
    { state: stateName, owner: guard.subtaskIndex, operator: guard.operatorName },
    { where },
  );
}
