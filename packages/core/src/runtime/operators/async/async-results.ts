/** What an async function answered, as the records that are emitted; everything else is refused by name. @internal */
import { describeValue } from "../../../base/describe-value.ts";
import { streamError } from "../../../base/stream-error.ts";
import { previewOf } from "../../../types/text.ts";
import type { ChainedContext } from "../chained-context.ts";
import { RecordCheck } from "../record-check.ts";

/** Checks the answers of one operator. */
export class AsyncResults {
  readonly #operator: string;
  readonly #isList: boolean;
  readonly #check: RecordCheck;

  /** `isList`: the function answers with a list of records, not with one record. */
  constructor(context: ChainedContext, isList: boolean) {
    this.#operator = context.node.name;
    this.#isList = isList;
    this.#check = new RecordCheck(context.node.outputType, context.node.name);
  }

  /** The answer as a list, `null` where it is none at all; `undefined` where it is something else. */
  listOf(answer: unknown): readonly unknown[] | null | undefined {
    if (!this.#isList) return [answer];
    if (Array.isArray(answer)) return answer;
    if (answer === null || answer === undefined) return null;
    return isIterable(answer) ? [...answer] : undefined;
  }

  /** The records to emit, in a list of our own; `list` is what `listOf` made of the answer. */
  check(answer: unknown, list: readonly unknown[] | null | undefined): readonly unknown[] {
    if (list === null || list === undefined) throw this.#refusal(answer);
    return list.map((record) => this.#check.check(record));
  }

  #refusal(answer: unknown): Error {
    const operator = this.#operator;
    if (answer === null || answer === undefined)
      return streamError("FUNCTION_RETURNED_NULL", { operator, value: describeValue(answer) });
    if (typeof answer === "string") return streamError("FUNCTION_RETURNED_STRING", { operator });
    return streamError("FUNCTION_RETURNED_NOT_ITERABLE", { operator, value: previewOf(answer) });
  }
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}
