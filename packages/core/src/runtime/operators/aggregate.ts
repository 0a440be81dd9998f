/**
 * Emits the running aggregate of the records of each key: sum, min and max of a field, or the record with the least or
 * greatest field.
 *
 * `sum`, `min` and `max` keep the key's first record and replace the field; `minBy` and `maxBy` keep whole records, of
 * equal ones the first or the last. In BATCH only the last value of a key comes, when the key has ended. What is emitted is a copy of what is kept (O1).
 */
import type { AggregateNode } from "../../plan/transformation.ts";
import { ValueStateDescriptor } from "../../state/descriptors.ts";
import { createAddition } from "../../types/add.ts";
import { compareValues } from "../../types/compare.ts";
import { fieldTypeOf, getField, withField } from "../../types/field-access.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { FusedOperator } from "./operator-code.ts";
import { recordCopier } from "./record-copier.ts";
import { generateRollingState, requireTable, rollingResult } from "./rolling-state.ts";

/** Makes the next running record of a key. */
type Combine = (previous: unknown, value: unknown) => unknown;

/** `sum`, `min`, `max`, `minBy`, `maxBy` on keyed streams. */
export function createAggregateOperator(context: ChainedContext<AggregateNode>): FusedOperator {
  const { guard, output, node, isKeyByKey } = context;
  const type = node.outputType ?? context.operator.inputTypes[0];
  const combine = createCombine(node, type);
  const copy = recordCopier(type, context.isObjectReuse);
  const table = requireTable(context);
  const values = table.valuesOf(new ValueStateDescriptor<unknown>("$aggregate"));
  return {
    inputs: [
      {
        element(value, timestampMs, key) {
          const slot = table.setCurrentKey(key);
          const previous = values[slot];
          guard.running.number = guard.operatorNumber;
          const next = previous === undefined ? firstOf(node, value) : combine(previous, value);
          values[slot] = next;
          if (!isKeyByKey) output.element(copy === undefined ? next : copy(next), timestampMs);
        },
      },
    ],
    generate(_input, code) {
      const start = code.bind("first", (value: unknown) => firstOf(node, value));
      generateRollingState(code, { table, values, copy, isKeyByKey, start }, (previous, next) => {
        code.line(`${next} = ${code.bind("combine", combine)}(${previous}, ${code.value});`);
      });
    },
    endKey: rollingResult({ table, values }, context),
  };
}

/** What is aggregated, on keyed streams and in windows. */
export type FieldAggregate = Pick<AggregateNode, "aggregate" | "field" | "first">;

/** The first record of a key or window; a field that is not there is an error already here. */
export function firstOf({ field }: FieldAggregate, value: unknown): unknown {
  getField(value, field);
  return value;
}

/** How a running record and the next one become one. */
export function createCombine(node: FieldAggregate, type: AnyTypeInformation | undefined): Combine {
  const { field, aggregate } = node;
  if (aggregate === "sum") {
    const add = createAddition(fieldTypeOf(type, field));
    return (previous, value) =>
      withField(previous, field, add(getField(previous, field), getField(value, field)));
  }
  const sign = aggregate === "min" || aggregate === "minBy" ? -1 : 1;
  const isWhole = aggregate === "minBy" || aggregate === "maxBy";
  const replacesEqual = isWhole && !node.first;
  return (previous, value) => {
    const candidate = getField(value, field);
    const order = sign * compareValues(candidate, getField(previous, field));
    if (order < 0 || (order === 0 && !replacesEqual)) return previous;
    return isWhole ? value : withField(previous, field, candidate);
  };
}
