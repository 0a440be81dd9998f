/**
 * Errors that end a program, shown as `formatError` shows them: also those of Node itself while it loads the program, such
 * as a type imported as a value.
 *
 * Installed by a flag of Node before the program is loaded; it loads nothing until an error is there to be shown.
 */
import { styleText } from "node:util";
import { formatError } from "../format-error.ts";
import { StreamError, toWire } from "../stream-error.ts";
import { translateError } from "../translate-error.ts";

/**
 * Flags that make `node` show uncaught errors by the module at `entryUrl`, which exports `writeUncaughtError`.
 *
 * @param json One JSON object on stderr instead of text.
 */
export function uncaughtErrorFlags(entryUrl: string, json: boolean): string[] {
  // Node waits for no promise after an uncaught error, so the timer keeps the process alive until the text is out.
  const source = `process.on("uncaughtException",(error)=>{
if(process.listenerCount("uncaughtException")>1)return;
const alive=setTimeout(()=>{},2**30);
import(${JSON.stringify(entryUrl)})
.then((entry)=>entry.writeUncaughtError(error,${json}),()=>console.error(error))
.finally(()=>{clearTimeout(alive);process.exit(process.exitCode||1)})
});`;
  return ["--import", `data:text/javascript,${encodeURIComponent(source)}`];
}

/** Writes an error to standard error, as text or as one JSON object. */
export function writeUncaughtError(error: unknown, json: boolean): void {
  const text = json
    ? jsonOf(error)
    : formatError(error, {
        cwd: process.cwd(),
        colour: (style, part) => styleText(style, part, { stream: process.stderr }),
      });
  process.stderr.write(`${text}\n`);
}

function jsonOf(error: unknown): string {
  const known = error instanceof StreamError ? error : translateError(error);
  if (known !== undefined) return JSON.stringify({ ...toWire(known), hint: known.hint });
  return JSON.stringify({ message: error instanceof Error ? error.message : String(error) });
}
