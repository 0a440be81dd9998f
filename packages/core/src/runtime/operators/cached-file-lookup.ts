/** The files of a job by name, out of its configuration; the engine has looked at them before the job was made. */
import type { CachedFile } from "../../base/cached-files.ts";
import { CACHED_FILES, readOption } from "../../base/config-options.ts";
import { describeValue } from "../../base/describe-value.ts";
import { localPath } from "../../base/local-path.ts";
import { streamError } from "../../base/stream-error.ts";
import type { DistributedCache } from "../../functions/distributed-cache.ts";
import type { ChainedContext } from "./chained-context.ts";

/** What the runtime context of one operator hands out. */
export class CachedFileLookup implements DistributedCache {
  readonly #context: ChainedContext;
  readonly #files: readonly CachedFile[];

  constructor(context: ChainedContext) {
    this.#context = context;
    this.#files = readOption(context.environment.configuration, CACHED_FILES);
  }

  getFile(name: string): string {
    const file = this.#files.find((one) => one.name === name);
    if (file === undefined) {
      const names = this.#files.map((one) => JSON.stringify(one.name));
      throw streamError("RUNTIME_CACHED_FILE_UNKNOWN", {
        operator: this.#context.node.name,
        name: describeValue(name),
        known: names.length === 0 ? "none" : names.join(", "),
      });
    }
    const { fileSystem } = this.#context.environment.ports;
    return fileSystem.absolutePath(localPath(file.path) ?? file.path);
  }
}
