/** Names and types a side output. */
import { streamError } from "../base/stream-error.ts";
import type { AnyTypeInformation, TypeInput } from "../types/type-information.ts";

const brand: unique symbol = Symbol.for("millrace.OutputTag") as never; // one symbol for all copies of the package

/** A side output: `ctx.output(tag, value)` sends, `stream.getSideOutput(tag)` receives. Tags are equal by id within an operator. */
export class OutputTag<in T> {
  declare private readonly accepts: (value: T) => void;
  readonly id: string;
  readonly type: AnyTypeInformation | undefined;

  /** `id`: not empty. `type`: declares the side output's records. */
  constructor(id: string, type?: TypeInput<T, never>) {
    if (typeof id !== "string" || id === "") {
      throw streamError("API_WRONG_TYPE", {
        method: "OutputTag",
        parameter: "id",
        value: String(id),
        expected: "a string that is not empty",
      });
    }
    this.id = id;
    this.type =
      typeof type === "function"
        ? (type() as AnyTypeInformation)
        : (type as AnyTypeInformation | undefined);
    Object.defineProperty(this, brand, { value: true });
  }

  /** True for tags of any copy of this package. */
  static is(value: unknown): value is OutputTag<unknown> {
    return typeof value === "object" && value !== null && brand in value;
  }
}
