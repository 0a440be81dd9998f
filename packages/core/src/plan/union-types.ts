/** Unions whose streams declare different types. Streams without a declared type go with any. */
import { type StreamError, streamError } from "../base/stream-error.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { isPhysical } from "./nodes.ts";
import type { StreamPlan, Transformation, TransformationId } from "./transformation.ts";

/** One error for each union, naming the first two types that differ. */
export function unionTypeProblems(plan: StreamPlan): StreamError[] {
  const types = declaredTypes(plan);
  return plan.nodes.flatMap((node) => {
    if (node.kind !== "union") return [];
    const declared = node.inputs.flatMap((input) => types.get(input) ?? []);
    const [first] = declared;
    const second = declared.find((type) => first !== undefined && !first.equals(type));
    if (first === undefined || second === undefined) return [];
    return [
      streamError(
        "PLAN_UNION_TYPES",
        { first: first.text, second: second.text },
        { where: { operator: "union", location: node.location } },
      ),
    ];
  });
}

function declaredTypes(plan: StreamPlan): ReadonlyMap<TransformationId, AnyTypeInformation> {
  const types = new Map<TransformationId, AnyTypeInformation>();
  for (const node of plan.nodes) {
    const type = declaredType(node, types);
    if (type !== undefined) types.set(node.id, type);
  }
  return types;
}

function declaredType(
  node: Transformation,
  types: ReadonlyMap<TransformationId, AnyTypeInformation>,
): AnyTypeInformation | undefined {
  if (isPhysical(node) || node.outputType !== undefined) return node.outputType;
  switch (node.kind) {
    case "sideOutput":
      return node.tag.type;
    case "partition":
      return types.get(node.input);
    case "union":
      return node.inputs.map((input) => types.get(input)).find((type) => type !== undefined);
  }
}
