/** What explanations mark, in all of their forms: the general serializer, stateful operators without uid; and how types are told. */

import { isGeneral } from "../types/serializers/is-general.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { isChainable } from "./chaining.ts";
import type { OperatorGraph, PlanEdge, PlanOperator } from "./operator-graph.ts";
import { isStateful, type PlannedState, plannedStates } from "./planned-state.ts";

/** True for edges between chains whose records the general serializer writes; within a chain nothing is written. */
export function isEdgeOnGeneralSerializer(
  edge: PlanEdge,
  { settings }: Pick<OperatorGraph, "settings">,
): boolean {
  return !isChainable(edge, settings) && isGeneral(edge.type);
}

/** The states of an operator of which the general serializer writes something. */
export function statesOnGeneralSerializer(operator: PlanOperator): readonly PlannedState[] {
  return plannedStates(operator).filter(({ types }) => types.some(isGeneral));
}

/**
 * True for stateful operators whose id nobody fixed: it follows from the graph before them, and changes with it. In
 * BATCH mode nothing is restored, so that nothing depends on ids.
 */
export function isStatefulWithoutUid(
  operator: PlanOperator,
  { runtimeMode }: Pick<OperatorGraph, "runtimeMode">,
): boolean {
  const { uid, uidHash } = operator.node;
  const hasFixedId = uid !== undefined || uidHash !== undefined;
  return runtimeMode === "STREAMING" && !hasFixedId && isStateful(operator);
}

/** A state for people: `keys STRING`, `broadcast state "rules" STRING and general`. */
export function stateText({ name, types }: PlannedState): string {
  return `${name} ${types.map(typeText).join(" and ")}`;
}

/** A type for people. */
export function typeText(type: AnyTypeInformation | undefined): string {
  return type === undefined ? "general" : type.text;
}

/** How BATCH mode reads the input behind an edge, to stand after its key: `, sorted`; empty where records are taken as they come. */
export function inputOrder({ target, input }: PlanEdge): string {
  const mode = target.inputModes[input];
  return mode === undefined || mode === "direct" ? "" : `, ${mode}`;
}
