/** GENERIC (PICKLED_BYTE_ARRAY): undeclared values of any kind, through the general copier. The slow lane. */
import { copyGeneral } from "../general-copier.ts";
import { textOf } from "../text.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";

/**
 * The type of undeclared values. It has a class of its own, so that `map(f, Types.GENERIC())` can leave the type of the
 * result to `f` instead of making it `any`.
 */
// biome-ignore lint/suspicious/noExplicitAny: an undeclared field of a tuple or row may be anything
export class GenericType extends TypeInformation<any, any> {
  /** Tells this type from all others for the compiler: the function decides what flows. */
  declare readonly isUndeclared: true;
  override readonly kind = "GENERIC";
  override readonly text = "GENERIC";
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = false;

  override isValue(value: unknown): boolean {
    return value !== undefined;
  }

  override convert(input: unknown, path: string): unknown {
    if (input === undefined) throw wrongValue(input, path, this.text);
    return input;
  }

  override toText(value: unknown): string {
    return textOf(value);
  }

  override createCopier(): Copier<unknown> {
    return copyGeneral;
  }

  override equals(other: AnyTypeInformation): boolean {
    return other.kind === "GENERIC";
  }
}

/** The one instance. */
export const GENERIC_TYPE: GenericType = new GenericType();
