/** A value as an error names it: what kind of thing it is rather than all it holds. Never `[object Object]`. */

/** Strings quoted, functions and instances by name, plain objects by their field names. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (isClass(value)) return `the class ${value.name || "without a name"}`;
  if (typeof value === "function") return `the function ${value.name || "without a name"}`;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const name: unknown = value.constructor?.name;
  return typeof name === "string" && name !== "" && name !== "Object"
    ? `an instance of ${name}`
    : `an object with ${Object.keys(value).join(", ") || "no fields"}`;
}

/** True for what was declared with `class`. */
export function isClass(value: unknown): value is new () => object {
  return typeof value === "function" && /^class\b/.test(Function.prototype.toString.call(value));
}
