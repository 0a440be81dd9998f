/** Runs a process function of two inputs, which share its state; keyed and not. */
import type { CoProcessNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { FusedOperator } from "./operator-code.ts";
import { createProcessInputs } from "./process.ts";

/** `connect(...).process`: `processElement1` and `processElement2`. */
export function createCoProcessOperator(context: ChainedContext<CoProcessNode>): FusedOperator {
  return createProcessInputs(context, ["processElement1", "processElement2"]);
}
