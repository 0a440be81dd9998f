/**
 * The folder for files that live as long as one attempt of a job: made for the first file, gone with the job.
 *
 * TD1: nothing is created while nothing is needed. TD2: `remove` leaves nothing behind and creates nothing any more.
 */
import { readOption, TEMPORARY_DIRECTORIES } from "../../base/config-options.ts";
import type { FileSystem } from "../../base/ports.ts";
import { SpillFile } from "./spill-file.ts";

/** One per attempt. */
export class TemporaryDirectory {
  readonly path: string;
  readonly #fileSystem: FileSystem;
  #created: Promise<void> | undefined;
  #fileCount = 0;

  constructor(
    fileSystem: FileSystem,
    configuration: ReadonlyMap<string, string>,
    jobId: string,
    attempt: number,
  ) {
    this.#fileSystem = fileSystem;
    const parent = parentDirectory(configuration) ?? fileSystem.temporaryDirectory;
    this.path = fileSystem.join(parent, `millrace-${jobId}-${attempt}`);
  }

  /** A file of its own; `name` is for people who look into the folder. */
  async createFile(name: string): Promise<SpillFile> {
    this.#created ??= this.#fileSystem.createDirectory(this.path);
    await this.#created;
    const path = this.#fileSystem.join(this.path, `${name}-${this.#fileCount++}`);
    return SpillFile.create(this.#fileSystem, path);
  }

  async remove(): Promise<void> {
    if (this.#created === undefined) return;
    await this.#created.catch(() => {}); // what was not created need not be removed
    await this.#fileSystem.remove(this.path);
  }
}

/** Flink separates several folders by commas or by the platform's path separator; here one serves. */
function parentDirectory(configuration: ReadonlyMap<string, string>): string | undefined {
  const [first = ""] = readOption(configuration, TEMPORARY_DIRECTORIES)?.split(",") ?? [];
  return first.trim() === "" ? undefined : first.trim();
}
