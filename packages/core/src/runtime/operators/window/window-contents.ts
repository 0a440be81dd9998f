/**
 * What a window keeps of its records: a list, or one accumulator where an incremental function combines them.
 *
 * O1: a record that goes into several windows, and what is handed out while the window keeps it, is copied.
 */
import type { WindowAggregation, WindowNode } from "../../../plan/transformation.ts";
import type { AnyTypeInformation } from "../../../types/type-information.ts";
import { createCombine, firstOf } from "../aggregate.ts";
import type { ChainedContext } from "../chained-context.ts";
import { type RecordCopier, recordCopier } from "../record-copier.ts";
import { UserFunction } from "../user-function.ts";
import type { Contents } from "./pane.ts";

/** Puts records into windows and takes out what the window's function sees. */
export interface WindowContents {
  /** `isShared`: the record goes into another window as well. */
  add(into: Contents, value: unknown, isShared: boolean): void;
  /** The function's input, of a window that is not empty. `remains`: the window keeps its contents. */
  elements(of: Contents, remains: boolean): unknown[];
  /** Moves the contents of `sources` into `into`, which is empty. */
  merge(into: Contents, sources: readonly Contents[]): void;
}

/** All records, in the order of their arrival. */
class ListContents implements WindowContents {
  readonly #copy: RecordCopier | undefined;

  constructor(copy: RecordCopier | undefined) {
    this.#copy = copy;
  }

  add(into: Contents, value: unknown, isShared: boolean): void {
    const copy = this.#copy;
    const kept = isShared && copy !== undefined ? copy(value) : value;
    if (into.contents === undefined) into.contents = [kept];
    else (into.contents as unknown[]).push(kept); // only this class writes the contents
  }

  elements(of: Contents, remains: boolean): unknown[] {
    const list = of.contents as unknown[]; // only this class writes the contents
    if (!remains) return list;
    const copy = this.#copy;
    return copy === undefined ? list.slice() : list.map((value) => copy(value));
  }

  merge(into: Contents, sources: readonly Contents[]): void {
    const lists = sources.flatMap(({ contents }) => (contents as unknown[] | undefined) ?? []);
    if (lists.length > 0) into.contents = lists;
  }
}

/** One running value of the records' own type. */
class ReducedContents implements WindowContents {
  readonly #reduce: (previous: unknown, value: unknown) => unknown;
  readonly #first: (value: unknown) => unknown;
  readonly #copy: RecordCopier | undefined;

  constructor(
    reduce: (previous: unknown, value: unknown) => unknown,
    first: (value: unknown) => unknown,
    copy: RecordCopier | undefined,
  ) {
    this.#reduce = reduce;
    this.#first = first;
    this.#copy = copy;
  }

  add(into: Contents, value: unknown, isShared: boolean): void {
    const copy = this.#copy;
    const own = isShared && copy !== undefined ? copy(value) : value;
    into.contents =
      into.contents === undefined ? this.#first(own) : this.#reduce(into.contents, own);
  }

  elements(of: Contents, remains: boolean): unknown[] {
    const copy = this.#copy;
    return [remains && copy !== undefined ? copy(of.contents) : of.contents];
  }

  merge(into: Contents, sources: readonly Contents[]): void {
    for (const { contents } of sources) {
      if (contents === undefined) continue;
      into.contents =
        into.contents === undefined ? contents : this.#reduce(into.contents, contents);
    }
  }
}

/** One accumulator of an AggregateFunction. */
class AggregatedContents implements WindowContents {
  readonly #function: UserFunction;
  readonly #add: (value: unknown, accumulator: unknown) => unknown;
  readonly #copy: RecordCopier | undefined;

  constructor(user: UserFunction, copy: RecordCopier | undefined) {
    this.#function = user;
    this.#add = user.method("add");
    this.#copy = copy;
  }

  add(into: Contents, value: unknown): void {
    const accumulator =
      into.contents === undefined ? this.#function.method("createAccumulator")() : into.contents;
    into.contents = this.#add(value, accumulator);
  }

  elements(of: Contents, remains: boolean): unknown[] {
    const result = this.#function.method("getResult")(of.contents);
    const copy = this.#copy;
    return [remains && copy !== undefined ? copy(result) : result];
  }

  merge(into: Contents, sources: readonly Contents[]): void {
    const merge = this.#function.method("merge");
    for (const { contents } of sources) {
      if (contents === undefined) continue;
      into.contents = into.contents === undefined ? contents : merge(into.contents, contents);
    }
  }
}

/** The contents that a node's windows have, but for evictors. */
export function createContents(context: ChainedContext<WindowNode>): WindowContents {
  const { aggregation } = context.node;
  const type = context.operator.inputTypes[0];
  const copy = recordCopier(type, context.isObjectReuse);
  return aggregation === undefined
    ? createListContents(copy)
    : createIncremental(context, aggregation, type, copy);
}

/** Windows that keep all elements. */
export function createListContents(copy: RecordCopier | undefined): WindowContents {
  return new ListContents(copy);
}

function createIncremental(
  context: ChainedContext<WindowNode>,
  aggregation: WindowAggregation,
  type: AnyTypeInformation | undefined,
  copy: RecordCopier | undefined,
): WindowContents {
  switch (aggregation.type) {
    case "reduce": {
      const user = new UserFunction(context, aggregation.function);
      return new ReducedContents(user.method("reduce"), (value) => value, copy);
    }
    case "aggregate": {
      const user = new UserFunction(context, aggregation.function);
      return new AggregatedContents(user, recordCopier(undefined, context.isObjectReuse));
    }
    case "field":
      return new ReducedContents(
        createCombine(aggregation, type),
        (value) => firstOf(aggregation, value),
        copy,
      );
  }
}
