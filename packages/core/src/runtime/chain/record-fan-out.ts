/** O1 inside a chain: all branches of a fan-out but the last get a copy, in plan order (W2). */
import type { JobOperator, JobOutput } from "../../plan/job-graph.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import { recordCopier } from "../operators/record-copier.ts";

/** A copier for what one operator sends to several outputs; `undefined` where nothing needs a copy. */
export function fanOutCopier(
  operators: readonly JobOperator[],
  operator: JobOperator,
  outputs: readonly JobOutput[],
  isObjectReuse: boolean,
): ((value: unknown) => unknown) | undefined {
  if (outputs.length < 2) return undefined;
  const isMain = outputs[0]?.sideOutputTag === undefined;
  const declared = isMain ? operator.node.outputType : undefined;
  return recordCopier(declared ?? typeBehind(operators, outputs), isObjectReuse);
}

function typeBehind(
  operators: readonly JobOperator[],
  outputs: readonly JobOutput[],
): AnyTypeInformation | undefined {
  for (const output of outputs) {
    const type = output.to === "operator" ? operators[output.operator]?.inputTypes[0] : undefined;
    if (type !== undefined) return type;
  }
  return undefined;
}
