/** Finds the files below the paths of a file source. */
import { LOCAL_PATH_EXPECTED, localPath } from "../../base/local-path.ts";
import type { FileSystem } from "../../base/ports.ts";
import { streamError } from "../../base/stream-error.ts";
import type { ListedFile } from "./file-split.ts";

/**
 * Files in the order of the paths; directories are walked recursively in the order of their names, without names that
 * begin with `.` or `_` and without pipes and devices. A path that does not exist is `CONNECTOR_FILE_NOT_FOUND`, one that
 * cannot be listed or is no file `CONNECTOR_FILE_UNREADABLE`.
 */
export async function listFiles(
  fileSystem: FileSystem,
  paths: readonly string[],
): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for (const path of paths) {
    const status = await naming(path, fileSystem.status(path));
    if (status === undefined) throw streamError("CONNECTOR_FILE_NOT_FOUND", { path });
    if (status.isDirectory) await walk(fileSystem, path, files);
    else if (status.isRegularFile) files.push({ path, sizeBytes: status.sizeBytes });
    else {
      const reason = "it is a pipe, a socket or a device";
      throw streamError("CONNECTOR_FILE_UNREADABLE", { path, reason });
    }
  }
  return files;
}

async function walk(fileSystem: FileSystem, directory: string, files: ListedFile[]): Promise<void> {
  for (const name of await naming(directory, fileSystem.list(directory))) {
    if (name.startsWith(".") || name.startsWith("_")) continue;
    const path = fileSystem.join(directory, name);
    const status = await naming(path, fileSystem.status(path));
    if (status === undefined) continue; // removed since the directory was listed: it was never seen
    if (status.isDirectory) await walk(fileSystem, path, files);
    else if (status.isRegularFile) files.push({ path, sizeBytes: status.sizeBytes });
  }
}

/** Gives an error of the file system the path that the user knows. */
async function naming<T>(path: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw streamError("CONNECTOR_FILE_UNREADABLE", { path, reason }, { cause });
  }
}

/**
 * The path that a `file:` URL names; other text is a path already. Other schemes, and URLs that are relative or name a
 * host, are `CONNECTOR_INVALID_OPTION`.
 */
export function pathOf(location: string): string {
  const path = localPath(location);
  if (path === undefined) {
    throw streamError("CONNECTOR_INVALID_OPTION", {
      option: "path",
      value: location === "" ? '""' : location,
      expected: LOCAL_PATH_EXPECTED,
    });
  }
  return path;
}
