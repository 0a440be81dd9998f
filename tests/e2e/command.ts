/**
 * Runs real commands as a user does: in a folder of their own, with the system's PATH, in processes of their own.
 *
 * What the test runner put into the environment (its own variables, npm's, `node_modules/.bin` on the PATH) is taken out.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** The repository's root. */
export const root: string = resolve(import.meta.dirname, "../..");

/** What a finished process left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command whose output can be waited for. */
export interface Running {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Resolves when stdout and stderr together have matched; rejects when the process ends before that. */
  shown(pattern: RegExp): Promise<void>;
}

/** The environment of a user's shell. */
function userEnvironment(extra: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours =
    /^(npm_|VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|INIT_CWD$|MILLRACE_|FORCE_COLOR$|TINYPOOL)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((part) => !part.endsWith(join("node_modules", ".bin")));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NO_COLOR: "1", ...extra };
}

/** Starts a command line in `folder` through the shell, in a process group of its own. */
export function start(folder: string, commandLine: string, env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn("bash", ["-c", commandLine], {
    cwd: folder,
    env: userEnvironment(env),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  let changed = (): void => {};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    changed();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    changed();
  });
  const finished = new Promise<Finished>((settle, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => settle({ exitCode, stdout, stderr }));
  });
  const shown = (pattern: RegExp): Promise<void> =>
    new Promise((settle, reject) => {
      changed = () => {
        if (pattern.test(stdout + stderr)) settle();
      };
      changed();
      finished.then(
        () => reject(new Error(`It ended without showing ${pattern}: ${stdout}${stderr}`)),
        reject,
      );
    });
  return { child, finished, shown };
}

/** Runs a command line to its end. */
export function command(
  folder: string,
  commandLine: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return start(folder, commandLine, env).finished;
}

/** A new folder that is removed when the test has finished. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "millrace-e2e-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A project outside of the repository that has the repository's packages installed, by a link. */
export function projectWithSources(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(
    join(folder, "package.json"),
    '{ "name": "user", "private": true, "type": "module" }\n',
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** The text of all files below `folder`, in the order of their paths: what `find … -exec cat` shows. */
export function textBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => readFileSync(path, "utf8"))
    .join("");
}
