/**
 * Finishes part files: cuts what was written behind the checkpoint, gives the file its final name.
 *
 * Idempotent: a file that has its final name and no pending one is finished already. Finished files are never overwritten.
 */
import type { FileStatus, Ports } from "../../base/ports.ts";
import { streamError } from "../../base/stream-error.ts";
import { Committer } from "../../connector/sink.ts";
import type { PendingFile } from "./part-file.ts";

/** The committer of a `FileSink`. */
export class FileCommitter extends Committer<PendingFile> {
  readonly #ports: Ports;

  constructor(ports: Ports) {
    super();
    this.#ports = ports;
  }

  async commit(committables: readonly PendingFile[]): Promise<void> {
    const directories = new Set<string>();
    for (const file of committables) {
      this.#ports.faults.hit("file-sink.commit");
      await this.#finish(file);
      directories.add(this.#ports.fileSystem.join(file.finishedPath, ".."));
    }
    for (const directory of directories) await this.#ports.fileSystem.fsyncDirectory(directory);
  }

  close(): void {}

  async #finish(file: PendingFile): Promise<void> {
    const { fileSystem } = this.#ports;
    const pending = await fileSystem.status(file.inProgressPath);
    const finished = await fileSystem.status(file.finishedPath);
    if (pending === undefined) {
      if (finished !== undefined) return;
      const values = { path: file.inProgressPath, finished: file.finishedPath };
      throw streamError("CONNECTOR_PENDING_FILE_LOST", values);
    }
    if (finished !== undefined)
      throw streamError("CONNECTOR_FILE_EXISTS", { path: file.finishedPath });
    await this.#cut(file, pending);
    this.#ports.faults.hit("file-sink.rename");
    await fileSystem.rename(file.inProgressPath, file.finishedPath);
  }

  /** Makes the file as long as the checkpoint says. */
  async #cut(
    { inProgressPath, lengthBytes }: PendingFile,
    { sizeBytes }: FileStatus,
  ): Promise<void> {
    if (sizeBytes === lengthBytes) return;
    if (sizeBytes < lengthBytes) {
      const expected = `${lengthBytes} bytes`;
      throw streamError("CONNECTOR_FILE_SHRUNK", {
        path: inProgressPath,
        size: sizeBytes,
        expected,
      });
    }
    const handle = await this.#ports.fileSystem.open(inProgressPath, "append");
    try {
      await handle.truncate(lengthBytes);
      await handle.fsync();
    } finally {
      await handle.close();
    }
  }
}
