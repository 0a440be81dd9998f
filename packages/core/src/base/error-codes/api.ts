/** Codes of the room `api`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const apiCodes = {
  API_SLOT_RESOURCES: {
    text: "The slot sharing group {group} has resources, but its cores are {cores} and its heap memory is {heap}.",
    hint: "Give it cores and heap memory above zero, or no resources at all.",
  },
  API_SIDE_OUTPUT_TYPES_DIFFER: {
    text: "The side output {tag} was asked for as {type}, and before as {before}.",
    hint: "Use one OutputTag in both places, or give the tags different ids.",
  },
  API_WRONG_TYPE: {
    text: "{method} was called with {value} as {parameter}; it takes {expected}.",
    hint: "Pass a value of the expected kind.",
  },
  API_CLASS_NOT_INSTANTIATED: {
    text: "{method} was called with the class {name} as {parameter}, which is not an object yet.",
    hint: "Write `new {name}()`, or perSubtask({name}) where each subtask needs an instance of its own.",
  },
  API_NOT_AN_OPERATOR: {
    text: "{method} was called on {kind}, which is not an operator.",
    hint: "Call it on the operator before, or on the one behind.",
  },
  API_NOT_PARALLEL: {
    text: "{operator} cannot run in parallel, and was given the parallelism {parallelism}.",
    hint: "Leave its parallelism at 1 and set that of the operators behind it; rebalance() spreads its records.",
  },
  API_NOT_ON_KEYED_STREAM: {
    text: "{method} for KeyedStream is not supported: keyBy only partitions, it adds no operator.",
    hint: "Call {method} on the operator before keyBy, or on the one behind it.",
  },
  API_NOT_ON_CACHED_STREAM: {
    text: "{method} for CachedDataStream is not supported: cache() only keeps what its input emits, it adds no operator.",
    hint: "Call {method} on the operator before cache(), or on the one behind it.",
  },
  API_CACHE_UNBOUNDED: {
    text: "{method} was called on a stream that never ends: the source {source} is unbounded.",
    hint: "Only bounded streams can be kept in memory. Bound the source, or write the records to files.",
  },
  API_KEYED_PARTITIONING: {
    text: "{method} cannot override the partitioning of a KeyedStream.",
    hint: "The key decides where a record goes. Call {method} on a stream without a key, or behind the keyed operator.",
  },
  API_FOREIGN_STREAM: {
    text: "{method} was given a stream of another environment.",
    hint: "Build all streams of one job from the same StreamExecutionEnvironment.",
  },
  API_BROADCAST_TWICE: {
    text: '{method} was given two descriptors named "{name}".',
    hint: "Each broadcast state of an operator needs a name of its own.",
  },
  API_EMPTY_COLLECTION: {
    text: "{method} was given nothing, and no type.",
    hint: "An empty collection needs a type: env.fromCollection([], Types.STRING()).",
  },
  API_KEY_TYPES_DIFFER: {
    text: "{method}: the keys of the two inputs are not of the same type: first key = {first}, second key = {second}.",
    hint: "Give both key selectors the same type; map one of the keys where they differ.",
  },
  API_JOIN_PROCESSING_TIME: {
    text: "Interval joins are only supported in event time.",
    hint: "Leave inProcessingTime() out and call assignTimestampsAndWatermarks(...) on both streams.",
  },
  API_JOIN_BOUNDS: {
    text: "The lower bound of an interval join must not be above the upper one; given were {lower} ms and {upper} ms.",
    hint: "Give the smaller bound first: between(-5000, 0) looks back.",
  },
  API_RICH_WINDOW_FUNCTION: {
    text: "{method} was given an incremental function with open(), which windows do not call.",
    hint: "Leave open() out of it; the window function behind it may have one.",
  },
  API_NOT_AVAILABLE: {
    text: "{what} is not part of this version.",
    hint: "The page docs/coming-from-pyflink.md lists what is there and what stands in for the rest.",
  },
  API_CACHED_FILE_EXISTS: {
    text: "{method} was given the name {name} a second time; {path} has it already.",
    hint: "Give each file a name of its own.",
  },
  API_NO_HOST: {
    text: "No engine is installed.",
    hint: 'Import from "millrace": its entry point installs the engine. Deep imports of single files do not.',
  },
} as const;
