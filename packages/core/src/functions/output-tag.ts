/** Names and types a side output. */
import { describeValue } from "../base/describe-value.ts";
import { callerLocation } from "../base/source-location.ts";
import { StreamError, streamError, withPlace } from "../base/stream-error.ts";
import { resolveType } from "../types/resolve-type.ts";
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
      const values = {
        method: "new OutputTag",
        parameter: "id",
        value: describeValue(id),
        expected: "a string that is not empty",
      };
      const where = { location: callerLocation(OutputTag) };
      throw streamError("API_WRONG_TYPE", values, { where });
    }
    this.id = id;
    this.type = type === undefined ? undefined : typeOf(type);
    Object.defineProperty(this, brand, { value: true });
  }

  /** True for tags of any copy of this package. */
  static is(value: unknown): value is OutputTag<unknown> {
    return typeof value === "object" && value !== null && brand in value;
  }
}

function typeOf(type: TypeInput<unknown, never>): AnyTypeInformation {
  try {
    return resolveType(type, { method: "new OutputTag", parameter: "type" });
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    throw withPlace(error, { location: callerLocation(OutputTag) });
  }
}
