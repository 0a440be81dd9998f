/**
 * Emits the running reduction of the records of each key: the first as it is, then `reduce(previous, record)`.
 *
 * In BATCH only the last value of a key comes, when the key has ended. Called under the record's key (S1). What is emitted is a copy of what is kept (O1): neither a function that changes
 * its first argument nor a receiver that changes its record is seen by the other.
 */
import type { ReduceNode } from "../../plan/transformation.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { FusedOperator } from "./operator-code.ts";
import { RecordCheck } from "./record-check.ts";
import { recordCopier } from "./record-copier.ts";
import { generateRollingState, requireTable, rollingResult } from "./rolling-state.ts";
import { UserFunction } from "./user-function.ts";

/** `keyBy(...).reduce`. */
export function createReduceOperator(context: ChainedContext<ReduceNode>): FusedOperator {
  const { guard, output, node, isKeyByKey } = context;
  const user = new UserFunction(context, node.function);
  const reduce = user.method("reduce");
  const check = new RecordCheck(node.outputType, node.name);
  const copy = recordCopier(
    node.outputType ?? context.operator.inputTypes[0],
    context.isObjectReuse,
  );
  const table = requireTable(context);
  const values = table.valuesOf(new ValueStateDescriptor<unknown>("$reduce"));
  return {
    inputs: [
      {
        element(value, timestampMs, key) {
          const slot = table.setCurrentKey(key);
          const previous = values[slot];
          guard.running.number = guard.operatorNumber;
          const next = previous === undefined ? value : check.check(reduce(previous, value));
          values[slot] = next;
          if (!isKeyByKey) output.element(copy === undefined ? next : copy(next), timestampMs);
        },
      },
    ],
    generate(_input, code) {
      generateRollingState(code, { table, values, copy, isKeyByKey }, (previous, next) => {
        code.line(`${next} = ${user.methodText("reduce", code)}(${previous}, ${code.value});`);
        check.generate(code, next);
      });
    },
    endKey: rollingResult({ table, values }, context),
    open: () => user.open(),
    close: () => user.close(),
  };
}
