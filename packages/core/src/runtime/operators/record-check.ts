/**
 * What a user's function may return as a record, and its conversion into the declared output type.
 *
 * Undefined and promises are refused with a code of their own. With a declared type the record is converted, which is
 * skipped for values that are already what the type makes of them (a test on `typeof` or a range).
 */
import { isThenable } from "../../base/is-thenable.ts";
import { streamError } from "../../base/stream-error.ts";
import type { AnyTypeInformation, TypeKind } from "../../types/type-information.ts";
import type { OperatorCode } from "./operator-code.ts";

/** When a value needs no conversion, as text over `v` and as a function. */
interface Shortcut {
  readonly text: string;
  accepts(value: unknown): boolean;
}

// Kinds that are missing here are always converted.
const shortcuts: { readonly [Kind in TypeKind]?: Shortcut } = {
  STRING: { text: 'typeof v === "string"', accepts: (v) => typeof v === "string" },
  BOOLEAN: { text: 'typeof v === "boolean"', accepts: (v) => typeof v === "boolean" },
  DOUBLE: { text: 'typeof v === "number"', accepts: (v) => typeof v === "number" },
  INT: { text: "(v | 0) === v", accepts: (v) => Number.isInteger(v) && (Number(v) | 0) === v },
  LONG: { text: "Number.isSafeInteger(v)", accepts: (v) => Number.isSafeInteger(v) },
};

/** How many records are looked at for being promises. */
const INSPECTED_RECORDS = 256;

/** Checks and converts the records that a function of one operator hands out. */
export class RecordCheck {
  /** How many records of undeclared type are still looked at. Generated code changes to a version without when all are done. */
  inspectionsLeft: number = INSPECTED_RECORDS;
  readonly #type: AnyTypeInformation | undefined;
  readonly #operatorName: string;
  readonly #shortcut: Shortcut | undefined;

  constructor(type: AnyTypeInformation | undefined, operatorName: string) {
    this.#type = type === undefined || type.kind === "GENERIC" ? undefined : type;
    this.#operatorName = operatorName;
    this.#shortcut = this.#type === undefined ? undefined : shortcutOf(this.#type);
  }

  /** The record that flows on; throws `FUNCTION_RETURNED_UNDEFINED`, `FUNCTION_RETURNED_PROMISE` or `TYPE_WRONG_VALUE`. */
  check(value: unknown): unknown {
    if (this.#type !== undefined)
      return this.#shortcut?.accepts(value) === true ? value : this.convert(value);
    if (value === undefined || this.inspectionsLeft !== 0) this.inspect(value);
    return value;
  }

  /** Converts into the declared type what is not of it already. */
  convert(value: unknown): unknown {
    if (value === undefined || isThenable(value)) throw this.refusal(value);
    return this.#type === undefined ? value : this.#type.convert(value, "record");
  }

  /** Looks for promises; a function that is asynchronous returns one from the first record on. */
  inspect(value: unknown): void {
    if (this.inspectionsLeft > 0) this.inspectionsLeft -= 1;
    if (value === undefined || isThenable(value)) throw this.refusal(value);
  }

  /** The error for a value that is not a record. */
  refusal(value: unknown): Error {
    const operator = this.#operatorName;
    if (value === undefined) return streamError("FUNCTION_RETURNED_UNDEFINED", { operator });
    return streamError("FUNCTION_RETURNED_PROMISE", { operator });
  }

  /** Writes the same as `check` for a variable, which is assigned. */
  generate(code: OperatorCode, variable: string): void {
    const bound = code.bind("check", this);
    if (this.#shortcut !== undefined) {
      const accepts = this.#shortcut.text.replaceAll(/\bv\b/g, variable);
      code.line(`if (!(${accepts})) ${variable} = ${bound}.convert(${variable});`);
    } else if (this.#type !== undefined) {
      code.line(`${variable} = ${bound}.convert(${variable});`);
    } else {
      // The value is passed to no call that is ever made: it would have to be allocated where it is not otherwise.
      const isPromise = `typeof ${variable} === "object" && ${variable} !== null && typeof ${variable}.then === "function"`;
      code.line(`if (${variable} === undefined) throw ${bound}.refusal(${variable});`);
      const done = code.inspectionDone(this);
      if (done === undefined) return;
      code.line(`if (${bound}.inspectionsLeft !== 0) {`);
      code.line(`if (${isPromise}) throw ${bound}.refusal(${variable});`);
      code.line(`if (--${bound}.inspectionsLeft === 0) ${done};\n}`);
    }
  }
}

function shortcutOf(type: AnyTypeInformation): Shortcut | undefined {
  // LONG({ bigint: true }) makes bigints of numbers, so that a number is not yet the value.
  if (type.kind === "LONG" && typeof type.convert(0, "record") !== "number") return undefined;
  return shortcuts[type.kind];
}
