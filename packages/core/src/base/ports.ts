/**
 * The ports through which everything reaches the world outside: time, files, network, the terminal, crash points.
 *
 * Time, timers, files and yielding go only through these; `base/node` implements them for Node, `testing` with a manual
 * clock and in memory. Whoever needs one gets it by parameter (usually inside a context), never by import.
 */

import type { ProcessPort } from "./process-port.ts";

/** Takes back what was registered; calling it again does nothing. */
export type Cancel = () => void;

/** Time and the event loop. */
export interface Scheduler {
  /** Wall clock, ms since 1970. */
  now(): number;
  /** Monotonic clock, ms since an arbitrary start, with fractions. */
  monotonicNow(): number;
  /** Calls back once, not earlier than `delayMs` from now, from the event loop. Does not keep the process alive by itself if `unref`. */
  timer(delayMs: number, callback: () => void, options?: { readonly unref?: boolean }): Cancel;
  /** Resolves after sockets, files and timers had their turn (`setImmediate`, never a bare promise). */
  yieldToIo(): Promise<void>;
}

export interface FileStatus {
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  readonly isDirectory: boolean;
  /** False for directories, and for pipes, sockets and devices, whose size says nothing. */
  readonly isRegularFile: boolean;
  /** Whether its permissions let anyone execute it; true where the platform has no such permission. */
  readonly isExecutable: boolean;
}

/** An open file. Calls on one file are awaited one after the other. */
export interface FileHandle {
  /** Reads up to `length` bytes at `position` into `buffer` at `offset`; returns the number read, 0 at the end. */
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<number>;
  /** Appends all bytes. */
  append(bytes: Uint8Array): Promise<void>;
  /** Makes what was appended durable. */
  fsync(): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
}

/** Files. Paths are absolute or relative to the process's folder; `file:` URLs are accepted by the callers, not here. */
export interface FileSystem {
  /** Where files may be put that nobody needs once the process has ended. */
  readonly temporaryDirectory: string;
  open(path: string, mode: "read" | "append" | "create-new"): Promise<FileHandle>;
  readFile(path: string): Promise<Uint8Array>;
  /** Temp file, fsync, rename, fsync of the directory. */
  writeFileAtomically(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  fsyncDirectory(path: string): Promise<void>;
  /** Names in a directory, sorted. */
  list(path: string): Promise<string[]>;
  /** `undefined` where nothing is. */
  status(path: string): Promise<FileStatus | undefined>;
  /** With its parents, as far as they are missing; the new names are durable when it resolves. */
  createDirectory(path: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Joins and normalizes in the platform's manner. */
  join(...parts: string[]): string;
  /** The path from the root, normalized; a relative one starts at the process's folder. */
  absolutePath(path: string): string;
}

/** A stream of chunks through a decompressor. */
export interface Decompressor {
  /** Feeds compressed bytes; resolves with what came out. */
  push(chunk: Uint8Array): Promise<Uint8Array[]>;
  /** No more input; resolves with the rest, rejects where the stream is cut off. */
  end(): Promise<Uint8Array[]>;
  close(): void;
}

export interface Compression {
  decompressor(format: "gzip" | "zstd"): Decompressor;
}

/** A connected socket. */
export interface Socket {
  /** Chunks as they come; `undefined` when the peer closed. */
  read(): Promise<Uint8Array | undefined>;
  write(bytes: Uint8Array): Promise<void>;
  close(): void;
}

export interface Network {
  connect(host: string, port: number): Promise<Socket>;
}

/** The process's standard output, as the users' records see it. */
export interface RecordOutput {
  /** Writes text (whole lines); `false` asks to wait for `drained`. */
  write(text: string): boolean;
  drained(): Promise<void>;
  /** True once the reader at the other end of the pipe has gone. */
  readonly isClosed: boolean;
  /** Calls back once when the other end goes. */
  onClosed(callback: () => void): Cancel;
}

/** A source of random bytes, for ids that must not meet again. Never for anything that decides a job's result. */
export interface RandomBytes {
  bytes(count: number): Uint8Array;
}

/** Named crash points. In production `hit` does nothing; the fault-points preload makes it kill, fail or delay. */
export interface Faults {
  hit(point: string): void;
}

/** All ports together, as a host hands them in. */
export interface Ports {
  readonly scheduler: Scheduler;
  readonly fileSystem: FileSystem;
  readonly compression: Compression;
  readonly network: Network;
  readonly random: RandomBytes;
  readonly stdout: RecordOutput;
  readonly stderr: RecordOutput;
  readonly faults: Faults;
  /** Absent where no process is to be watched (a browser, most tests). */
  readonly process?: ProcessPort | undefined;
}
