/**
 * `CachedDataStream`: a bounded stream whose records the environment keeps in memory after the first job that uses it.
 *
 * It is a view of its input and no operator: settings throw, as in Flink.
 */
import { streamError } from "../base/stream-error.ts";
import type { TransformationId } from "../plan/transformation.ts";
import { DataStream } from "./data-stream.ts";
import type { StreamContext } from "./stream-context.ts";

/** What `cache()` returns. Flink: `CachedDataStream`. */
export class CachedDataStream<out T> extends DataStream<T> {
  /** @internal */
  constructor(context: StreamContext, transformationId: TransformationId) {
    super(context, transformationId);
  }

  /** Drops what is kept; the next job that uses the stream computes it again. */
  async invalidate(): Promise<void> {
    this.context.graph.cacheOf(this.transformationId)?.clear();
  }

  /** Always throws. */
  override name(_name: string): never {
    throw this.notSupported("name");
  }

  /** Always throws. */
  override getName(): never {
    throw this.notSupported("getName");
  }

  /** Always throws. */
  override uid(_uid: string): never {
    throw this.notSupported("uid");
  }

  /** Always throws. */
  override setUidHash(_uidHash: string): never {
    throw this.notSupported("setUidHash");
  }

  /** Always throws: the operator before decides. */
  override setParallelism(_parallelism: number): never {
    throw this.notSupported("setParallelism");
  }

  /** Always throws. */
  override setMaxParallelism(_maxParallelism: number): never {
    throw this.notSupported("setMaxParallelism");
  }

  /** Always throws. */
  override setDescription(_description: string): never {
    throw this.notSupported("setDescription");
  }

  /** Always throws. */
  override forceNonParallel(): never {
    throw this.notSupported("forceNonParallel");
  }

  /** Always throws. */
  override setBufferTimeout(_timeoutMillis: number): never {
    throw this.notSupported("setBufferTimeout");
  }

  /** Always throws. */
  override startNewChain(): never {
    throw this.notSupported("startNewChain");
  }

  /** Always throws. */
  override disableChaining(): never {
    throw this.notSupported("disableChaining");
  }

  /** Always throws. */
  override slotSharingGroup(_slotSharingGroup: unknown): never {
    throw this.notSupported("slotSharingGroup");
  }

  private notSupported(method: string): Error {
    const { location } = this.at(method);
    return streamError("API_NOT_ON_CACHED_STREAM", { method }, { where: { location } });
  }
}
