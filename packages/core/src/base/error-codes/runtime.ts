/** Codes of the room `runtime`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const runtimeCodes = {
  RUNTIME_FUNCTION_FAILED: {
    text: "The function of {operator} failed: {message}.",
    hint: "The first stack frame below is the place in your program.",
  },
  RUNTIME_STACK_OVERFLOW: {
    text: "The call stack overflowed in {operator}.",
    hint: "Look for a function that calls itself without end; a pipeline of very many chained operators may need disableChaining() in the middle.",
  },
  RUNTIME_JOIN_WITHOUT_TIMESTAMP: {
    text: "A record of {operator} has Long.MIN_VALUE timestamp (= no timestamp marker); interval joins need timestamps on both streams.",
    hint: "Call assignTimestampsAndWatermarks(...) on both streams before keyBy.",
  },
  RUNTIME_ACCUMULATOR_EXISTS: {
    text: 'The accumulator "{name}" was added a second time, by {operator}.',
    hint: "Give each accumulator of a subtask its own name.",
  },
  RUNTIME_ACCUMULATOR_OTHER_CLASS: {
    text: 'The accumulator "{name}" of {operator} is {given}, and was asked for as {wanted}.',
    hint: "Ask for it by the method of its class or by getAccumulator(name), or give the two different names.",
  },
  RUNTIME_CACHED_FILE_UNKNOWN: {
    text: "{operator} asked for the file {name}, which is not registered; there is {known}.",
    hint: 'Register it before execute(): env.registerCachedFile("/data/model.bin", {name}).',
  },
  RUNTIME_TIMERS_NOT_KEYED: {
    text: "The function of {operator} used a timer, but its stream has no key. Setting and deleting timers is only supported on keyed streams.",
    hint: "Call keyBy(…) before process(…); timerService().currentWatermark() and currentProcessingTime() can be used without a key.",
  },
  RUNTIME_WRONG_TIMER_TIME: {
    text: "The function of {operator} used a timer for {value}, which is not a whole number.",
    hint: "Timers take whole milliseconds: Math.floor(time).",
  },
  RUNTIME_WRONG_OUTPUT_TAG: {
    text: "The function of {operator} sent to a side output that is not an OutputTag: {given}.",
    hint: 'Call ctx.output(new OutputTag("name"), value).',
  },
  RUNTIME_WRONG_TIMESTAMP: {
    text: "The timestamp assigner of {operator} returned {value}, which is not a number.",
    hint: "Return milliseconds since 1970 as a number.",
  },
  RUNTIME_WRONG_WATERMARK_GENERATOR: {
    text: "forGenerator was given a function that returned {value}, which is no watermark generator.",
    hint: "Return an object with onEvent(event, timestamp, output) and onPeriodicEmit(output).",
  },
  FUNCTION_RETURNED_STRING: {
    text: "The function of {operator} returned a text where a list of records was expected.",
    hint: "It would be emitted character by character. Return [text], or yield it.",
  },
  FUNCTION_RETURNED_PROMISE: {
    text: "The function of {operator} returned a promise (or an async iterable).",
    hint: "Functions that are called for each record are synchronous. For calls that wait use stream.mapAsync(fn) or AsyncDataStream; await in open(), in a source (fromAsyncIterable) or in a sink function.",
  },
  FUNCTION_CHECKPOINT_ASYNC: {
    text: "The function of {operator} returned a promise from {method}.",
    hint: "It is called between two records and must be done when it returns. initializeState and open may be asynchronous.",
  },
  FUNCTION_RETURNED_PAIR: {
    text: "The function of {operator} returned [tag, value] where a list of records was expected.",
    hint: "Only elements may be pairs for a side output: return [[tag, value]], yield [tag, value], or call ctx.output(tag, value).",
  },
  FUNCTION_RETURNED_NOT_ITERABLE: {
    text: "The function of {operator} returned {value}, which is not a list of records.",
    hint: "Return an array or another iterable, yield the records, or give them to the collector.",
  },
  RUNTIME_PARTITION_TOO_LARGE: {
    text: "A partition of {operator} has more than {limit} records.",
    hint: "The records of a subtask or key are kept in memory until its input has ended. Raise the parallelism, or key the stream by something finer.",
  },
  OUTPUT_OUTSIDE_CALL: {
    text: "The function of {operator} emitted a record outside of its call.",
    hint: "Collectors and contexts are valid only while the function runs, not in promises or callbacks. For calls that wait use stream.mapAsync(fn) or AsyncDataStream.",
  },
  RUNTIME_SINK_FAILED: {
    text: "The sink {operator} failed in {action}: {message}.",
    hint: "The cause below is the sink's own error; the job cannot go on without what the sink did not take.",
  },
  RUNTIME_SOURCE_FAILED: {
    text: "The source {operator} failed in {action}: {message}.",
    hint: "The cause below is the source's own error.",
  },
  RUNTIME_KEY_SELECTOR_FAILED: {
    text: "The key selector before {operator} failed: {message}.",
    hint: "The first stack frame below is the place in your program; the record it was given is named with the error.",
  },
  RUNTIME_KEY_UNDEFINED: {
    text: "The key selector before {operator} returned undefined.",
    hint: "Return a value for every record; null is a legal key. Is a return missing, or a field name misspelled?",
  },
  RUNTIME_PARTITIONER_FAILED: {
    text: "The partitioner before {operator} failed: {message}.",
    hint: "The first stack frame below is the place in your program; the record it was given is named with the error.",
  },
  RUNTIME_PARTITION_OUT_OF_RANGE: {
    text: "The partitioner before {operator} returned {partition} for {count} partitions.",
    hint: "Return a whole number from 0 to the number of partitions minus one.",
  },
  RUNTIME_ACCUMULATOR_MISMATCH: {
    text: "The accumulator {name} was registered with different classes.",
    hint: "Give accumulators of different classes different names.",
  },
  RUNTIME_SORT_FILE_CUT_OFF: {
    text: "The file {path} of a sort ends at byte {position}, before what was written to it.",
    hint: "Something else has changed the file. Set io.tmp.dirs to a folder that is not cleaned up while jobs run.",
  },
  RUNTIME_OTHER_RECORD_TYPE: {
    text: "The {part} that waited at {operator} cannot be restored: they were stored as {stored} and are {current} now: {reason}.",
    hint: "Change the type back for one start, take another savepoint when nothing waits, and change it then.",
  },
  RUNTIME_NOWHERE_TO_WAIT: {
    text: "{count} elements waited at {operator} when the snapshot was taken, and the operator of today takes none that wait.",
    hint: "Keep the operator's kind under its uid, or give the new operator another uid.",
  },
  RUNTIME_NO_SNAPSHOT: {
    text: "The operator {operator} keeps all records until its input has ended, and cannot be part of a snapshot.",
    hint: "Run jobs with fullWindowPartition() without checkpoints; they are bounded and begin anew after a failure.",
  },
} as const;
