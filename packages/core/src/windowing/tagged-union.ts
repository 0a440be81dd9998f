/** `TaggedUnion`: a record of one of two streams, as the windows of joins and co-groups keep it. */

/** What assigners, triggers and evictors of joins see: which stream a record came from, and the record. Flink: `CoGroupedStreams.TaggedUnion`. */
export class TaggedUnion<out A, out B> {
  private readonly input: 1 | 2;
  private readonly record: A | B;

  private constructor(input: 1 | 2, record: A | B) {
    this.input = input;
    this.record = record;
  }

  /** A record of the first stream. */
  static one<A>(record: A): TaggedUnion<A, never> {
    return new TaggedUnion<A, never>(1, record);
  }

  /** A record of the second stream. */
  static two<B>(record: B): TaggedUnion<never, B> {
    return new TaggedUnion<never, B>(2, record);
  }

  /** True for records of the first stream. */
  isOne(): boolean {
    return this.input === 1;
  }

  /** True for records of the second stream. */
  isTwo(): boolean {
    return this.input === 2;
  }

  /** The record of the first stream; `null` where it is one of the second. */
  getOne(): A | null {
    return this.input === 1 ? (this.record as A) : null; // the tag says so
  }

  /** The record of the second stream; `null` where it is one of the first. */
  getTwo(): B | null {
    return this.input === 2 ? (this.record as B) : null; // the tag says so
  }
}
