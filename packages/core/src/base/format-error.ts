/** An error as the user reads it, whoever raised it; JavaScript's own errors are translated where we know better. */
import {
  causesOf,
  type ErrorStyle,
  framesOf,
  layOutError,
  nameAndMessage,
  type Style,
} from "./error-layout.ts";
import { userFrames } from "./source-location.ts";
import { StreamError } from "./stream-error.ts";
import { translateError } from "./translate-error.ts";

export type { ErrorStyle } from "./error-layout.ts";

export interface FormatErrorOptions {
  /** The folder that locations are shown relative to. */
  readonly cwd: string;
  /** Colours a part; none where it is missing. */
  readonly colour?: ((style: ErrorStyle, text: string) => string) | undefined;
}

/** The text of an error without a line end. Takes anything that can be thrown; JavaScript's own errors are translated. */
export function formatError(error: unknown, options: FormatErrorOptions): string {
  const style: Style = { cwd: options.cwd, colour: options.colour ?? ((_, text) => text) };
  const shown = error instanceof StreamError ? error : (translateError(error) ?? error);
  const lines =
    shown instanceof StreamError ? layOutError(shown, style) : formatForeign(shown, style);
  return lines.join("\n");
}

/** An error that is none of ours: its own sentence, then as above. Without any frame of the user's, its whole stack. */
function formatForeign(error: unknown, style: Style): string[] {
  const first = style.colour("red", nameAndMessage(error));
  if (!(error instanceof Error)) return [first];
  const frames = userFrames(error.stack);
  if (frames.length === 0 && error.cause === undefined) return [error.stack ?? first];
  return [first, ...framesOf(frames, style), ...causesOf(error.cause, frames, style)];
}
