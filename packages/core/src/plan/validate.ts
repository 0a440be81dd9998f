/**
 * Finds every problem of a plan at once, before anything runs.
 *
 * V1: whoever runs a plan calls `requireValid`, or `compile`, which does. V2: a rule sees the graph only and reports its
 * own findings; rules do not rely on each other, so that one problem does not hide another.
 */
import { type StreamError, streamError } from "../base/stream-error.ts";
import { longestCallChain } from "./call-depth.ts";
import { isChainable } from "./chaining.ts";
import { inputIdsOf, isPhysical } from "./nodes.ts";
import { type OperatorGraph, operatorGraph, type PlanOperator } from "./operator-graph.ts";
import { operatorName } from "./operator-names.ts";
import { MAX_PARALLELISM_LIMIT } from "./plan-settings.ts";
import { isUnbounded } from "./runtime-mode.ts";
import type { StreamPlan, Transformation } from "./transformation.ts";
import { unionTypeProblems } from "./union-types.ts";

/** One finding. The error's `where` names the operator and the user's place. */
export interface Diagnostic {
  /** An error keeps the plan from running; a warning is shown and the plan runs. */
  readonly severity: "error" | "warning";
  readonly error: StreamError;
}

/** All findings of a plan, in the order of the rules, then of the plan. Pure; never throws for what a plan can hold. */
export function validate(plan: StreamPlan): readonly Diagnostic[] {
  const graph = operatorGraph(plan);
  const errors = [
    ...settingProblems(graph),
    ...inputProblems(plan),
    ...sinkProblems(plan, graph),
    ...uidProblems(graph),
    ...missingUidProblems(graph),
    ...uidHashProblems(graph),
    ...parallelismProblems(graph),
    ...forwardProblems(graph),
    ...unionTypeProblems(plan),
    ...unboundedProblems(graph),
  ];
  return [
    ...errors.map((error): Diagnostic => ({ severity: "error", error })),
    ...[
      ...callDepthProblems(graph),
      ...alignmentProblems(graph),
      ...ignoredCheckpoints(plan, graph),
    ].map((error): Diagnostic => ({ severity: "warning", error })),
  ];
}

/**
 * Validates, and returns the warnings. Throws the error where there is one, `PLAN_SEVERAL_PROBLEMS` where there are
 * more (its cause is an AggregateError of all).
 */
export function requireValid(plan: StreamPlan): readonly Diagnostic[] {
  const diagnostics = validate(plan);
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ error }) => error);
  const [first] = errors;
  if (first === undefined) return diagnostics;
  if (errors.length === 1) throw first;
  const problems = errors
    .map((error) => `- ${error.message}${atPlace(error.where.location)}`)
    .join("\n");
  throw streamError(
    "PLAN_SEVERAL_PROBLEMS",
    { count: errors.length, problems },
    { cause: new AggregateError(errors, "The problems of the plan"), where: first.where },
  );
}

function settingProblems({ settings }: OperatorGraph): StreamError[] {
  return settings.problems.map(({ key, value, expected }) =>
    streamError("PLAN_INVALID_SETTING", { key, value, expected }),
  );
}

function inputProblems(plan: StreamPlan): StreamError[] {
  const seen = new Set<number>();
  return plan.nodes.flatMap((node) => {
    const missing = inputIdsOf(node).filter((input) => !seen.has(input) || input >= node.id);
    seen.add(node.id);
    return missing.map((input) =>
      streamError(
        "PLAN_UNKNOWN_INPUT",
        { operator: describeNode(node), input },
        { where: placeOf(node) },
      ),
    );
  });
}

function sinkProblems(plan: StreamPlan, graph: OperatorGraph): StreamError[] {
  if (graph.operators.some(({ node }) => node.kind === "sink")) return [];
  const last = plan.nodes.at(-1);
  const where = last === undefined ? {} : placeOf(last);
  return [streamError("PLAN_NO_OPERATORS", { job: `"${plan.jobName}"` }, { where })];
}

/** Only a source can be held back: elsewhere its records are there already. */
function alignmentProblems(graph: OperatorGraph): StreamError[] {
  return graph.operators.flatMap(({ node }) => {
    if (node.kind !== "timestampsAndWatermarks") return [];
    if (node.watermarkStrategy.alignment === undefined) return [];
    const values = { operator: describeNode(node) };
    return [streamError("PLAN_ALIGNMENT_NOT_IN_EFFECT", values, { where: placeOf(node) })];
  });
}

/** Flink's rule: BATCH was asked for, so a source without an end is a mistake. */
function unboundedProblems({ operators, runtimeMode }: OperatorGraph): StreamError[] {
  if (runtimeMode !== "BATCH") return [];
  return operators.flatMap(({ node }) =>
    node.kind === "source" && isUnbounded(node)
      ? [
          streamError(
            "PLAN_UNBOUNDED_BATCH",
            { source: describeNode(node) },
            { where: placeOf(node) },
          ),
        ]
      : [],
  );
}

/** As in Flink: a bounded job that fails is run again from its beginning. */
function ignoredCheckpoints(plan: StreamPlan, { runtimeMode }: OperatorGraph): StreamError[] {
  const key = "execution.checkpointing.interval";
  if (runtimeMode !== "BATCH" || !plan.configuration.has(key)) return [];
  return [streamError("PLAN_CHECKPOINTS_IN_BATCH", { key })];
}

function uidProblems(graph: OperatorGraph): StreamError[] {
  return repeated(graph, ({ node }) => node.uid).map(({ value, first, second }) =>
    streamError(
      "PLAN_DUPLICATE_UID",
      { uid: value, first: describe(first), second: describe(second) },
      { where: placeOf(second.node) },
    ),
  );
}

/** Flink's rule where no uids are generated: every operator needs one, with state or without. */
function missingUidProblems({ operators, settings }: OperatorGraph): StreamError[] {
  if (settings.areUidsGenerated) return [];
  return operators
    .filter(({ node }) => node.uid === undefined && node.uidHash === undefined)
    .map((operator) =>
      streamError(
        "PLAN_MISSING_UID",
        { operator: describe(operator) },
        { where: placeOf(operator.node) },
      ),
    );
}

function uidHashProblems(graph: OperatorGraph): StreamError[] {
  const duplicates = repeated(graph, ({ node }) => node.uidHash).map(({ value, first, second }) =>
    streamError(
      "PLAN_DUPLICATE_UID_HASH",
      { hash: value, first: describe(first), second: describe(second) },
      { where: placeOf(second.node) },
    ),
  );
  const others = graph.operators.flatMap((operator) => {
    const { uidHash } = operator.node;
    if (uidHash === undefined) return [];
    const options = { where: placeOf(operator.node) };
    const problems: StreamError[] = [];
    if (!/^[0-9a-f]{32}$/.test(uidHash)) {
      problems.push(
        streamError(
          "PLAN_INVALID_UID_HASH",
          { hash: uidHash, operator: describe(operator) },
          options,
        ),
      );
    }
    const chained = operator.inEdges.find((edge) => isChainable(edge, graph.settings));
    if (chained !== undefined) {
      const values = { operator: describe(operator), input: describe(chained.source) };
      problems.push(streamError("PLAN_UID_HASH_IN_CHAIN", values, options));
    }
    return problems;
  });
  return [...duplicates, ...others];
}

function repeated(graph: OperatorGraph, valueOf: (operator: PlanOperator) => string | undefined) {
  const firsts = new Map<string, PlanOperator>();
  const found: { value: string; first: PlanOperator; second: PlanOperator }[] = [];
  for (const operator of graph.operators) {
    const value = valueOf(operator);
    if (value === undefined) continue;
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, operator);
    else found.push({ value, first, second: operator });
  }
  return found;
}

function parallelismProblems(graph: OperatorGraph): StreamError[] {
  return graph.operators.flatMap((operator) => {
    const { node, parallelism, maxParallelism } = operator;
    const options = { where: placeOf(node) };
    const name = describe(operator);
    const invalid = [
      { setting: "parallelism", value: parallelism },
      { setting: "max parallelism", value: maxParallelism },
    ].filter(({ value }) => !Number.isInteger(value) || value < 1 || value > MAX_PARALLELISM_LIMIT);
    if (invalid.length > 0) {
      return invalid.map((one) =>
        streamError("PLAN_INVALID_PARALLELISM", { ...one, operator: name }, options),
      );
    }
    const limit = node.kind === "source" ? (node.source.maxParallelism ?? Infinity) : Infinity;
    if (parallelism > (node.isNonParallel ? 1 : limit)) {
      return [streamError("PLAN_NON_PARALLEL", { operator: name, parallelism }, options)];
    }
    if (parallelism > maxParallelism) {
      const values = { operator: name, parallelism, maxParallelism };
      return [streamError("PLAN_PARALLELISM_ABOVE_MAXIMUM", values, options)];
    }
    return [];
  });
}

function forwardProblems(graph: OperatorGraph): StreamError[] {
  return graph.edges
    .filter(
      ({ partitioner, source, target }) =>
        partitioner.type === "forward" && source.parallelism !== target.parallelism,
    )
    .map(({ source, target, partitionLocation }) =>
      streamError(
        "PLAN_FORWARD_PARALLELISM",
        {
          source: describe(source),
          sourceParallelism: source.parallelism,
          target: describe(target),
          targetParallelism: target.parallelism,
        },
        { where: { operator: target.name, location: partitionLocation ?? target.node.location } },
      ),
    );
}

/** W2: calls go depth first through all operators of a worker, chained or not. */
const CALL_CHAIN_LIMIT = 300;

function callDepthProblems(graph: OperatorGraph): StreamError[] {
  const longest = longestCallChain(graph);
  if (longest === undefined || longest.count <= CALL_CHAIN_LIMIT) return [];
  const { count, last } = longest;
  return [
    streamError(
      "PLAN_LONG_CALL_CHAIN",
      { count, operator: describe(last) },
      { where: placeOf(last.node) },
    ),
  ];
}

function describe(operator: PlanOperator): string {
  return describeNode(operator.node);
}

function describeNode(node: Transformation): string {
  const name = isPhysical(node) ? operatorName(node) : node.kind;
  return `${name}${atPlace(node.location)}`;
}

function atPlace(location: string | undefined): string {
  return location === undefined ? "" : ` at ${location}`;
}

function placeOf(node: Transformation): { operator: string; location: string | undefined } {
  return { operator: isPhysical(node) ? operatorName(node) : node.kind, location: node.location };
}
