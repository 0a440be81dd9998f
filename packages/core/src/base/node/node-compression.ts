/** gzip and zstd as streams, over `node:zlib`. Loaded when the first decompressor is asked for. */
import { createGunzip, createZstdDecompress } from "node:zlib";
import type { Decompressor } from "../ports.ts";
import { streamError } from "../stream-error.ts";

/** Creates a decompressor. Chunks pass one at a time: a call resolves when all that its chunk makes readable came out. */
export function createDecompressor(format: "gzip" | "zstd"): Decompressor {
  const stream = format === "gzip" ? createGunzip() : createZstdDecompress();
  let out: Uint8Array[] = [];
  let failure: unknown;
  let isClosed = false;
  let hasInput = false;
  let settle: (() => void) | undefined;
  stream.on("data", (chunk: Uint8Array) => {
    out.push(chunk);
  });
  stream.on("error", (error) => {
    failure ??= error;
    settle?.();
  });
  stream.on("end", () => settle?.());

  function finish(start: (done: () => void) => void): Promise<Uint8Array[]> {
    return new Promise((resolve, reject) => {
      if (isClosed) {
        reject(streamError("PORT_CLOSED", { what: "decompressor" }));
        return;
      }
      settle = () => {
        settle = undefined;
        const ready = out;
        out = [];
        if (failure === undefined) resolve(ready);
        else reject(translated(format, failure));
      };
      if (failure === undefined) start(() => settle?.());
      else settle();
    });
  }

  return {
    push(chunk) {
      hasInput ||= chunk.length > 0;
      // The callback comes when the chunk is consumed; what it made readable has then been pushed, and "data" is given out in the same turn.
      return finish((done) => stream.write(chunk, () => setImmediate(done)));
    },
    async end() {
      // No byte at all is an empty file, not a broken one.
      if (!hasInput) return [];
      return finish(() => stream.end());
    },
    close() {
      isClosed = true;
      stream.destroy();
    },
  };
}

function translated(format: string, cause: unknown): unknown {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return code === "Z_BUF_ERROR" || code === "ZSTD_error_srcSize_wrong"
    ? streamError("PORT_DATA_CUT_OFF", { format }, { cause })
    : cause;
}
