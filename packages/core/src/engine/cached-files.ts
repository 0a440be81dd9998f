/** Looks at the files that a job registers under names, before anything of the job is made. */
import type { CachedFile } from "../base/cached-files.ts";
import { CACHED_FILES, readOption } from "../base/config-options.ts";
import { localPath } from "../base/local-path.ts";
import type { FileSystem } from "../base/ports.ts";
import { StreamError, streamError } from "../base/stream-error.ts";

/**
 * Resolves when functions can use all of the files; the first that they cannot use, in the order of registration, is
 * `ENGINE_CACHED_FILE_NOT_FOUND`, `ENGINE_CACHED_FILE_UNREADABLE` or `ENGINE_CACHED_FILE_NOT_EXECUTABLE`.
 */
export async function requireCachedFiles(
  fileSystem: FileSystem,
  configuration: ReadonlyMap<string, string>,
): Promise<void> {
  for (const file of readOption(configuration, CACHED_FILES)) await requireFile(fileSystem, file);
}

async function requireFile(fileSystem: FileSystem, file: CachedFile): Promise<void> {
  const path = fileSystem.absolutePath(localPath(file.path) ?? file.path);
  const values = { name: JSON.stringify(file.name), path };
  const unreadable = (reason: string, cause?: unknown): Error =>
    streamError("ENGINE_CACHED_FILE_UNREADABLE", { ...values, reason }, { cause });
  try {
    const status = await fileSystem.status(path);
    if (status === undefined) throw streamError("ENGINE_CACHED_FILE_NOT_FOUND", values);
    if (status.isDirectory) await fileSystem.list(path);
    else if (!status.isRegularFile) throw unreadable("it is a pipe, a socket or a device");
    else await (await fileSystem.open(path, "read")).close();
    if (file.executable && !status.isExecutable)
      throw streamError("ENGINE_CACHED_FILE_NOT_EXECUTABLE", values);
  } catch (error) {
    if (error instanceof StreamError) throw error;
    throw unreadable(error instanceof Error ? error.message : String(error), error);
  }
}
