/** How a file source finds files and hands them out: Flink's provider names, as plain data. */

/** Which enumerator a source uses. Both walk directories recursively and leave out names that begin with `.` or `_`. */
export class FileEnumeratorProvider {
  /** True where files may be cut into ranges for several readers. */
  readonly isSplitting: boolean;

  private constructor(isSplitting: boolean) {
    this.isSplitting = isSplitting;
  }

  /** Files of splittable formats are cut into ranges. The default. */
  static defaultSplittableFileEnumerator(): FileEnumeratorProvider {
    return new FileEnumeratorProvider(true);
  }

  /** One split per file. */
  static defaultNonSplittableFileEnumerator(): FileEnumeratorProvider {
    return new FileEnumeratorProvider(false);
  }
}

/** How splits are handed out. All files are equally near here, so there is one way: in order, on request. */
export class FileSplitAssignerProvider {
  readonly name = "locality-aware";

  private constructor() {}

  static localityAwareSplitAssigner(): FileSplitAssignerProvider {
    return new FileSplitAssignerProvider();
  }
}
