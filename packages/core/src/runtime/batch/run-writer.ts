/** Writes sorted records as one run of a spill file, frame by frame, in pieces that fit into a slice (W5). */
import { ByteOutput } from "../../types/serializers/byte-output.ts";
import type { MergedRecords } from "./merged-records.ts";
import type { SpilledRun, SpillFile } from "./spill-file.ts";
import type { SpillFormat } from "./spill-format.ts";

export interface RunWriterPorts {
  readonly records: MergedRecords;
  readonly file: SpillFile;
  readonly format: SpillFormat;
  /** A frame is closed when it has as many bytes. */
  readonly frameBytes: number;
}

/** One run. */
export class RunWriter {
  readonly #ports: RunWriterPorts;
  readonly #position: number;
  readonly #frameSizes: number[] = [];
  readonly #frame: ByteOutput;
  #lastKey: Uint8Array | undefined;

  constructor(ports: RunWriterPorts) {
    this.#ports = ports;
    this.#position = ports.file.sizeBytes;
    this.#frame = new ByteOutput(ports.frameBytes + ports.frameBytes / 8);
  }

  /** What the writer holds, and what it reads. */
  get heldBytes(): number {
    return this.#frame.length + this.#ports.records.heldBytes;
  }

  /** True where `wait` has to be awaited before the next `write`. */
  get isWaiting(): boolean {
    const { records, frameBytes } = this.#ports;
    return !records.isLoaded || this.#frame.length >= frameBytes || this.#isAtEnd;
  }

  /** True when everything is in the file. */
  get isDone(): boolean {
    return (
      this.#ports.records.isLoaded &&
      this.#ports.records.current === undefined &&
      this.#frame.length === 0
    );
  }

  /** Takes up to `limit` records into the frame, until there is something to wait for; how many. */
  write(limit: number): number {
    const { records, format } = this.#ports;
    let done = 0;
    for (; done < limit && !this.isWaiting; done++) {
      const { current } = records;
      if (current === undefined) break;
      format.write(current, this.#lastKey, this.#frame);
      this.#lastKey = current.keyBytes;
      records.advance();
    }
    return done;
  }

  /** Writes a full or last frame, and reads what is missing. */
  async wait(): Promise<void> {
    const { records, file, frameBytes } = this.#ports;
    if (this.#frame.length >= frameBytes || this.#isAtEnd) {
      await file.append(this.#frame.written());
      this.#frameSizes.push(this.#frame.length);
      this.#frame.clear();
      this.#lastKey = undefined;
    }
    if (!records.isLoaded) await records.load();
  }

  /** The run, once it is done. */
  run(): SpilledRun {
    return { file: this.#ports.file, position: this.#position, frameSizes: this.#frameSizes };
  }

  get #isAtEnd(): boolean {
    const { records } = this.#ports;
    return this.#frame.length > 0 && records.isLoaded && records.current === undefined;
  }
}
