/**
 * Errors of JavaScript that users of this package meet, as errors that say what to do.
 *
 * They are recognized by V8's and Node's texts; one that is not recognized is left alone.
 */
import { locationOf, pathOf, userFrames } from "./source-location.ts";
import { type StreamError, streamError } from "./stream-error.ts";

/** `error` as a `StreamError` with `error` as its cause, or `undefined` where there is nothing to add. */
export function translateError(error: unknown): StreamError | undefined {
  if (!(error instanceof Error)) return undefined;
  const translated = recognized(error);
  // Where it was translated tells nobody anything.
  if (translated !== undefined)
    translated.stack = `${translated.name}: ${translated.message}${frameLines(error)}`;
  return translated;
}

function recognized(error: Error): StreamError | undefined {
  const { message } = error;
  const options = { cause: error, where: { location: placeOf(error) } };

  const [, module, missing] =
    /requested module '(.+?)' does not provide an export named '(.+?)'/.exec(message) ?? [];
  if (missing !== undefined)
    return streamError("JAVASCRIPT_NO_SUCH_EXPORT", { module, name: missing }, options);

  if ("code" in error && error.code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return streamError("JAVASCRIPT_UNSUPPORTED_SYNTAX", { detail: firstLine(message) }, options);
  }
  if (!(error instanceof TypeError)) return undefined;

  const [, member] = /^Cannot (?:read|write) private member (\S+)/.exec(message) ?? [];
  if (member !== undefined)
    return streamError("JAVASCRIPT_PRIVATE_MEMBER", { name: member }, options);

  const [, receiver] = /^Receiver must be (?:an instance of )?class (\S+)/.exec(message) ?? [];
  if (receiver !== undefined) {
    return streamError("JAVASCRIPT_PRIVATE_MEMBER", { name: `of class ${receiver}` }, options);
  }

  const [, property] =
    /^Cannot (?:read|set) properties of undefined \((?:reading|setting) '(.*)'\)/.exec(message) ??
    [];
  if (property !== undefined)
    return streamError("JAVASCRIPT_UNBOUND_METHOD", { name: property }, options);

  if (
    /^Cannot (?:assign to read only property|add property|delete property|define property)/.test(
      message,
    )
  )
    return streamError("JAVASCRIPT_FROZEN_OBJECT", { detail: firstLine(message) }, options);

  const [, className] =
    /^Class constructor (\S+) cannot be invoked without 'new'/.exec(message) ?? [];
  if (className !== undefined)
    return streamError("JAVASCRIPT_CLASS_NOT_CREATED", { name: className }, options);
  return undefined;
}

/** The user's place: of errors while loading, Node writes it before the message instead of as a frame. */
function placeOf(error: Error): string | undefined {
  const [frame] = userFrames(error.stack);
  if (frame !== undefined) return locationOf(frame);
  const [, file, line] = /^(\S.*):(\d+)$/.exec(firstLine(error.stack ?? "")) ?? [];
  return file === undefined ? undefined : `${pathOf(file)}:${line}`;
}

function frameLines(error: Error): string {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return lines.map((line) => `\n${line}`).join("");
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0]?.trim() ?? "";
}
