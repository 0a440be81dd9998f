/** Where the user called a method of the API: kept on every node, and named by every error that a call raises. */
import { describeValue } from "../base/describe-value.ts";
import { callerLocation } from "../base/source-location.ts";
import { type StreamError, streamError } from "../base/stream-error.ts";

/** A call of the user's program. */
export interface CallSite {
  /** `DataStream.map` */
  readonly method: string;
  /** `file:line:column`; `undefined` where the stack does not tell. */
  readonly location: string | undefined;
}

/** The call of a method of `on`, written `Class.method`. Call it from inside of that method. */
export function callSite(on: object, method: string): CallSite {
  const above: unknown = Reflect.get(on, method.slice(method.lastIndexOf(".") + 1));
  return { method, location: typeof above === "function" ? callerLocation(above) : undefined };
}

/** `API_WRONG_TYPE` at the user's call. */
export function wrongType(
  at: CallSite,
  parameter: string,
  value: unknown,
  expected: string,
): StreamError {
  const values = { method: at.method, parameter, value: describeValue(value), expected };
  return streamError("API_WRONG_TYPE", values, { where: { location: at.location } });
}
