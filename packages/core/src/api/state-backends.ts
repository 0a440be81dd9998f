/** State backends as older Flink programs name them: value objects that stand for settings. */
import { hasSameSettings } from "./same-settings.ts";

/** Where keyed state lives. Flink: `StateBackend`. Two of equal content are equal. */
export abstract class StateBackend {
  /** The value of `state.backend.type`. @internal */
  abstract readonly type: string;

  /** The settings it stands for, keys as in Flink. @internal */
  settings(): ReadonlyMap<string, string> {
    return new Map([["state.backend.type", this.type]]);
  }

  /** Equal where both are of one class and stand for the same settings. */
  equals(other: unknown): boolean {
    return other instanceof StateBackend && hasSameSettings(this, other);
  }
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
