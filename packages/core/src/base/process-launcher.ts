/** Starting another Node process that shares this one's terminal: how a command starts a program. */
import type { Cancel } from "./ports.ts";
import type { EndSignal } from "./process-port.ts";

/** What is started: `node [nodeFlags] file arguments`. */
export interface LaunchRequest {
  readonly nodeFlags: readonly string[];
  readonly file: string;
  readonly arguments: readonly string[];
  /** Environment variables beside those of this process. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A process that was started. Its standard streams are those of this process. */
export interface LaunchedProcess {
  /** The exit code, 128 + the signal's number where a signal ended it. Rejects where it could not be started. */
  readonly ended: Promise<number>;
  signal(signal: EndSignal): void;
}

/** Starts processes, and sees the signals that this one gets meanwhile. */
export interface ProcessLauncher {
  /** The terminal itself sends SIGINT (Ctrl-C) to what is launched, as it shares the terminal with this process. */
  readonly sharesTerminal: boolean;
  launch(request: LaunchRequest): LaunchedProcess;
  /** Calls back for each signal until cancelled; this process does not end by it meanwhile. */
  onSignal(callback: (signal: EndSignal) => void): Cancel;
}
