/** What `reduce` and the rolling aggregates share: one running value for each key, and the text that updates it. */
import { streamError } from "../../base/stream-error.ts";
import { MAX_TIMESTAMP } from "../../base/timestamps.ts";
import type { KeyedParts } from "../state/keyed-parts.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { OperatorCode } from "./operator-code.ts";

/** The running values of an operator. */
export interface RollingState {
  readonly table: ObjectTable;
  /** The column, by slot. */
  readonly values: unknown[];
  /** O1: what is emitted; `undefined` where nothing needs to be copied. */
  readonly copy: ((value: unknown) => unknown) | undefined;
  /** Name of a function that makes the first running value of a record; absent where it is the record. */
  readonly start?: string;
  /** BATCH: the last running value of a key is emitted, by `rollingResult`, instead of each. */
  readonly isKeyByKey: boolean;
}

/** BATCH: `endKey` of a rolling operator, `undefined` in STREAMING. Flink: `BatchGroupedReduceOperator`. */
export function rollingResult(
  { table, values }: Pick<RollingState, "table" | "values">,
  { isKeyByKey, output }: ChainedContext,
): (() => void) | undefined {
  if (!isKeyByKey) return undefined;
  return () => {
    const value = values[table.slot];
    if (value !== undefined) output.element(value, MAX_TIMESTAMP);
  };
}

/** The keyed state of a rolling operator; the plan puts them on keyed streams only. */
export function requireTable({ keyedState, node }: ChainedContext): ObjectTable {
  if (keyedState !== undefined) return keyedState;
  throw notKeyed(node.name);
}

/** The same with all that lies under keys. */
export function requireKeyedParts({ keyedParts, node }: ChainedContext): KeyedParts {
  if (keyedParts !== undefined) return keyedParts;
  throw notKeyed(node.name);
}

function notKeyed(operator: string): Error {
  return streamError("STATE_NOT_KEYED", { state: "running value", operator });
}

/** Writes the lookup, the first record of a key, the update by `combine`, and the emission. */
export function generateRollingState(
  code: OperatorCode,
  state: RollingState,
  combine: (previous: string, next: string) => void,
): void {
  const names = {
    slot: code.local("slot"),
    previous: code.local("previous"),
    next: code.local("next"),
    copy: code.local("copy"),
  };
  const values = code.bind("values", state.values);
  code.line(`const ${names.slot} = ${code.bind("table", state.table)}.setCurrentKey(${code.key});`);
  code.line(`const ${names.previous} = ${values}[${names.slot}];`);
  code.enter();
  code.line(`let ${names.next};`);
  const start = state.start === undefined ? code.value : `${state.start}(${code.value})`;
  code.line(`if (${names.previous} === undefined) ${names.next} = ${start};`);
  code.line("else {");
  combine(names.previous, names.next);
  code.line("}");
  code.line(`${values}[${names.slot}] = ${names.next};`);
  if (state.isKeyByKey) return;
  if (state.copy === undefined) {
    code.emit(names.next);
  } else {
    code.line(`const ${names.copy} = ${code.bind("copier", state.copy)}(${names.next});`);
    code.emit(names.copy);
  }
}
