/**
 * The progress line and the closing summary on standard error (api.md section 4). Never touches standard output.
 *
 * On a terminal one line is drawn over and over; elsewhere only the summary is written, because a log of progress lines
 * helps nobody. In `auto` both appear only after two seconds.
 */
import type { RecordOutput } from "../base/ports.ts";
import type { JobProgress, ProgressListener } from "./progress.ts";

export interface ProgressLineSettings {
  readonly stderr: RecordOutput;
  readonly isTerminal: boolean;
  /** The job must have run so long before anything is shown. */
  readonly afterMs: number;
}

const CLEAR_LINE = "\r\u001b[2K";
const SIZES: readonly (readonly [number, string])[] = [
  [1e9, " G"],
  [1e6, " M"],
  [1e3, " k"],
];

export class ProgressLine implements ProgressListener {
  readonly #settings: ProgressLineSettings;
  #isDrawn = false;

  constructor(settings: ProgressLineSettings) {
    this.#settings = settings;
  }

  onProgress(progress: JobProgress): void {
    const { stderr, isTerminal, afterMs } = this.#settings;
    if (!isTerminal || progress.elapsedMs < afterMs || stderr.isClosed) return;
    stderr.write(`${CLEAR_LINE}${progressText(progress)}`);
    this.#isDrawn = true;
  }

  onEnd(progress: JobProgress): void {
    const { stderr, afterMs } = this.#settings;
    if (stderr.isClosed) return;
    if (this.#isDrawn) stderr.write(CLEAR_LINE);
    if (this.#isDrawn || progress.elapsedMs >= afterMs) stderr.write(`${summaryText(progress)}\n`);
  }
}

/** `lines: 1.2 M records read, 410 k/s, 37 % of the input, 1.1 M written`. */
export function progressText(progress: JobProgress): string {
  const parts = [
    `${countText(progress.readCount)} records read`,
    `${countText(progress.readPerSecond)}/s`,
  ];
  if (progress.share !== undefined)
    parts.push(`${Math.floor(progress.share * 100)} % of the input`);
  parts.push(`${countText(progress.writtenCount)} written`);
  if (progress.rejectedCount > 0) parts.push(`${countText(progress.rejectedCount)} rejected`);
  return `${progress.jobName}: ${parts.join(", ")}`;
}

/** `lines finished in 2.4 s: 1000000 records read, 1000000 written, 410 k/s`. */
export function summaryText(progress: JobProgress): string {
  const parts = [
    `${progress.readCount} records read`,
    `${progress.writtenCount} written`,
    `${countText(progress.readPerSecond)}/s`,
  ];
  if (progress.rejectedCount > 0) parts.push(`${progress.rejectedCount} rejected`);
  const seconds =
    progress.elapsedMs < 1000
      ? `${Math.round(progress.elapsedMs)} ms`
      : `${(progress.elapsedMs / 1000).toFixed(1)} s`;
  return `${progress.jobName} ${progress.status.toLowerCase()} in ${seconds}: ${parts.join(", ")}`;
}

function countText(count: number): string {
  for (const [size, unit] of SIZES) {
    if (count >= size) return `${(count / size).toFixed(1)}${unit}`;
  }
  return String(Math.round(count));
}
