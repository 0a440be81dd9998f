/** Codes of the room `runtime`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const runtimeCodes = {
  RUNTIME_FUNCTION_FAILED: entry(
    "The function of {operator} failed: {message}.",
    "The first stack frame below is the place in your program.",
  ),
  RUNTIME_STACK_OVERFLOW: entry(
    "The call stack overflowed in {operator}.",
    "Look for a function that calls itself without end; a pipeline of very many chained operators may need disableChaining() in the middle.",
  ),
  RUNTIME_ACCUMULATOR_EXISTS: entry(
    'The accumulator "{name}" was added a second time, by {operator}.',
    "Give each accumulator of a subtask its own name.",
  ),
  RUNTIME_TIMERS_NOT_AVAILABLE: entry(
    "The function of {operator} used a timer, which this version does not have yet.",
    "Timers come with event time support; timerService().currentWatermark() and currentProcessingTime() can be used.",
  ),
  RUNTIME_WRONG_OUTPUT_TAG: entry(
    "The function of {operator} sent to a side output that is not an OutputTag: {given}.",
    'Call ctx.output(new OutputTag("name"), value).',
  ),
  RUNTIME_WRONG_TIMESTAMP: entry(
    "The timestamp assigner of {operator} returned {value}, which is not a number.",
    "Return milliseconds since 1970 as a number.",
  ),
  FUNCTION_RETURNED_STRING: entry(
    "The function of {operator} returned a text where a list of records was expected.",
    "It would be emitted character by character. Return [text], or yield it.",
  ),
  FUNCTION_RETURNED_PROMISE: entry(
    "The function of {operator} returned a promise (or an async iterable).",
    "Functions that are called for each record are synchronous. Use mapAsync(...) or AsyncDataStream for asynchronous work.",
  ),
  FUNCTION_RETURNED_NOT_ITERABLE: entry(
    "The function of {operator} returned {value}, which is not a list of records.",
    "Return an array or another iterable, yield the records, or give them to the collector.",
  ),
  OUTPUT_OUTSIDE_CALL: entry(
    "The function of {operator} emitted a record outside of its call.",
    "Collectors and contexts are valid only while the function runs, not in promises or callbacks. For asynchronous work use mapAsync.",
  ),
  RUNTIME_SINK_FAILED: entry(
    "The sink {operator} failed in {action}: {message}.",
    "The cause below is the sink's own error; the job cannot go on without what the sink did not take.",
  ),
  RUNTIME_SOURCE_FAILED: entry(
    "The source {operator} failed in {action}: {message}.",
    "The cause below is the source's own error.",
  ),
  RUNTIME_KEY_SELECTOR_FAILED: entry(
    "The key selector before {operator} failed: {message}.",
    "The first stack frame below is the place in your program; the record it was given is named with the error.",
  ),
  RUNTIME_KEY_UNDEFINED: entry(
    "The key selector before {operator} returned undefined.",
    "Return a value for every record; null is a legal key. Is a return missing, or a field name misspelled?",
  ),
  RUNTIME_PARTITIONER_FAILED: entry(
    "The partitioner before {operator} failed: {message}.",
    "The first stack frame below is the place in your program; the record it was given is named with the error.",
  ),
  RUNTIME_PARTITION_OUT_OF_RANGE: entry(
    "The partitioner before {operator} returned {partition} for {count} partitions.",
    "Return a whole number from 0 to the number of partitions minus one.",
  ),
  RUNTIME_ACCUMULATOR_MISMATCH: entry(
    "The accumulator {name} was registered with different classes.",
    "Give accumulators of different classes different names.",
  ),
} as const;
