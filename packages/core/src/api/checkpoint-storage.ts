/** Checkpoint storages as Flink's programs before 2.0 name them: value objects that stand for settings. */
import { describeValue } from "../base/describe-value.ts";
import { streamError } from "../base/stream-error.ts";
import { hasSameSettings } from "./same-settings.ts";

const STORAGE = "execution.checkpointing.storage";
const DIRECTORY = "execution.checkpointing.dir";
const INLINE_THRESHOLD = "execution.checkpointing.data-inline-threshold";
const WRITE_BUFFER = "execution.checkpointing.write-buffer-size";

const DEFAULT_MAX_STATE_SIZE_BYTES = 5 * 1024 * 1024;
const DEFAULT_INLINE_THRESHOLD_BYTES = 20 * 1024;
const MAX_INLINE_THRESHOLD_BYTES = 1024 * 1024;
const DEFAULT_WRITE_BUFFER_BYTES = 4096;
/** Flink's `-1`: as the configuration says. */
const AS_CONFIGURED = -1;

/** Where checkpoints go. Flink: `CheckpointStorage`. Two of equal content are equal. */
export abstract class CheckpointStorage {
  /** The settings it stands for, keys as in Flink. @internal */
  abstract settings(): ReadonlyMap<string, string>;

  /** Equal where both stand for the same settings. */
  equals(other: unknown): boolean {
    return other instanceof CheckpointStorage && hasSameSettings(this, other);
  }
}

/** Checkpoints in the memory of the coordinator; with a path, what describes them goes there. */
export class JobManagerCheckpointStorage extends CheckpointStorage {
  /** Flink's limit of one state, 5 MiB. */
  static readonly DEFAULT_MAX_STATE_SIZE: number = DEFAULT_MAX_STATE_SIZE_BYTES;

  private readonly checkpointPath: string | null;
  private readonly maxStateSizeBytes: number;

  /** `maxStateSize`: bytes, from 1; default 5 MiB. */
  constructor(
    checkpointPath: string | null = null,
    maxStateSize: number = DEFAULT_MAX_STATE_SIZE_BYTES,
  ) {
    super();
    const method = "JobManagerCheckpointStorage";
    this.checkpointPath = checkpointPath === null ? null : requirePath(method, checkpointPath);
    this.maxStateSizeBytes = requireSize(method, "maxStateSize", maxStateSize, 1);
    Object.freeze(this);
  }

  /** `null` where not given. */
  getCheckpointPath(): string | null {
    return this.checkpointPath;
  }

  /** In bytes. */
  getMaxStateSize(): number {
    return this.maxStateSizeBytes;
  }

  /** Always `null`: where savepoints go is `setDefaultSavepointDirectory`'s. */
  getSavepointPath(): string | null {
    return null;
  }

  /** The limit is no setting of Flink's, and counts too. */
  override equals(other: unknown): boolean {
    return (
      super.equals(other) &&
      other instanceof JobManagerCheckpointStorage &&
      other.maxStateSizeBytes === this.maxStateSizeBytes
    );
  }

  settings(): ReadonlyMap<string, string> {
    const path = this.checkpointPath;
    return new Map([
      [STORAGE, "jobmanager"],
      ...(path === null ? [] : [[DIRECTORY, path] as const]),
    ]);
  }
}

/** Checkpoints as files below a folder. */
export class FileSystemCheckpointStorage extends CheckpointStorage {
  private readonly checkpointPath: string;
  private readonly inlineThresholdBytes: number;
  private readonly writeBufferBytes: number;

  /**
   * `fileStateSizeThreshold`: state of fewer bytes is kept beside what describes the checkpoint; at most 1 MiB, -1 (default)
   * for 20 KiB. `writeBufferSize`: in bytes; -1 (default) for 4096.
   */
  constructor(
    checkpointPath: string,
    fileStateSizeThreshold: number = AS_CONFIGURED,
    writeBufferSize: number = AS_CONFIGURED,
  ) {
    super();
    const method = "FileSystemCheckpointStorage";
    this.checkpointPath = requirePath(method, checkpointPath);
    this.inlineThresholdBytes = requireSize(
      method,
      "fileStateSizeThreshold",
      fileStateSizeThreshold,
      AS_CONFIGURED,
      MAX_INLINE_THRESHOLD_BYTES,
    );
    this.writeBufferBytes = requireSize(method, "writeBufferSize", writeBufferSize, AS_CONFIGURED);
    Object.freeze(this);
  }

  getCheckpointPath(): string {
    return this.checkpointPath;
  }

  /** Always `null`: where savepoints go is `setDefaultSavepointDirectory`'s. */
  getSavepointPath(): string | null {
    return null;
  }

  /** In bytes. */
  getMinFileSizeThreshold(): number {
    return this.inlineThresholdBytes === AS_CONFIGURED
      ? DEFAULT_INLINE_THRESHOLD_BYTES
      : this.inlineThresholdBytes;
  }

  /** In bytes. */
  getWriteBufferSize(): number {
    return this.writeBufferBytes === AS_CONFIGURED
      ? DEFAULT_WRITE_BUFFER_BYTES
      : this.writeBufferBytes;
  }

  settings(): ReadonlyMap<string, string> {
    const settings = new Map([
      [STORAGE, "filesystem"],
      [DIRECTORY, this.checkpointPath],
    ]);
    if (this.inlineThresholdBytes !== AS_CONFIGURED)
      settings.set(INLINE_THRESHOLD, `${this.inlineThresholdBytes} bytes`);
    if (this.writeBufferBytes !== AS_CONFIGURED)
      settings.set(WRITE_BUFFER, `${this.writeBufferBytes} bytes`);
    return settings;
  }
}

/** The settings that a storage may set: a new storage takes those of the one before back. @internal */
export const checkpointStorageKeys: readonly string[] = [
  STORAGE,
  DIRECTORY,
  INLINE_THRESHOLD,
  WRITE_BUFFER,
];

function requirePath(method: string, path: unknown): string {
  if (typeof path === "string" && path !== "") return path;
  throw wrongType(method, "checkpointPath", path, "a path");
}

function requireSize(
  method: string,
  parameter: string,
  value: number,
  from: number,
  to: number = Number.MAX_SAFE_INTEGER,
): number {
  if (Number.isSafeInteger(value) && value >= from && value <= to) return value;
  const limit = to === Number.MAX_SAFE_INTEGER ? "" : ` to ${to}`;
  throw wrongType(method, parameter, value, `a whole number from ${from}${limit}`);
}

function wrongType(method: string, parameter: string, value: unknown, expected: string): Error {
  return streamError("API_WRONG_TYPE", {
    method,
    parameter,
    value: describeValue(value),
    expected,
  });
}
