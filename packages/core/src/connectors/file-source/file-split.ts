/** Pieces of input files, and how a set of files is cut into them. */
import { jsonSerializer } from "../../connector/json-serializer.ts";
import type { SimpleVersionedSerializer } from "../../connector/source.ts";

/** A range of one file. Offsets are bytes of the (decompressed) file. A record belongs to the range where it begins. */
export interface FileSplit {
  readonly splitId: string;
  readonly path: string;
  /** Size of the file when it was listed, in bytes as they lie on the disk. */
  readonly fileBytes: number;
  /** Where reading begins. */
  readonly startOffset: number;
  /** True where `startOffset` may lie inside of a record that belongs to another range. */
  readonly startsInside: boolean;
  /** Records that begin here or later belong to another range; `null`: up to the end of the file. */
  readonly endOffset: number | null;
  /** Records to drop from `startOffset` on: they were returned before a checkpoint. */
  readonly recordsToSkip: number;
}

/** A file as it was listed. */
export interface ListedFile {
  readonly path: string;
  readonly sizeBytes: number;
}

export const fileSplitSerializer: SimpleVersionedSerializer<FileSplit> = jsonSerializer(
  "A file split",
  1,
);

const SMALLEST_RANGE = 1 << 20;
const LARGEST_RANGE = 64 << 20;

/**
 * Cuts files into splits, in the order of the files. With one reader, or a format that is not splittable, or for
 * compressed files: one split per file. Otherwise ranges, about four per reader, of 1 to 64 MiB (`rangeBytes` to choose).
 */
export function planFileSplits(
  files: readonly ListedFile[],
  isSplittable: (path: string) => boolean,
  parallelism: number,
  rangeBytes: number = suitableRange(files, parallelism),
): FileSplit[] {
  const splits: FileSplit[] = [];
  const counts = new Map<string, number>();
  for (const file of files) {
    const listings = counts.get(file.path) ?? 0;
    counts.set(file.path, listings + 1);
    const ranges =
      isSplittable(file.path) && parallelism > 1 ? Math.ceil(file.sizeBytes / rangeBytes) : 1;
    for (let index = 0; index < Math.max(1, ranges); index++)
      splits.push(rangeOf(file, index, ranges, rangeBytes, listings));
  }
  return splits;
}

function suitableRange(files: readonly ListedFile[], parallelism: number): number {
  const total = files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return Math.min(LARGEST_RANGE, Math.max(SMALLEST_RANGE, Math.ceil(total / (parallelism * 4))));
}

/** `listings`: how often the file was listed before; who names a file twice reads it twice. */
function rangeOf(
  file: ListedFile,
  index: number,
  ranges: number,
  rangeBytes: number,
  listings: number,
): FileSplit {
  const isFirst = index === 0;
  return {
    splitId: `${file.path}#${index}${listings === 0 ? "" : `@${listings}`}`,
    path: file.path,
    fileBytes: file.sizeBytes,
    // One byte before the range: when it ends a record, the range begins with a record of its own.
    startOffset: isFirst ? 0 : index * rangeBytes - 1,
    startsInside: !isFirst,
    endOffset: index >= ranges - 1 ? null : (index + 1) * rangeBytes,
    recordsToSkip: 0,
  };
}
