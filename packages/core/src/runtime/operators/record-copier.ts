/** How a record is copied where two owners would share it (O1). */
import { compileSource, detectCodeGeneration } from "../../types/code-generation.ts";
import { copyGeneral } from "../../types/general-copier.ts";
import type { AnyTypeInformation } from "../../types/type-information.ts";

/** Copies what may be shared. */
export type RecordCopier = (value: unknown) => unknown;

/** A copier for records of the type, `undefined` where none is needed: immutable values, or `pipeline.object-reuse`. */
export function recordCopier(
  type: AnyTypeInformation | undefined,
  isObjectReuse: boolean,
): RecordCopier | undefined {
  if (isObjectReuse || type?.isImmutable === true) return undefined;
  if (type !== undefined) return type.createCopier();
  return detectCodeGeneration() === "allowed" ? compileCopier() : copyUndeclared;
}

function copyUndeclared(value: unknown): unknown {
  return typeof value === "object" && value !== null ? copyGeneral(value) : value;
}

/**
 * The same, compiled for one place: plain objects of primitives are copied here, where V8 sees the shapes of this place
 * only; everything else by the general copier. `__proto__` is what V8 reads fastest; an own field of that name makes it
 * something else, and is left to the general copier too.
 */
function compileCopier(): RecordCopier {
  const body = `return function copy(value) {
if (typeof value !== "object" || value === null) return value;
if (value.__proto__ !== ObjectPrototype) return copyGeneral(value);
const copied = { ...value };
for (const name in copied) {
const field = copied[name];
if ((typeof field === "object" && field !== null) || typeof field === "function" || typeof field === "symbol") return copyGeneral(value);
}
return copied;
};`;
  const bindings = { copyGeneral, ObjectPrototype: Object.prototype };
  return compileSource("copier", bindings, body) as RecordCopier; // the text is such a function
}
