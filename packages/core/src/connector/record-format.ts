/**
 * The format SPI for readers of bytes: a `RecordFormat` describes, a `RecordDecoder` turns bytes into records.
 *
 * F1: bytes come in any portions; what comes out does not depend on them. F2: decoding that begins at `resumeOffset` and
 * drops `recordsSinceResume` records goes on exactly where the decoder stood. @experimental
 */
import type { AnyTypeInformation } from "../types/type-information.ts";

/** Where in the input a decoder begins and how far it goes. */
export interface DecoderRange {
  /** Offset in the input of the first byte pushed. */
  readonly startOffset: number;
  /**
   * True where `startOffset` may lie inside of a record: everything up to and including the first end of a record is
   * dropped. Only for splittable formats, which are then given one byte more than their range.
   */
  readonly startsInside: boolean;
  /** Records that begin at or after this offset belong to somebody else; `undefined`: up to the end. */
  readonly endOffset: number | undefined;
  /** Name of the input, for `reject` and errors: a path. */
  readonly inputName: string;
}

/** What a decoder tells about a record that it cannot decode. */
export type RejectBytes = (bytes: Uint8Array, position: string, reason: string) => void;

/**
 * Decodes one range of one input. The caller pushes a portion, takes records until `next` gives `undefined`, and so on;
 * after the last portion `end()`, and takes the rest. Synchronous throughout.
 */
export abstract class RecordDecoder<out T> {
  /** Offset in the input at which a new decoder can begin (not inside of a record). */
  abstract readonly resumeOffset: number;
  /** How many records beginning at or after `resumeOffset` have been returned. */
  abstract readonly recordsSinceResume: number;
  /** True once no further record of the range can come, whatever is pushed. */
  abstract readonly isDone: boolean;
  /** Takes a portion; only after `next` returned `undefined`. The bytes are the caller's again when it returns. */
  abstract push(bytes: Uint8Array): void;
  /** The next record, or `undefined` when more bytes are needed or nothing is left. */
  abstract next(): T | undefined;
  /** No more bytes follow. Called once, after `next` returned `undefined`. */
  abstract end(): void;
}

/** A format of records in a stream of bytes. Flink: `StreamFormat`. */
export abstract class RecordFormat<out T> {
  /** True where decoding may begin at any byte (`DecoderRange.startsInside`), so that a file can have several readers. */
  abstract readonly isSplittable: boolean;
  /** Type of the records where the format knows it. */
  readonly producedType?: AnyTypeInformation | undefined;
  /** `reject` takes what cannot be decoded; the decoder goes on with the next record. */
  abstract createDecoder(range: DecoderRange, reject: RejectBytes): RecordDecoder<T>;
}
