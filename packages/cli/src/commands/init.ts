/**
 * `millrace init [folder]`: writes a project that runs.
 *
 * Never overwrites: a folder that has anything in it is refused. Asks for the folder only where there is someone to ask.
 */
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { exitCodes } from "../exit-codes.ts";
import { canAsk, painter } from "../terminal.ts";
import { packageVersion } from "../version.ts";
import { projectFiles } from "./project-template.ts";

/** Creates a project in `folder` (default: asked for, or the current folder) and returns the exit code. */
export async function init(folder: string | undefined): Promise<number> {
  const chosen = folder ?? (canAsk() ? await askForFolder() : ".");
  if (chosen === undefined) return exitCodes.failed;
  const target = resolve(chosen);
  if (!(await isEmptyOrAbsent(target))) {
    const { streamError } = await import("millrace/unstable/program");
    throw streamError("CLI_FOLDER_NOT_EMPTY", { folder: target });
  }
  const files = projectFiles(projectName(target), packageVersion());
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), text);
  }
  process.stderr.write(nextSteps(target, Object.keys(files)));
  return exitCodes.ok;
}

async function askForFolder(): Promise<string | undefined> {
  const { cancel, isCancel, text } = await import("@clack/prompts");
  const answer = await text({
    message: "Where should the project be?",
    placeholder: "my-job",
    defaultValue: "my-job",
  });
  if (!isCancel(answer)) return answer;
  cancel("Nothing was created.");
  return undefined;
}

async function isEmptyOrAbsent(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length === 0;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return true;
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return false;
    throw error;
  }
}

/** A name that npm accepts, made from the folder's. */
function projectName(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" ? "my-job" : name;
}

function nextSteps(target: string, files: readonly string[]): string {
  const paint = painter(process.stderr);
  const folder = relative(process.cwd(), target);
  const steps = [...(folder === "" ? [] : [`cd ${folder}`]), "npm install", "npm start"];
  return [
    `Created ${paint("bold", target)}: ${files.join(", ")}.`,
    "Next:",
    ...steps.map((step) => `  ${paint("cyan", step)}`),
    "",
  ].join("\n");
}
