/**
 * gzip and zstd as streams, over `node:zlib`. Loaded when the first decompressor is asked for.
 *
 * Files written one after the other read as one: Node does so itself for gzip; for zstd it stops in the middle of a chunk
 * at the end of a frame, and a new stream goes on with the rest. What follows a gzip file without being one is ignored,
 * as by gzip itself.
 */
import { createGunzip, createZstdDecompress, type Gunzip, type ZstdDecompress } from "node:zlib";
import type { Decompressor } from "../ports.ts";
import { streamError } from "../stream-error.ts";

type Format = "gzip" | "zstd";

/** Creates a decompressor. A call resolves when all that its chunk makes readable came out. */
export function createDecompressor(format: Format): Decompressor {
  let frame = openFrame(format);
  let isClosed = false;
  let isFinished = false;

  function requireOpen(): void {
    if (isClosed) throw streamError("PORT_CLOSED", { what: "decompressor" });
  }

  return {
    async push(chunk) {
      requireOpen();
      const out: Uint8Array[] = [];
      let rest = chunk;
      while (rest.length > 0 && !isFinished) {
        out.push(...(await frame.write(rest)));
        requireOpen();
        rest = rest.subarray(rest.length - frame.unreadBytes());
        if (rest.length === 0) break;
        out.push(...(await frame.ended()));
        if (format === "gzip") isFinished = true;
        else frame = openFrame(format);
      }
      return out;
    },
    async end() {
      requireOpen();
      // No byte at all is an empty file, not a broken one.
      return isFinished || frame.isEmpty() ? [] : frame.end();
    },
    close() {
      isClosed = true;
      frame.close();
    },
  };
}

/** One stream of `node:zlib`, its output collected per call. */
interface Frame {
  write(chunk: Uint8Array): Promise<Uint8Array[]>;
  end(): Promise<Uint8Array[]>;
  /** Waits for the end that the data itself has, and gives the rest. */
  ended(): Promise<Uint8Array[]>;
  /** Bytes of what was written that the stream did not want: its data ended before them. */
  unreadBytes(): number;
  isEmpty(): boolean;
  close(): void;
}

function openFrame(format: Format): Frame {
  const stream: Gunzip | ZstdDecompress =
    format === "gzip" ? createGunzip() : createZstdDecompress();
  let out: Uint8Array[] = [];
  let failure: unknown;
  let hasEnded = false;
  let writtenBytes = 0;
  let settle: (() => void) | undefined;
  stream.on("data", (chunk: Uint8Array) => {
    out.push(chunk);
  });
  stream.on("error", (error) => {
    failure ??= translated(format, error);
    settle?.();
  });
  stream.on("end", () => {
    hasEnded = true;
    settle?.();
  });
  stream.on("close", () => settle?.());

  /** Runs `start` and waits until it is done, or the stream ends, fails or is closed. */
  function collect(start: (done: () => void) => void): Promise<Uint8Array[]> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        settle = undefined;
        const ready = out;
        out = [];
        if (failure === undefined) resolve(ready);
        else reject(failure);
      };
      settle = finish;
      if (failure === undefined) start(() => settle?.());
      else finish();
    });
  }

  return {
    write(chunk) {
      writtenBytes += chunk.length;
      // The callback comes when the chunk is consumed; what it made readable is given out within the same turn.
      return collect((done) => stream.write(chunk, () => setImmediate(done)));
    },
    end: () => collect(() => stream.end()),
    ended: () => collect((done) => (hasEnded ? done() : undefined)),
    unreadBytes: () => writtenBytes - stream.bytesWritten,
    isEmpty: () => writtenBytes === 0,
    close: () => stream.destroy(),
  };
}

function translated(format: Format, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return code === "Z_BUF_ERROR" || code === "ZSTD_error_srcSize_wrong"
    ? streamError("PORT_DATA_CUT_OFF", { format }, { cause })
    : cause;
}
