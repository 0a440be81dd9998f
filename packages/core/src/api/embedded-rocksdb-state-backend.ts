/** The state backend of Flink that keeps state on disk, as the settings that it stands for; state is in memory here. */
import { describeValue } from "../base/describe-value.ts";
import { type Enum, enumOf } from "../base/enum.ts";
import { streamError } from "../base/stream-error.ts";
import { StateBackend } from "./state-backends.ts";

/** Tuning profiles of RocksDB. */
export type PredefinedOptions =
  | "DEFAULT"
  | "SPINNING_DISK_OPTIMIZED"
  | "SPINNING_DISK_OPTIMIZED_HIGH_MEM"
  | "FLASH_SSD_OPTIMIZED";
/** The names of `PredefinedOptions`. */
export const PredefinedOptions: Enum<PredefinedOptions> = /* @__PURE__ */ enumOf(
  "DEFAULT",
  "SPINNING_DISK_OPTIMIZED",
  "SPINNING_DISK_OPTIMIZED_HIGH_MEM",
  "FLASH_SSD_OPTIMIZED",
);

const NAME = "EmbeddedRocksDBStateBackend";
const DEFAULT_TRANSFER_THREADS = 4;

/**
 * State in an embedded store on disk. Flink: `EmbeddedRocksDBStateBackend`. Readable back; `execute()` says in a warning that
 * state is kept in memory.
 */
export class EmbeddedRocksDBStateBackend extends StateBackend {
  readonly type = "rocksdb";
  private readonly incremental: boolean | null;
  private storagePaths: readonly string[] = [];
  private predefinedOptions: PredefinedOptions = "DEFAULT";
  private optionsFactory: string | null = null;
  private transferThreads: number = DEFAULT_TRANSFER_THREADS;

  /** `enableIncrementalCheckpointing`: `null` (default) leaves it to `execution.checkpointing.incremental`, which is false. */
  constructor(enableIncrementalCheckpointing: boolean | null = null) {
    super();
    if (
      enableIncrementalCheckpointing !== null &&
      typeof enableIncrementalCheckpointing !== "boolean"
    )
      throw wrongType(
        NAME,
        "enableIncrementalCheckpointing",
        enableIncrementalCheckpointing,
        "true, false or null",
      );
    this.incremental = enableIncrementalCheckpointing;
  }

  isIncrementalCheckpointsEnabled(): boolean {
    return this.incremental ?? false;
  }

  /** Local folders; none: the temporary folders of the workers. */
  setDbStoragePaths(...paths: string[]): void {
    for (const path of paths)
      if (typeof path !== "string" || path === "")
        throw wrongType(`${NAME}.setDbStoragePaths`, "paths", path, "paths");
    this.storagePaths = [...paths];
  }

  getDbStoragePaths(): string[] {
    return [...this.storagePaths];
  }

  setPredefinedOptions(options: PredefinedOptions): void {
    const names = Object.values(PredefinedOptions);
    if (!names.includes(options))
      throw wrongType(
        `${NAME}.setPredefinedOptions`,
        "options",
        options,
        `one of ${names.join(", ")}`,
      );
    this.predefinedOptions = options;
  }

  getPredefinedOptions(): PredefinedOptions {
    return this.predefinedOptions;
  }

  /** Name of a class of the JVM; without meaning here, and not checked. */
  setOptions(optionsFactoryClassName: string): void {
    if (typeof optionsFactoryClassName !== "string" || optionsFactoryClassName === "")
      throw wrongType(
        `${NAME}.setOptions`,
        "optionsFactoryClassName",
        optionsFactoryClassName,
        "the name of a class",
      );
    this.optionsFactory = optionsFactoryClassName;
  }

  /** `null` where none was set. */
  getOptions(): string | null {
    return this.optionsFactory;
  }

  /** Default 4. */
  getNumberOfTransferThreads(): number {
    return this.transferThreads;
  }

  /** From 1. */
  setNumberOfTransferThreads(numberOfTransferingThreads: number): void {
    if (!Number.isSafeInteger(numberOfTransferingThreads) || numberOfTransferingThreads < 1)
      throw wrongType(
        `${NAME}.setNumberOfTransferThreads`,
        "numberOfTransferingThreads",
        numberOfTransferingThreads,
        "a whole number from 1",
      );
    this.transferThreads = numberOfTransferingThreads;
  }

  override settings(): ReadonlyMap<string, string> {
    const settings = new Map(super.settings());
    if (this.incremental !== null)
      settings.set("execution.checkpointing.incremental", String(this.incremental));
    if (this.storagePaths.length > 0)
      settings.set("state.backend.rocksdb.localdir", this.storagePaths.join(","));
    if (this.predefinedOptions !== "DEFAULT")
      settings.set("state.backend.rocksdb.predefined-options", this.predefinedOptions);
    if (this.optionsFactory !== null)
      settings.set("state.backend.rocksdb.options-factory", this.optionsFactory);
    if (this.transferThreads !== DEFAULT_TRANSFER_THREADS)
      settings.set(
        "state.backend.rocksdb.checkpoint.transfer.thread.num",
        String(this.transferThreads),
      );
    return settings;
  }
}

function wrongType(method: string, parameter: string, value: unknown, expected: string): Error {
  return streamError("API_WRONG_TYPE", {
    method,
    parameter,
    value: describeValue(value),
    expected,
  });
}
