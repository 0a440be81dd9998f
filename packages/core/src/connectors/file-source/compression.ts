/** Which files are compressed, by their names' endings as Flink reads them. */
import { streamError } from "../../base/stream-error.ts";

const FORMATS = new Map<string, "gzip" | "zstd">([
  [".gz", "gzip"],
  [".gzip", "gzip"],
  [".zst", "zstd"],
]);
const UNSUPPORTED = [".deflate", ".xz", ".bz2"];

/** The compression of a file, `undefined` for plain ones; `CONNECTOR_FILE_COMPRESSION` where it is one that cannot be read. */
export function compressionOf(path: string): "gzip" | "zstd" | undefined {
  const lower = path.toLowerCase();
  for (const [extension, format] of FORMATS) if (lower.endsWith(extension)) return format;
  for (const extension of UNSUPPORTED) {
    if (lower.endsWith(extension))
      throw streamError("CONNECTOR_FILE_COMPRESSION", { path, extension });
  }
  return undefined;
}
