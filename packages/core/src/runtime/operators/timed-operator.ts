/** An operator that makes watermarks. */

import type { Operator } from "./operator.ts";
import type { FusedOperator } from "./operator-code.ts";

/** Is told when watermarks are due: every interval, or so many records. */
export interface TimedOperator extends FusedOperator {
  /** `isHeldBack`: something behind the chain is full, so that its source is not read. */
  onPeriodicEmit(isHeldBack: boolean): void;
}

/** True for operators that make watermarks. */
export function isTimed(operator: Operator): operator is TimedOperator {
  return "onPeriodicEmit" in operator;
}
