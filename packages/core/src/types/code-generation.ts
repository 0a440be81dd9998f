/**
 * Compiles source text into functions, where the runtime allows it.
 *
 * Every generated function gets a source URL of its own: V8 shares type feedback between equal texts, and shared
 * feedback of different record shapes is slow.
 */

/** Whether functions may be made from text: `forbidden` under `--disallow-code-generation-from-strings`. */
export type CodeGeneration = "allowed" | "forbidden";

let compiledCount = 0; // only makes source URLs unique; no behaviour depends on it

/** Asks the runtime. */
export function detectCodeGeneration(): CodeGeneration {
  try {
    // oxlint-disable-next-line typescript/no-implied-eval -- asks whether it is allowed
    return new Function("return true")() === true ? "allowed" : "forbidden";
  } catch {
    return "forbidden";
  }
}

/** Compiles `body` with the names of `bindings` as constants and returns what the body returns. */
export function compileSource(
  name: string,
  bindings: Readonly<Record<string, unknown>>,
  body: string,
): unknown {
  compiledCount += 1;
  const source = `"use strict";\n${body}\n//# sourceURL=millrace-${name}-${compiledCount}`;
  // oxlint-disable-next-line typescript/no-implied-eval -- what this file is for; the text is ours
  return new Function(...Object.keys(bindings), source)(...Object.values(bindings));
}
