/** The process that hosts a program: signals, exit code, promises nobody handled, an event loop that runs dry. */

/** Takes back what was registered; calling it again does nothing. */
type Cancel = () => void;

/** The signals that ask a process to end. */
export type EndSignal = "SIGINT" | "SIGTERM";

/** What the engine needs of the process while jobs run. Every registration is taken back when the last job has ended. */
export interface ProcessPort {
  /** Standard error is a terminal: a progress line may be drawn. */
  readonly isStderrTerminal: boolean;
  /** Calls back for each signal until cancelled; the platform's default (to end at once) is off meanwhile. */
  onSignal(callback: (signal: EndSignal) => void): Cancel;
  /**
   * Calls back for each rejected promise that nobody handled, with the owner given to `runOwned` in whose calls it was
   * made, `undefined` where it was made elsewhere. Answering `false` leaves it to the platform's default.
   */
  onUnhandledRejection(callback: (reason: unknown, owner: unknown) => boolean): Cancel;
  /** Calls back when nothing is left that could wake the process: it ends unless the callback starts something. */
  onIdle(callback: () => void): Cancel;
  /** Runs `body`; promises made in it, and in what it starts, belong to `owner`. */
  runOwned<R>(owner: unknown, body: () => R): R;
  /** The exit code of the process's own end. */
  setExitCode(code: number): void;
  /** Ends the process at once. */
  exit(code: number): void;
}
