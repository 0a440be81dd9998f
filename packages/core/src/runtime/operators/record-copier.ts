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

/** A copier for what waits between two calls. What cannot be copied waits as it is: whether a record has to wait must not decide whether the job fails. */
export function heldCopier(type: AnyTypeInformation | undefined): RecordCopier {
  const copy = recordCopier(type, false);
  if (copy === undefined) return (value) => value;
  return (value) => {
    try {
      return copy(value);
    } catch {
      return value;
    }
  };
}

function copyUndeclared(value: unknown): unknown {
  return typeof value === "object" && value !== null ? copyGeneral(value) : value;
}

const FIELD_LIMIT = 32;

/**
 * The same, compiled for one place, so that V8 sees the shapes of this place only. Plain objects with the fields of the
 * first record, all primitive, are copied by a literal, which costs little or nothing where the copy is short-lived;
 * everything else by the general copier.
 */
function compileCopier(): RecordCopier {
  // `shaped` is called from one place and assigned once: a call whose target never changes is inlined.
  const body = `let shaped;
return function copy(value) {
if (typeof value !== "object" || value === null) return value;
if (shaped !== undefined) return shaped(value);
shaped = compileShape(value);
return copyGeneral(value);
};`;
  return compileSource("copier", { copyGeneral, compileShape }, body) as RecordCopier; // the text is such a function
}

/** A copier for plain objects that look like the first one. */
function compileShape(first: object): RecordCopier {
  const names = Object.keys(first);
  // An own field named `__proto__` would set the prototype of a literal.
  if (
    Object.getPrototypeOf(first) !== Object.prototype ||
    names.length > FIELD_LIMIT ||
    names.includes("__proto__")
  ) {
    return copyGeneral;
  }
  const quoted = names.map((name) => JSON.stringify(name));
  const isOther = names.map(
    (_, index) =>
      `(typeof f${index} === "object" && f${index} !== null) || typeof f${index} === "function" || typeof f${index} === "symbol"`,
  );
  // `__proto__` is what V8 reads fastest; where it is an own field it is something else.
  const body = `const names = [${quoted.join(", ")}];
return function copyShape(value) {
if (value.__proto__ !== ObjectPrototype) return copyGeneral(value);
let index = 0;
for (const name in value) { if (name !== names[index]) return copyGeneral(value); index++; }
if (index !== ${names.length}) return copyGeneral(value);
${quoted.map((name, index) => `const f${index} = value[${name}];`).join("\n")}
if (${isOther.join(" || ") || "false"}) return copyGeneral(value);
return { ${quoted.map((name, index) => `${name}: f${index}`).join(", ")} };
};`;
  const bindings = { copyGeneral, ObjectPrototype: Object.prototype };
  return compileSource("copier", bindings, body) as RecordCopier; // the text is such a function
}
