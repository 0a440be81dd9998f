/** The files of a job, as functions find them. Flink: `org.apache.flink.api.common.cache.DistributedCache`. */

/** What `RuntimeContext.getDistributedCache` returns; valid as long as the context. */
export abstract class DistributedCache {
  /**
   * The absolute path of the file or folder that `env.registerCachedFile(path, name)` registered. It is the file itself,
   * not a copy: do not change it. A name that nobody registered is `RUNTIME_CACHED_FILE_UNKNOWN`.
   */
  abstract getFile(name: string): string;
}
