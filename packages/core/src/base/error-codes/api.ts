/** Codes of the room `api`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const apiCodes = {
  API_WRONG_TYPE: entry("{method} was called with {value} as {parameter}; it takes {expected}.", "Pass a value of the expected kind."),
  API_CLASS_NOT_INSTANTIATED: entry(
    "{method} was called with the class {name} as {parameter}, which is not an object yet.",
    "Write `new {name}()`, or perSubtask({name}) where each subtask needs an instance of its own.",
  ),
  API_NOT_AN_OPERATOR: entry(
    "{method} was called on {kind}, which is not an operator.",
    "Call it on the operator before, or on the one behind.",
  ),
  API_NOT_PARALLEL: entry(
    "{operator} cannot run in parallel, and was given the parallelism {parallelism}.",
    "Leave its parallelism at 1 and set that of the operators behind it; rebalance() spreads its records.",
  ),
  API_NOT_ON_KEYED_STREAM: entry(
    "{method} for KeyedStream is not supported: keyBy only partitions, it adds no operator.",
    "Call {method} on the operator before keyBy, or on the one behind it.",
  ),
  API_KEYED_PARTITIONING: entry(
    "{method} cannot override the partitioning of a KeyedStream.",
    "The key decides where a record goes. Call {method} on a stream without a key, or behind the keyed operator.",
  ),
  API_FOREIGN_STREAM: entry(
    "{method} was given a stream of another environment.",
    "Build all streams of one job from the same StreamExecutionEnvironment.",
  ),
  API_EMPTY_COLLECTION: entry(
    "{method} was given nothing, and no type.",
    "An empty collection needs a type: env.fromCollection([], Types.STRING()).",
  ),
  API_NOT_AVAILABLE: entry("{what} is not part of this version.", "The documentation of coming from PyFlink lists what is there, with the alternatives."),
  API_NO_HOST: entry(
    "No engine is installed.",
    'Import from "millrace": its entry point installs the engine. Deep imports of single files do not.',
  ),
} as const;
