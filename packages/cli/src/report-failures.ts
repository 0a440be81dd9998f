/**
 * Loaded into a program that the command starts, before the program: what ends it is shown as code, sentence, hint and the
 * user's own frames, also where it could not even be loaded (a type imported without `type`).
 *
 * Does nothing until then, and nothing where the program handles uncaught exceptions itself. Exit code 1, as Node's own.
 */
import { createRequire } from "node:module";
import { styleText } from "node:util";
import type { StreamError } from "millrace/unstable/program";

type ProgramEntry = typeof import("millrace/unstable/program");

process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  // Synchronously, because the process must not go on meanwhile; and only now, because no healthy program needs it.
  // The entry's own type; `require` cannot know it.
  const program = createRequire(import.meta.url)("millrace/unstable/program") as ProgramEntry;
  const translated = program.translateError(error);
  // Its own frames are of this file; those of the user are its cause's.
  if (translated !== undefined) translated.stack = "";
  const shown = translated ?? error;
  process.stderr.write(`${wantsJson(program) ? jsonOf(shown) : textOf(shown, program)}\n`);
  process.exit(1);
});

function wantsJson(program: ProgramEntry): boolean {
  const text = process.env[program.PROGRAM_SETTINGS_VARIABLE];
  return text !== undefined && program.parseProgramSettings(text).json;
}

function textOf(error: Error, program: ProgramEntry): string {
  return program.formatError(error, {
    cwd: process.cwd(),
    colour: (style, part) => styleText(style, part, { stream: process.stderr }),
  });
}

/** One line in the form of the log's: pino's numbers and names. */
function jsonOf(error: Error): string {
  const { code, hint, where } = error as Partial<StreamError>; // undefined in errors of other kinds
  const cause = error.cause instanceof Error ? error.cause.stack : undefined;
  return JSON.stringify({
    level: 50,
    time: Date.now(),
    code,
    hint,
    where,
    stack: error.stack,
    cause,
    msg: error.message,
  });
}
