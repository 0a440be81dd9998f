/**
 * `CachedDataStream`: a bounded stream whose records the environment keeps in memory after the first job that uses it.
 *
 * It is a view of its input and no operator: settings throw, as in Flink.
 */
import { streamError } from "../base/stream-error.ts";
import type { TransformationId } from "../plan/transformation.ts";
import type { StreamContext } from "./stream-context.ts";
import { StreamView } from "./stream-view.ts";

/** What `cache()` returns. Flink: `CachedDataStream`. */
export class CachedDataStream<out T> extends StreamView<T> {
  /** @internal */
  constructor(context: StreamContext, transformationId: TransformationId) {
    super(context, transformationId);
  }

  /** Drops what is kept; the next job that uses the stream computes it again. */
  async invalidate(): Promise<void> {
    this.context.graph.cacheOf(this.transformationId)?.clear();
  }

  /** @internal */
  protected override notSupported(method: string): Error {
    const { location } = this.at(method);
    return streamError("API_NOT_ON_CACHED_STREAM", { method }, { where: { location } });
  }
}
