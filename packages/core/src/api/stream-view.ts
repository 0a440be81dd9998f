/**
 * `StreamView`: streams that are a view of an operator's output and no operator themselves: keyed and cached ones.
 *
 * Settings throw, as in Flink, and their type is `never`.
 */
import { DataStream } from "./data-stream.ts";

/** A stream without settings of its own. @internal */
export abstract class StreamView<out T> extends DataStream<T> {
  /** Always throws: a view has no name. */
  override name(_name: string): never {
    throw this.notSupported("name");
  }

  /** Always throws: a view has no name. */
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

  /** Always throws: an operator decides. */
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

  /** The error of a setting, at the user's call. @internal */
  protected abstract notSupported(method: string): Error;
}
