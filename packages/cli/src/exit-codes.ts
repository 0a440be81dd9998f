/**
 * The exit codes of `millrace`, as documented in docs/reference/command-line.md.
 *
 * A program that ends by itself with another code passes it on unchanged.
 */
import { constants } from "node:os";

/** What the exit code of `millrace` means. */
export const exitCodes: {
  /** The program ended well. */
  readonly ok: 0;
  /** The job or the program failed. */
  readonly failed: 1;
  /** The command line itself was wrong; nothing was started. */
  readonly usage: 2;
} = Object.freeze({ ok: 0, failed: 1, usage: 2 });

/** The exit code that shells use for a process ended by `signal`: 130 for SIGINT, 143 for SIGTERM. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
