/** Colours and questions belong to terminals only: everything that depends on being one is decided here. */
import type { WriteStream } from "node:tty";
import { styleText } from "node:util";

/** The colours that this command uses. */
export type Colour = "bold" | "cyan" | "dim" | "green" | "red";

/** A function that colours text where `stream` is a terminal (and NO_COLOR is not set), and leaves it alone elsewhere. */
export function painter(
  stream: WriteStream | NodeJS.WriteStream,
): (colour: Colour, text: string) => string {
  return (colour, text) => styleText(colour, text, { stream });
}

/** Whether there is someone to ask: both ends are terminals and this is no build server. */
export function canAsk(): boolean {
  return (
    process.stdin.isTTY === true && process.stdout.isTTY === true && process.env["CI"] === undefined
  );
}
