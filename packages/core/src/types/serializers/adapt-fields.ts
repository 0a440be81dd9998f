/**
 * Compares types with fields: rows, objects and classes by name (positional fields are named f0, f1 …), tuples by position.
 *
 * V1 A field that is new must be allowed to be missing (OPTIONAL) or null (NULLABLE); it is then.
 * V2 A field that is gone is read and dropped; the answer says so.
 */
import type { ClassType } from "../kinds/class-type.ts";
import { defineField } from "../kinds/object.ts";
import type { RowType } from "../kinds/row-type.ts";
import { type Row, shapedRow } from "../row.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { fieldPath } from "../wrong-value.ts";
import { becameText } from "./adapt-scalar.ts";
import {
  type Adaptation,
  adaptationsIn,
  changed,
  joined,
  keepingNull,
  type Refusal,
  refusalIn,
} from "./adaptation.ts";
import { optionalPart, withoutNull } from "./layout.ts";
import { structureOf } from "./structure.ts";

/** Compares the types of two parts. */
export type Adapt = (
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
) => Adaptation | Refusal;

/** A field of today: where it was stored (-1: it is new), and how its value becomes today's. */
interface FieldPlan {
  readonly name: string;
  readonly storedIndex: number;
  readonly convert: Adaptation["convert"];
  readonly isOptional: boolean;
}

/** Compares two types with fields; the caller has seen that their structures may become each other. */
export function adaptFields(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
  adapt: Adapt,
): Adaptation | Refusal {
  const plans: FieldPlan[] = [];
  const outcomes = current.fieldTypes.map((type, index): Adaptation | Refusal => {
    const name = current.fieldNames[index] ?? "";
    const storedIndex = stored.fieldNames.indexOf(name);
    const storedType = stored.fieldTypes[storedIndex];
    const place = fieldPath(path, name);
    const outcome =
      storedType === undefined
        ? addedField(type, place)
        : adaptField(storedType, type, place, current, adapt);
    const convert = "convert" in outcome ? outcome.convert : undefined;
    const isOptional = optionalPart(type) !== undefined;
    plans.push({ name, storedIndex, convert, isOptional });
    return outcome;
  });
  const refusal = refusalIn(outcomes);
  if (refusal !== undefined) return refusal;
  const removed = stored.fieldNames
    .filter((name) => !current.fieldNames.includes(name))
    .map((name) => changed(`${fieldPath(path, name)}: removed`, undefined));
  const isReordered = plans.some((plan, index) => plan.storedIndex !== index);
  const fields = [...adaptationsIn(outcomes), ...removed];
  const convert = converterOf(current, plans);
  if (fields.every((field) => field.isSameBytes) && isReordered)
    return {
      ...joined(fields, convert),
      isSameBytes: false,
      changes: [`${path}: fields in another order`],
    };
  return joined(fields, convert);
}

/** V1. */
function addedField(type: AnyTypeInformation, path: string): Adaptation | Refusal {
  if (type.kind === "OPTIONAL")
    return changed(`${path}: added, missing in what was stored`, undefined);
  if (type.kind === "NULLABLE")
    return changed(`${path}: added, null in what was stored`, undefined);
  return { reason: `${path}: ${type.text} was added, which can be neither null nor missing` };
}

function adaptField(
  stored: AnyTypeInformation,
  current: AnyTypeInformation,
  path: string,
  whole: AnyTypeInformation,
  adapt: Adapt,
): Adaptation | Refusal {
  if (structureOf(whole) === "row") {
    const part = adapt(withoutNull(stored), withoutNull(current), path); // any field of a row may be null
    return "reason" in part ? part : keepingNull(part);
  }
  const [storedPart, currentPart] = [optionalPart(stored), optionalPart(current)];
  if (storedPart === undefined) {
    if (currentPart === undefined) return adapt(stored, current, path);
    const part = adapt(stored, currentPart, path);
    return "reason" in part
      ? part
      : {
          ...part,
          isSameBytes: false,
          changes: [...part.changes, becameText(stored, current, path)],
        };
  }
  if (currentPart !== undefined) return adapt(storedPart, currentPart, path);
  if (current.kind !== "NULLABLE")
    return {
      reason: `${path}: OPTIONAL became ${current.text}, but may be missing in what was stored`,
    };
  const part = adapt(storedPart, current, path);
  if ("reason" in part) return part;
  const changes = [...part.changes, `${path}: OPTIONAL became NULLABLE`];
  return { isSameBytes: false, convert: part.convert, changes };
}

/** Builds a value of today from one of the stored type. */
function converterOf(
  type: AnyTypeInformation,
  plans: readonly FieldPlan[],
): (value: unknown) => unknown {
  const structure = structureOf(type); // it says what the casts below say; values are as the stored type read them
  if (structure === "tuple") return (value) => listOf(value as readonly unknown[], plans);
  if (structure === "row") {
    const { shape } = type as RowType;
    return (value) => {
      const row = value as Row;
      return shapedRow(listOf(row, plans), shape, row.getRowKind());
    };
  }
  const prototype = structure === "class" ? (type as ClassType).class.prototype : Object.prototype;
  return (value) => withFields(Object.create(prototype), value as object, plans);
}

function listOf(fields: ArrayLike<unknown>, plans: readonly FieldPlan[]): unknown[] {
  return plans.map(({ storedIndex, convert }) => {
    const field = storedIndex < 0 ? null : fields[storedIndex];
    return convert === undefined ? field : convert(field);
  });
}

function withFields(target: object, fields: object, plans: readonly FieldPlan[]): object {
  for (const { name, isOptional, convert } of plans) {
    if (Object.hasOwn(fields, name)) {
      const field: unknown = Reflect.get(fields, name);
      defineField(target, name, convert === undefined ? field : convert(field));
    } else if (!isOptional) defineField(target, name, null);
  }
  return target;
}
