/** Emits any number of records for each record of two inputs, which share the function's state. */
import type { CoFlatMapNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "./chained-context.ts";
import { createFlatMapInputs } from "./flat-map.ts";
import type { FusedOperator } from "./operator-code.ts";

/** `connect(...).flatMap`: `flatMap1` and `flatMap2`. */
export function createCoFlatMapOperator(context: ChainedContext<CoFlatMapNode>): FusedOperator {
  return createFlatMapInputs(context, ["flatMap1", "flatMap2"]);
}
