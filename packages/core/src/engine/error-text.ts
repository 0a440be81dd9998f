/** A job's error as text for standard error: code and sentence, place, hint, and the user's own stack frames. */
import { StreamError } from "../base/stream-error.ts";

/** Several lines, each ended. */
export function errorText(error: unknown): string {
  if (!(error instanceof StreamError))
    return `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`;
  const { operator, subtask, location, record, key } = error.where;
  const lines = [error.message];
  const at = [operator, location].filter((part) => part !== undefined).join(", ");
  if (at !== "") lines.push(`at     ${at}${subtask === undefined ? "" : `, subtask ${subtask}`}`);
  if (record !== undefined) lines.push(`record ${record}`);
  if (key !== undefined) lines.push(`key    ${key}`);
  lines.push(`hint   ${error.hint}`, `docs   reference/errors#${error.code.toLowerCase()}`);
  if (error.cause instanceof Error && error.cause.stack !== undefined)
    lines.push(error.cause.stack);
  return `${lines.join("\n")}\n`;
}
