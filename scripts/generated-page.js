// Writes a generated page, or, with --check, compares it and fails where it is out of date.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** Writes `text` to `path` (from the repository's root); with `--check` on the command line compares instead. */
export function writeOrCheck(path, text, command = "npm run docs") {
  const file = join(root, path);
  if (!process.argv.includes("--check")) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (readFileSync(file, "utf8") === text) return;
  process.stderr.write(`${path} is out of date. Run: ${command}\n`);
  process.exitCode = 1;
}

/** Text for one cell of a Markdown table. */
export function cell(text) {
  return String(text).replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
}
