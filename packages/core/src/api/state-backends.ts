/** State backends as older Flink programs name them: value objects that stand for settings. */

/** Where keyed state lives. Flink: `StateBackend`. */
export abstract class StateBackend {
  /** The value of `state.backend.type`. @internal */
  abstract readonly type: string;
}

/** State as objects in memory: the default. */
export class HashMapStateBackend extends StateBackend {
  readonly type = "hashmap";
}

const DEFAULT_MAX_STATE_SIZE_BYTES = 5 * 1024 * 1024;

/** Flink's older name of state in memory, with snapshots in memory too. */
export class MemoryStateBackend extends StateBackend {
  readonly type = "hashmap";

  /** Flink's default, 5 MiB; has no effect here. */
  getMaxStateSize(): number {
    return DEFAULT_MAX_STATE_SIZE_BYTES;
  }

  isUsingAsynchronousSnapshots(): boolean {
    return true;
  }
}
