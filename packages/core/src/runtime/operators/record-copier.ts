/** How a record is copied where two owners would share it (O1). */
import { copyGeneral } from "../../types/general-copier.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";

/** A copier for records of the type, `undefined` where none is needed: immutable values, or `pipeline.object-reuse`. */
export function recordCopier(
  type: AnyTypeInformation | undefined,
  isObjectReuse: boolean,
): ((value: unknown) => unknown) | undefined {
  if (isObjectReuse || type?.isImmutable === true) return undefined;
  return type === undefined ? copyUndeclared : type.createCopier();
}

function copyUndeclared(value: unknown): unknown {
  return typeof value === "object" && value !== null ? copyGeneral(value) : value;
}
