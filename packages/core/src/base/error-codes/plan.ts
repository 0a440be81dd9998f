/** Codes of the room `plan`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

// biome-ignore format: a table
export const planCodes = {
  PLAN_NO_OPERATORS: entry("The job {job} has no sink: nothing would come out of it.", "End each stream with sinkTo, addSink or print, or collect it with executeAndCollect. After execute() an environment is empty again."),
  PLAN_DUPLICATE_UID: entry("Two operators have the uid \"{uid}\": {first} and {second}.", "A uid names an operator's state in checkpoints. Give one of them another uid."),
  PLAN_DUPLICATE_UID_HASH: entry("Two operators have the uid hash {hash}: {first} and {second}.", "A uid hash is the id of one operator's state. Remove one of them."),
  PLAN_INVALID_UID_HASH: entry("The uid hash \"{hash}\" of {operator} is not an operator id.", "Pass the 32 hex digits of the id, in lower case, as an earlier run or checkpoint shows it."),
  PLAN_UID_HASH_IN_CHAIN: entry("{operator} has a uid hash but is chained to {input}.", "Only the head of a chain can have a uid hash: call startNewChain() on the operator, or use uid()."),
  PLAN_INVALID_PARALLELISM: entry("The {setting} of {operator} is {value}.", "Use a whole number from 1 to 32768."),
  PLAN_PARALLELISM_ABOVE_MAXIMUM: entry("The parallelism of {operator} is {parallelism}, above its max parallelism {maxParallelism}.", "Lower the parallelism, or raise the max parallelism (setMaxParallelism, pipeline.max-parallelism) before the first run: it cannot change between a checkpoint and its restore."),
  PLAN_NON_PARALLEL: entry("{operator} cannot run in parallel, but its parallelism is {parallelism}.", "Remove setParallelism from it; call rebalance() behind it to spread its records."),
  PLAN_FORWARD_PARALLELISM: entry("forward() leads from {source} with parallelism {sourceParallelism} to {target} with parallelism {targetParallelism}.", "Give both the same parallelism, or use rebalance() or rescale() instead: forward() keeps each record in its subtask."),
  PLAN_UNION_TYPES: entry("union() of streams of different types: {first} and {second}.", "Map the streams to one type first, or declare the same type on both."),
  PLAN_UNKNOWN_INPUT: entry("{operator} reads node {input}, which the plan does not hold before it.", "Nodes are numbered in the order of the calls and read earlier ones only. Build plans with StreamExecutionEnvironment."),
  PLAN_INVALID_SETTING: entry("The setting {key} is \"{value}\", which is not {expected}.", "Correct the setting, or remove it to use its default."),
  PLAN_LONG_CALL_CHAIN: entry("{count} operators follow each other up to {operator}, each called by the one before.", "Very long chains cost stack depth. Merge neighbouring map, filter and flatMap calls into one."),
  PLAN_SEVERAL_PROBLEMS: entry("The plan has {count} problems:\n{problems}", "Correct all of them; each line names its code and its place."),
  PLAN_INCONSISTENT_GRAPH: entry("Compiling the plan lost an operator or an edge.", "This is a defect of Millrace. Please report it with the output of env.explain()."),
} as const;
