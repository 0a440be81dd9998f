/** Codes of the room `plan`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

// biome-ignore format: a table
export const planCodes = {
  PLAN_NO_OPERATORS: { text: "The job {job} has no sink: nothing would come out of it.", hint: "End each stream with sinkTo, addSink or print, or collect it with executeAndCollect. After execute() an environment is empty again." },
  PLAN_DUPLICATE_UID: { text: "Two operators have the uid \"{uid}\": {first} and {second}.", hint: "A uid names an operator's state in checkpoints. Give one of them another uid." },
  PLAN_DUPLICATE_UID_HASH: { text: "Two operators have the uid hash {hash}: {first} and {second}.", hint: "A uid hash is the id of one operator's state. Remove one of them." },
  PLAN_INVALID_UID_HASH: { text: "The uid hash \"{hash}\" of {operator} is not an operator id.", hint: "Pass the 32 hex digits of the id, in lower case, as an earlier run or checkpoint shows it." },
  PLAN_UID_HASH_IN_CHAIN: { text: "{operator} has a uid hash but is chained to {input}.", hint: "Only the head of a chain can have a uid hash: call startNewChain() on the operator, or use uid()." },
  PLAN_INVALID_PARALLELISM: { text: "The {setting} of {operator} is {value}.", hint: "Use a whole number from 1 to 32768." },
  PLAN_PARALLELISM_ABOVE_MAXIMUM: { text: "The parallelism of {operator} is {parallelism}, above its max parallelism {maxParallelism}.", hint: "Lower the parallelism, or raise the max parallelism (setMaxParallelism, pipeline.max-parallelism) before the first run: it cannot change between a checkpoint and its restore." },
  PLAN_NON_PARALLEL: { text: "{operator} cannot run in parallel, but its parallelism is {parallelism}.", hint: "Remove setParallelism from it; call rebalance() behind it to spread its records." },
  PLAN_FORWARD_PARALLELISM: { text: "forward() leads from {source} with parallelism {sourceParallelism} to {target} with parallelism {targetParallelism}.", hint: "Give both the same parallelism, or use rebalance() or rescale() instead: forward() keeps each record in its subtask." },
  PLAN_UNION_TYPES: { text: "union() of streams of different types: {first} and {second}.", hint: "Map the streams to one type first, or declare the same type on both." },
  PLAN_UNKNOWN_INPUT: { text: "{operator} reads node {input}, which the plan does not hold before it.", hint: "Nodes are numbered in the order of the calls and read earlier ones only. Build plans with StreamExecutionEnvironment." },
  PLAN_INVALID_SETTING: { text: "The setting {key} is \"{value}\", which is not {expected}.", hint: "Correct the setting, or remove it to use its default." },
  PLAN_LONG_CALL_CHAIN: { text: "{count} operators follow each other up to {operator}, each called by the one before.", hint: "Very long chains cost stack depth. Merge neighbouring map, filter and flatMap calls into one." },
  PLAN_ALIGNMENT_NOT_IN_EFFECT: { text: "The watermark alignment of {operator} has no effect.", hint: "Only a source can wait for others. Give the strategy with withWatermarkAlignment to fromSource instead of assignTimestampsAndWatermarks." },
  PLAN_UNBOUNDED_BATCH: { text: "The source {source} has no end, and the runtime mode is BATCH, which needs the end of every input.", hint: "Set execution.runtime-mode to STREAMING or AUTOMATIC, or read a bounded source: fromCollection, fromSequence, readTextFile, fromSource with a bounded source." },
  PLAN_CHECKPOINTS_IN_BATCH: { text: "{key} has no effect in BATCH mode: no checkpoints are taken.", hint: "A bounded job that fails is run again from its beginning. Remove the setting, or use STREAMING." },
  PLAN_SEVERAL_PROBLEMS: { text: "The plan has {count} problems:\n{problems}", hint: "Correct all of them; each line names its code and its place." },
  PLAN_INCONSISTENT_GRAPH: { text: "Compiling the plan lost an operator or an edge.", hint: "This is a defect of Millrace. Please report it with the output of env.explain()." },
} as const;
