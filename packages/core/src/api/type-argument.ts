/** Type arguments: a type, or one of our uncalled factories (`Types.STRING`); anything else is an error at the user's call. */
import { resolveType } from "../types/resolve-type.ts";
import type { AnyTypeInformation } from "../types/type-information.ts";
import { Types } from "../types/types.ts";
import type { CallSite } from "./call-site.ts";
import { checkAt } from "./check-arguments.ts";

/** A type argument of any kind. */
export type AnyTypeInput = AnyTypeInformation | (() => AnyTypeInformation);

/** The type that was given; `undefined` where none was. */
export function typeArgument(
  at: CallSite,
  parameter: string,
  type: AnyTypeInput | undefined,
): AnyTypeInformation | undefined {
  if (type === undefined) return undefined;
  return checkAt(at, () => resolveType<unknown, never>(type, { method: at.method, parameter }));
}

/** The type of values that nobody declared. */
export function genericType(): AnyTypeInformation {
  return Types.GENERIC();
}

/** Type of a projection: the chosen fields of a tuple or a row. `undefined` where the input's type is not declared. */
export function projectedType(
  input: AnyTypeInformation | undefined,
  positions: readonly number[],
): AnyTypeInformation | undefined {
  if (input === undefined) return undefined;
  const fields = positions.flatMap((position) => input.fieldTypes[position] ?? []);
  if (fields.length < positions.length) return undefined;
  // The factories infer from literal lists; here the list is known at run time only.
  const { TUPLE, ROW } = Types as unknown as Record<
    "TUPLE" | "ROW",
    (fieldTypes: readonly AnyTypeInformation[]) => AnyTypeInformation
  >;
  if (input.kind === "TUPLE") return TUPLE(fields);
  return input.kind === "ROW" ? ROW(fields) : undefined;
}
