/** The contents of windows with an evictor: all records with their timestamps; incremental functions run when it fires. */
import type { Evictor, EvictorContext } from "../../../windowing/evictor.ts";
import { TimestampedValue } from "../../../windowing/timestamped-value.ts";
import type { Window } from "../../../windowing/window.ts";
import type { RecordCopier } from "../record-copier.ts";
import type { Contents, Pane } from "./pane.ts";
import type { WindowContents } from "./window-contents.ts";

type Records = TimestampedValue<unknown>[];

/** Keeps records for an evictor. */
export class EvictingContents {
  readonly #evictor: Evictor<unknown, Window>;
  readonly #context: EvictorContext;
  /** What the function sees is made of the records by these. */
  readonly #inner: WindowContents;
  readonly #copy: RecordCopier | undefined;

  constructor(
    evictor: Evictor<unknown, Window>,
    context: EvictorContext,
    inner: WindowContents,
    copy: RecordCopier | undefined,
  ) {
    this.#evictor = evictor;
    this.#context = context;
    this.#inner = inner;
    this.#copy = copy;
  }

  add(into: Contents, value: unknown, timestampMs: number, isShared: boolean): void {
    const copy = this.#copy;
    const kept = isShared && copy !== undefined ? copy(value) : value;
    const record = new TimestampedValue(kept, timestampMs);
    if (into.contents === undefined) into.contents = [record];
    else (into.contents as Records).push(record); // only this class writes the contents
  }

  /** Evicts, and returns the function's input; nothing where an incremental function has nothing to combine. */
  elements(pane: Pane): unknown[] {
    const records = pane.contents as Records; // only this class writes the contents
    this.#evictor.evictBefore(records, records.length, pane.window, this.#context);
    const combined: Contents = { contents: undefined };
    // A copy, because the window may keep the record.
    for (const record of records) this.#inner.add(combined, record.getValue(), true);
    return combined.contents === undefined ? [] : this.#inner.elements(combined, false);
  }

  /** Evicts once more, behind the function. */
  afterFiring(pane: Pane): void {
    const records = pane.contents as Records; // only this class writes the contents
    this.#evictor.evictAfter(records, records.length, pane.window, this.#context);
    if (records.length === 0) pane.contents = undefined;
  }

  merge(into: Contents, sources: readonly Contents[]): void {
    const records = sources.flatMap(({ contents }) => (contents as Records | undefined) ?? []);
    if (records.length > 0) into.contents = records;
  }
}
