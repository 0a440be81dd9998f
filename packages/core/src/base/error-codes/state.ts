/** Codes of the room `state`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const stateCodes = {
  STATE_WRONG_SUBTASK: {
    text: 'The state "{state}" belongs to subtask {owner} of {operator} but was used by another subtask.',
    hint: "Create handles in open() of an object made by perSubtask(() => ...), or use ctx.getState(descriptor).",
  },
  STATE_OUTSIDE_CALL: {
    text: 'The state "{state}" of {operator} was used outside of a call.',
    hint: "Use state only while a record (or timer) is being processed, not in open(), promises or callbacks.",
  },
  STATE_NO_KEY: {
    text: 'The state "{state}" of {operator} was used without a key: No key set. This method should not be called outside of a keyed context.',
    hint: "Use keyed state in processElement and onTimer; on the broadcast side call ctx.applyToKeyedState(descriptor, fn), which visits every key.",
  },
  STATE_NOT_BROADCAST: {
    text: 'The operator {operator} asked for the broadcast state "{state}", which was not given to broadcast(...); it has {known}.',
    hint: "Look for a typo in the descriptor, or pass it: rules.broadcast(descriptor).",
  },
  STATE_READ_ONLY: {
    text: 'The broadcast state "{state}" of {operator} was written ({method}) where it can only be read.',
    hint: "Write it in processBroadcastElement, which every subtask runs for every broadcast record: the copies stay equal.",
  },
  STATE_INCOMPATIBLE_SERIALIZER: {
    text: 'The state "{state}" of {operator} was restored from a snapshot whose values the declared type cannot read: {reason}.',
    hint: "Declare the type as it was when the snapshot was taken, or give the new state another name.",
  },
  STATE_RESTORED_OTHERWISE: {
    text: 'The state "{state}" of {operator} was restored as {stored} list state and is used as {requested} list state.',
    hint: "Ask for it with the same getter as the program that took the snapshot (getListState or getUnionListState), or use another name.",
  },
  STATE_OPERATOR_TTL: {
    text: 'The state "{state}" of {operator} is no keyed state and cannot expire; its descriptor has a time to live.',
    hint: "Leave out enableTimeToLive: only keyed state expires. Keep a time in the value and remove old entries yourself.",
  },
  STATE_NOT_KEYED: {
    text: `The state "{state}" was asked for by {operator}. Keyed state can only be used on a 'keyed stream', i.e., after a 'keyBy()' operation.`,
    hint: "Call keyBy(...) before the operator: keyed state is kept for each key.",
  },
  STATE_IN_ASYNC_FUNCTION: {
    text: 'The state "{state}" was asked for by {operator}, whose function is asynchronous.',
    hint: "Keyed state is not available in asynchronous functions: keep it in a process function before or behind.",
  },
  STATE_NAME_CONFLICT: {
    text: 'The operator {operator} has two states named "{state}": {existing} and {requested}.',
    hint: "Give each state of an operator its own name, and use one descriptor for each.",
  },
  STATE_WRONG_NAME: {
    text: "A state's name must be a text that is not empty; it is {name}.",
    hint: 'Pass the name first: new ValueStateDescriptor("count", Types.LONG()).',
  },
  STATE_WRONG_FUNCTION: {
    text: 'The function of the state "{state}" must be {expected}.',
    hint: "Pass the function second: new ReducingStateDescriptor(name, (a, b) => ..., type).",
  },
  STATE_WRONG_DESCRIPTOR: {
    text: "The operator {operator} asked for {expected} state with something that is not such a descriptor: {given}.",
    hint: 'Pass a descriptor of the same kind, e.g. getState(new ValueStateDescriptor("count", Types.LONG())).',
  },
  STATE_VALUE_UNDEFINED: {
    text: 'The state "{state}" of {operator} was set to undefined.',
    hint: "Use clear() or update(null) to remove a value.",
  },
  STATE_WRONG_VALUES: {
    text: 'The state "{state}" of {operator} takes {expected}; it was given {given}.',
    hint: "Pass an array or another iterable; for one element use add(value), for one entry put(key, value).",
  },
  STATE_FUNCTION_RETURNED_UNDEFINED: {
    text: 'The function of the state "{state}" of {operator} returned undefined from {method}.',
    hint: "Return the new value also where the old one was changed in place: is a return statement missing?",
  },
  STATE_CHANGED_DURING_ITERATION: {
    text: 'The map state "{state}" of {operator} was changed while it was being iterated.',
    hint: "Iterate over a copy where entries are added or removed: for (const key of [...state.keys()]) state.remove(key).",
  },
  STATE_WRONG_TTL: {
    text: "The {parameter} of a StateTtlConfig must be {expected}; it is {value}.",
    hint: 'Build it like StateTtlConfig.newBuilder(Time.days(1)).setUpdateType("OnReadAndWrite").build().',
  },
  STATE_TOO_MANY_KEYS: {
    text: "The operator {operator} holds state for {limit} keys in one subtask, which is as many as fit.",
    hint: "Raise the operator's parallelism, so that each subtask has fewer keys, or clear() the state of keys that are done.",
  },
  STATE_OTHER_KEY_TYPE: {
    text: "The keyed state of {operator} cannot be restored: its keys were stored as {stored} and are now {current}: {reason}.",
    hint: "Key the stream as before, or give the operator another uid so that it starts without state.",
  },
  STATE_OTHER_MAX_PARALLELISM: {
    text: "The keyed state of {operator} cannot be restored: it was stored with {stored} key groups and there are {current} now.",
    hint: "Set the max parallelism to what it was; the parallelism may change, the number of key groups may not.",
  },
  STATE_OTHER_WINDOWS: {
    text: 'The state "{state}" of {operator} cannot be restored: it was stored for {stored} and is now for {current}.',
    hint: "Use an assigner with the same kind of windows, or give the operator another uid so that it starts without state.",
  },
  STATE_NOT_STORABLE: {
    text: 'The state "{state}" of {operator} cannot be written into a snapshot: {reason}',
    hint: "Keep plain data in state, or declare the state's type (Types.CLASS for instances of a class).",
  },
} as const;
