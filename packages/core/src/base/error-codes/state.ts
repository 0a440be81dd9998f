/** Codes of the room `state`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const stateCodes = {
  STATE_WRONG_SUBTASK: entry(
    'The state "{state}" belongs to subtask {owner} of {operator} but was used by another subtask.',
    "Create handles in open() of an object made by perSubtask(() => ...), or use ctx.getState(descriptor).",
  ),
  STATE_OUTSIDE_CALL: entry(
    'The state "{state}" of {operator} was used outside of a call.',
    "Use state only while a record (or timer) is being processed, not in open(), promises or callbacks. For asynchronous work use mapAsync.",
  ),
  STATE_NOT_KEYED: entry(
    'The state "{state}" was asked for by {operator}, which does not run on a keyed stream.',
    "Call keyBy(...) before the operator: keyed state is kept for each key.",
  ),
  STATE_NAME_CONFLICT: entry(
    'The operator {operator} has two states named "{state}": {existing} and {requested}.',
    "Give each state of an operator its own name, and use one descriptor for each.",
  ),
  STATE_KIND_NOT_AVAILABLE: entry(
    'The state "{state}" of {operator} is {kind} state, which this version does not have yet.',
    "Use a ValueState that holds the collection, e.g. an array or a Map.",
  ),
  STATE_WRONG_NAME: entry(
    "A state's name must be a text that is not empty; it is {name}.",
    'Pass the name first: new ValueStateDescriptor("count", Types.LONG()).',
  ),
  STATE_WRONG_FUNCTION: entry(
    'The function of the state "{state}" must be {expected}.',
    "Pass the function second: new ReducingStateDescriptor(name, (a, b) => ..., type).",
  ),
  STATE_WRONG_DESCRIPTOR: entry(
    "The operator {operator} asked for {expected} state with something that is not such a descriptor: {given}.",
    'Pass a descriptor of the same kind, e.g. getState(new ValueStateDescriptor("count", Types.LONG())).',
  ),
  STATE_VALUE_UNDEFINED: entry(
    'The state "{state}" of {operator} was set to undefined.',
    "Use clear() or update(null) to remove a value.",
  ),
  STATE_TOO_MANY_KEYS: entry(
    "The operator {operator} holds state for {limit} keys in one subtask, which is as many as fit.",
    "Raise the operator's parallelism, so that each subtask has fewer keys, or clear() the state of keys that are done.",
  ),
} as const;
