/** Reads a run of a spill file, one frame in memory at a time. */
import { ByteInput } from "../../types/serializers/byte-input.ts";
import type { RecordCursor } from "./record-cursor.ts";
import type { SpilledRun } from "./spill-file.ts";
import type { ReadRecord, SpillFormat } from "./spill-format.ts";

const NO_BYTES = new Uint8Array(0);

/** A cursor over a run; not loaded at first. */
export class RunCursor implements RecordCursor, ReadRecord {
  readonly rank: number;
  keyBytes: Uint8Array = NO_BYTES;
  key: unknown = undefined;
  value: unknown = undefined;
  timestampMs = 0.5;
  orderMs = 0.5;
  isAtEnd = false;
  isLoaded = false;
  readonly #run: SpilledRun;
  readonly #format: SpillFormat;
  #frame = new ByteInput(NO_BYTES, "");
  #nextFrame = 0;
  #position: number;

  constructor(run: SpilledRun, format: SpillFormat, rank: number) {
    this.#run = run;
    this.#format = format;
    this.rank = rank;
    this.#position = run.position;
  }

  get heldBytes(): number {
    return this.#frame.bytes.length;
  }

  advance(): void {
    if (this.#frame.remaining > 0) {
      this.#format.read(this.#frame, this);
      this.orderMs = this.#format.isKeyed ? this.timestampMs : 0;
      return;
    }
    this.value = undefined;
    this.#frame = new ByteInput(NO_BYTES, "");
    if (this.#nextFrame < this.#run.frameSizes.length) this.isLoaded = false;
    else this.isAtEnd = true;
  }

  async load(): Promise<void> {
    const { file, frameSizes } = this.#run;
    const sizeBytes = frameSizes[this.#nextFrame] ?? 0;
    this.#frame = new ByteInput(await file.read(this.#position, sizeBytes), file.path);
    this.#position += sizeBytes;
    this.#nextFrame++;
    this.isLoaded = true;
    this.advance();
  }
}
