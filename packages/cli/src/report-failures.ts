/**
 * Loaded into a program that the command starts, before the program: what ends it is shown as code, sentence, hint and the
 * user's own frames, also where it could not even be loaded (a type imported without `type`).
 *
 * Does nothing until then, and nothing where the program handles uncaught exceptions itself. Exit code 1, as Node's own.
 */
import { createRequire } from "node:module";
import { styleText } from "node:util";

process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  // Synchronously, because the process must not go on meanwhile; and only now, because no healthy program needs it.
  const { formatError, translateError } = createRequire(import.meta.url)(
    "millrace/unstable/program",
    // The entry's own types; `require` cannot know them.
  ) as typeof import("millrace/unstable/program");
  const translated = translateError(error);
  // Its own frames are of this file; those of the user are its cause's.
  if (translated !== undefined) translated.stack = "";
  const text = formatError(translated ?? error, {
    cwd: process.cwd(),
    colour: (style, part) => styleText(style, part, { stream: process.stderr }),
  });
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
