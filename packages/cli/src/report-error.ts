/**
 * Shows an error of the command itself on stderr, and says which exit code it means.
 *
 * Errors of a user's program are shown by the program's own process (report-failures.ts); they never come here.
 */
import { exitCodes } from "./exit-codes.ts";
import { painter } from "./terminal.ts";

/** Writes `error` to stderr, as text or as one JSON line, and resolves with the exit code. */
export async function reportError(error: unknown, asJson: boolean): Promise<number> {
  const { formatError, StreamError } = await import("millrace/unstable/program");
  // Its frames are of the command itself: nothing that helps the user.
  if (error instanceof StreamError) error.stack = "";
  const text = asJson
    ? jsonOf(error)
    : formatError(error, { cwd: process.cwd(), colour: painter(process.stderr) });
  process.stderr.write(`${text}\n`);
  return error instanceof StreamError && error.code.startsWith("CLI_")
    ? exitCodes.usage
    : exitCodes.failed;
}

function jsonOf(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify({ message: String(error) });
  const { message } = error;
  const code = "code" in error ? error.code : undefined;
  const hint = "hint" in error ? error.hint : undefined;
  return JSON.stringify({ code, message, hint });
}
