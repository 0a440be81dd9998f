/** Makes the record's key current before a call, on keyed streams whose function can reach keyed state. */
import type { ChainedContext } from "./chained-context.ts";
import type { OperatorCode } from "./operator-code.ts";

/** The state table to switch, or `undefined` where no call of this operator can reach keyed state. */
export type SwitchedTable = ChainedContext["keyedState"];

/** Writes the switch to the record's key. */
export function generateKeySwitch(table: SwitchedTable, code: OperatorCode): void {
  if (table !== undefined) code.line(`${code.bind("table", table)}.setCurrentKey(${code.key});`);
}
