/** Codes of the room `windowing`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const windowingCodes = {
  WINDOW_WRONG_PARAMETERS: {
    text: "{what} parameters must satisfy {rule}; given were {given}.",
    hint: "Pass spans of time (or counts) within these bounds.",
  },
  WINDOW_WRONG_GAP: {
    text: "Dynamic session time gap must satisfy 0 < gap; the extractor returned {gap}.",
    hint: "Return a positive number of milliseconds for every record.",
  },
  WINDOW_NO_TIMESTAMP: {
    text: "A record has Long.MIN_VALUE timestamp (= no timestamp marker) and cannot be put into a window of event time.",
    hint: "Call assignTimestampsAndWatermarks(...) before the window, or use an assigner of processing time.",
  },
  WINDOW_WRONG_WINDOWS: {
    text: "The assigner of {operator} returned {value}, which is no list of windows.",
    hint: "Return an array (or another iterable) of objects that extend Window, such as [new TimeWindow(start, end)]; of none, where the record belongs nowhere.",
  },
  WINDOW_WRONG_TRIGGER_RESULT: {
    text: "The trigger of {operator} returned {value}, which is no TriggerResult.",
    hint: "Return TriggerResult.CONTINUE, FIRE, PURGE or FIRE_AND_PURGE.",
  },
  WINDOW_MERGED_INTO_PAST: {
    text: "The end of a window of {operator} cannot become earlier than the current time by merging: {window} ends at {end}, the time is {time}.",
    hint: "Let mergeWindows of the assigner return windows that cover all those they merge.",
  },
  WINDOW_CONTEXT_OUTSIDE_CALL: {
    text: "The context of a window function was asked for its window outside of a call.",
    hint: "Use the context while process or clear runs, not in promises or callbacks.",
  },
  WINDOW_STATE_WITH_MERGING: {
    text: "Per-window state is not allowed when using merging windows.",
    hint: "Use globalState(), or windows that do not merge.",
  },
  WINDOW_TRIGGER_CANNOT_MERGE: {
    text: "{trigger} does not support merging, which the windows of {assigner} need.",
    hint: "Use a trigger whose canMerge() is true, or windows that do not merge.",
  },
  WINDOW_NO_SERIALIZER: {
    text: "The window {window} of {assigner} cannot be written into a snapshot: nothing says how.",
    hint: "Give the assigner a getWindowSerializer() that returns a TypeSerializer of its windows.",
  },
} as const;
