/** The old reader interface of Flink, for `createInput`: splits, and records one by one until the end is reached. */
import type { AnyTypeInformation } from "../types/type-information.ts";

/**
 * Reads bounded input. A format describes itself in plain fields: each split is read by a copy of its own, so that what
 * `open` opens is never shared. Flink: `InputFormat`.
 */
export abstract class InputFormat<out T, SplitT = unknown> {
  /** Type of the records where the format knows it. */
  readonly producedType?: AnyTypeInformation | undefined;
  /** The pieces of the input, as plain data; about `minSplits` of them where it can be cut. Called once per job. */
  abstract createInputSplits(minSplits: number): readonly SplitT[];
  /** Opens what reads a split. Called once per copy, before anything else but `createInputSplits`. */
  abstract open(split: SplitT): void | Promise<void>;
  /** True when the split holds no further record. Asked before each record. */
  abstract reachedEnd(): boolean;
  /** The next record; `null` where there is none after all. Synchronous. */
  abstract nextRecord(): T | null;
  /** Closes what `open` opened; on every path, also after a failure. */
  close?(): void | Promise<void>;
}
