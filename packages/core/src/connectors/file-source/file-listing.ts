/** Finds the files below the paths of a file source. */
import type { FileSystem } from "../../base/ports.ts";
import { streamError } from "../../base/stream-error.ts";
import type { ListedFile } from "./file-split.ts";

/**
 * Files in the order of the paths; directories are walked recursively in the order of their names, without names that
 * begin with `.` or `_`. A path that does not exist is `CONNECTOR_FILE_NOT_FOUND`.
 */
export async function listFiles(
  fileSystem: FileSystem,
  paths: readonly string[],
): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (const path of paths) {
    const status = await fileSystem.status(path);
    if (status === undefined) throw streamError("CONNECTOR_FILE_NOT_FOUND", { path });
    if (status.isDirectory) await walk(fileSystem, path, files);
    else files.push({ path, sizeBytes: status.sizeBytes });
  }
  return files;
}

async function walk(fileSystem: FileSystem, directory: string, files: ListedFile[]): Promise<void> {
  for (const name of await fileSystem.list(directory)) {
    if (name.startsWith(".") || name.startsWith("_")) continue;
    const path = fileSystem.join(directory, name);
    const status = await fileSystem.status(path);
    if (status === undefined) continue; // removed since the directory was listed: it was never seen
    if (status.isDirectory) await walk(fileSystem, path, files);
    else files.push({ path, sizeBytes: status.sizeBytes });
  }
}

/** The path that a `file:` URL names; other text is a path already. Other schemes are `CONNECTOR_INVALID_OPTION`. */
export function pathOf(location: string): string {
  if (location.startsWith("file:")) {
    const { pathname } = new URL(location);
    const decoded = decodeURIComponent(pathname);
    return /^\/[A-Za-z]:\//.test(decoded) ? decoded.slice(1) : decoded;
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(location)) {
    const values = { option: "path", value: location, expected: "a path or a file: URL" };
    throw streamError("CONNECTOR_INVALID_OPTION", values);
  }
  if (location === "") {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: "path",
      value: '""',
      expected: "a path or a file: URL",
    });
  }
  return location;
}
