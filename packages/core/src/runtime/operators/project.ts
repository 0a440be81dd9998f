/** Emits some fields of each tuple or row, by position, in the order asked for. */
import { streamError } from "../../base/stream-error.ts";
import type { ProjectNode } from "../../plan/transformation.ts";
import { isRow, Row } from "../../types/row.ts";
import { previewOf } from "../../types/text.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { FusedOperator } from "./operator-code.ts";
import { RecordCheck } from "./record-check.ts";

/** `project(2, 0)`: a row of rows, a tuple of tuples. */
export function createProjectOperator(context: ChainedContext<ProjectNode>): FusedOperator {
  const { guard, output } = context;
  const { fields, outputType, name } = context.node;
  const check = new RecordCheck(outputType, name);
  const project = (value: unknown): unknown => projectFields(value, fields);
  return {
    inputs: [
      {
        element(value, timestampMs) {
          guard.running.number = guard.operatorNumber;
          output.element(check.check(project(value)), timestampMs);
        },
      },
    ],
    generate(_input, code) {
      code.enter();
      const result = code.local("projected");
      code.line(`let ${result} = ${code.bind("project", project)}(${code.value});`);
      check.generate(code, result);
      code.emit(result);
    },
  };
}

function projectFields(value: unknown, fields: readonly number[]): unknown {
  const record = Array.isArray(value) || isRow(value) ? value : undefined; // both have their fields at indexes
  const projected: unknown[] = [];
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as number; // index < length
    if (record === undefined || field >= record.length)
      throw streamError("TYPE_NO_SUCH_FIELD", { value: previewOf(value), field });
    projected.push(record[field]);
  }
  return isRow(value) ? Row.of(...projected) : projected;
}
