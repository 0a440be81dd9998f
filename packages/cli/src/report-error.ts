/**
 * Shows an error of the command itself on stderr, and says which exit code it means.
 *
 * Errors of a user's program are shown by the program's own process; they never come here.
 */
import { exitCodes } from "./exit-codes.ts";
import { painter } from "./terminal.ts";

/** An error with a code and a hint, as `StreamError` is; matched by shape so that the table is not loaded for it. */
interface CodedError {
  readonly code: string;
  readonly hint: string;
  readonly message: string;
}

/** Writes `error` to stderr, as text or as one JSON line, and returns the exit code. */
export function reportError(error: unknown, asJson: boolean): number {
  process.stderr.write(`${asJson ? jsonOf(error) : textOf(error)}\n`);
  return isCoded(error) && error.code.startsWith("CLI_") ? exitCodes.usage : exitCodes.failed;
}

function textOf(error: unknown): string {
  if (!isCoded(error))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const paint = painter(process.stderr);
  const [code, ...sentence] = error.message.split("  ");
  return `${paint("red", code ?? error.code)}  ${sentence.join("  ")}\n${paint("cyan", "hint")}   ${error.hint}`;
}

function jsonOf(error: unknown): string {
  if (isCoded(error)) {
    return JSON.stringify({ code: error.code, message: error.message, hint: error.hint });
  }
  return JSON.stringify({ message: error instanceof Error ? error.message : String(error) });
}

function isCoded(error: unknown): error is CodedError {
  return (
    error instanceof Error && "code" in error && "hint" in error && typeof error.code === "string"
  );
}
