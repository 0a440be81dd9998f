/** Enums: a union of strings plus a frozen const object of the same name (api.md rule 1.4). */
export type Enum<Name extends string> = { readonly [P in Name]: P };

/** `enumOf("A", "B")` is the frozen object `{ A: "A", B: "B" }`. */
export function enumOf<const Names extends readonly string[]>(
  ...names: Names
): Enum<Names[number]> {
  return Object.freeze(Object.fromEntries(names.map((name) => [name, name]))) as Enum<
    Names[number]
  >; // the names are the keys
}
