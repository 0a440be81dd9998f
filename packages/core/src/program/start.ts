/**
 * Starts a program in a process of its own, as `node file arguments`; the command only waits and passes signals on.
 *
 * The program is never imported here: it may call `process.exit`, keep the event loop busy or have its own loaders.
 */
import type { FileSystem } from "../base/ports.ts";
import type { LaunchedProcess, ProcessLauncher } from "../base/process-launcher.ts";
import type { EndSignal } from "../base/process-port.ts";
import { streamError } from "../base/stream-error.ts";
import {
  PROGRAM_SETTINGS_VARIABLE,
  type ProgramSettings,
  serializeProgramSettings,
} from "./settings.ts";

/** A program to start. */
export interface ProgramStart {
  /** Path of the program. */
  readonly file: string;
  readonly settings: ProgramSettings;
  /** Flags of Node before the file, such as `--enable-source-maps`; none where it is missing. */
  readonly nodeFlags?: readonly string[];
}

/** What starting needs of the world outside. */
export interface StartPorts {
  readonly launcher: ProcessLauncher;
  readonly fileSystem: Pick<FileSystem, "status">;
}

/**
 * Starts a program and resolves with its exit code, 128 + the signal's number where a signal ended it.
 *
 * SIGTERM goes on to the program, SIGINT too unless the terminal has sent it there already. Rejects with
 * `PROGRAM_NOT_FOUND` or `PROGRAM_IS_FOLDER` before anything was started.
 */
export async function startProgram(
  start: ProgramStart,
  { launcher, fileSystem }: StartPorts,
): Promise<number> {
  const { file, settings } = start;
  const status = await fileSystem.status(file);
  if (status === undefined) throw streamError("PROGRAM_NOT_FOUND", { file });
  if (status.isDirectory) throw streamError("PROGRAM_IS_FOLDER", { file });
  // Listening before launching: a signal in between would end this process and leave the program behind.
  let launched: LaunchedProcess | undefined;
  let early: EndSignal | undefined;
  const cancel = launcher.onSignal((signal) => {
    if (launched === undefined) early = signal;
    else if (signal !== "SIGINT" || !launcher.sharesTerminal) launched.signal(signal);
  });
  try {
    launched = launcher.launch({
      nodeFlags: start.nodeFlags ?? [],
      file,
      arguments: settings.arguments,
      environment: { [PROGRAM_SETTINGS_VARIABLE]: serializeProgramSettings(settings) },
    });
    if (early !== undefined) launched.signal(early);
    return await launched.ended;
  } finally {
    cancel();
  }
}
