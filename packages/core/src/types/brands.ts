/** The brands by which values of any copy of the package are recognised: `instanceof` knows only its own copy. */

/** On the prototype of rows. */
export const rowBrand: symbol = Symbol.for("millrace.Row");
/** On the prototype of decimals. */
export const bigDecimalBrand: symbol = Symbol.for("millrace.BigDecimal");

/** True for an object that carries the brand. */
export function hasBrand(value: unknown, brand: symbol): boolean {
  return typeof value === "object" && value !== null && brand in value;
}
