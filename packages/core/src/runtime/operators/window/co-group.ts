/**
 * Windows over two streams: `coGroup`, and `join`, which is a co-group that goes through the pairs.
 *
 * Records of both streams are in the same windows, tagged; assigner, trigger and evictor see the tags. The function sees
 * the records of each stream in the order of their arrival. O1: a record that is in several pairs is copied for each but
 * the last one.
 */
import type { CoGroupNode } from "../../../plan/transformation.ts";
import { serializerOf } from "../../../types/serializers/serializer-of.ts";
import { TaggedUnion } from "../../../windowing/tagged-union.ts";
import { readPart } from "../../state/content-codec.ts";
import type { ChainedContext } from "../chained-context.ts";
import { FunctionResults } from "../function-results.ts";
import type { Operator } from "../operator.ts";
import { type RecordCopier, recordCopier } from "../record-copier.ts";
import { UserFunction } from "../user-function.ts";
import { createJoinCall } from "./join-call.ts";
import type { Pane } from "./pane.ts";
import type { PaneEmitter } from "./pane-emitter.ts";
import { type ElementCodec, elementsPaneCodec } from "./window-codec.ts";
import { createListContents } from "./window-contents.ts";
import { WindowOperator } from "./window-operator.ts";

type Tagged = TaggedUnion<unknown, unknown>;

/** `coGroup(…)` and `join(…)` with their windows. */
export function createCoGroupOperator(context: ChainedContext<CoGroupNode>): Operator {
  const [copyFirst, copySecond] = inputCopiers(context);
  const copy = taggedCopier(copyFirst, copySecond);
  return new WindowOperator(context, {
    inputs: [(record) => TaggedUnion.one(record), (record) => TaggedUnion.two(record)],
    recordOf,
    copy,
    contents: createListContents(copy),
    createPaneCodec: () =>
      elementsPaneCodec(taggedElement(context), context.node.evictor !== undefined),
    isCalledWithNothing: true,
    createEmitter: () => new CoGroupEmitter(context),
  });
}

/** The copiers of both inputs; `undefined` where nothing needs to be copied. */
export function inputCopiers({
  operator,
  isObjectReuse,
}: ChainedContext): readonly [RecordCopier | undefined, RecordCopier | undefined] {
  const [first, second] = operator.inputTypes;
  return [recordCopier(first, isObjectReuse), recordCopier(second, isObjectReuse)];
}

function recordOf(element: unknown): unknown {
  const tagged = element as Tagged; // what the inputs made
  return tagged.isOne() ? tagged.getOne() : tagged.getTwo();
}

function taggedCopier(
  copyFirst: RecordCopier | undefined,
  copySecond: RecordCopier | undefined,
): RecordCopier | undefined {
  if (copyFirst === undefined && copySecond === undefined) return undefined;
  return (element) => {
    const isOne = (element as Tagged).isOne(); // what the inputs made
    const copy = isOne ? copyFirst : copySecond;
    const record = recordOf(element);
    const copied = copy === undefined ? record : copy(record);
    return isOne ? TaggedUnion.one(copied) : TaggedUnion.two(copied);
  };
}

/** One byte for the input, and the record. */
function taggedElement({ operator }: ChainedContext<CoGroupNode>): ElementCodec {
  const [first, second] = operator.inputTypes;
  const serializers = { first: serializerOf(first), second: serializerOf(second) };
  return {
    serializers,
    write(element, output) {
      const isOne = (element as Tagged).isOne(); // what the inputs made
      output.byte(isOne ? 0 : 1);
      (isOne ? serializers.first : serializers.second).write(recordOf(element), output);
    },
    read(input, reads) {
      return input.byte() === 0
        ? TaggedUnion.one(readPart(reads, "first", input))
        : TaggedUnion.two(readPart(reads, "second", input));
    },
  };
}

class CoGroupEmitter implements PaneEmitter {
  readonly #context: ChainedContext<CoGroupNode>;
  readonly #user: UserFunction;
  readonly #results: FunctionResults;
  readonly #call: (first: readonly unknown[], second: readonly unknown[]) => void;

  constructor(context: ChainedContext<CoGroupNode>) {
    this.#context = context;
    this.#user = new UserFunction(context, context.node.function);
    this.#results = new FunctionResults(context);
    this.#call =
      context.node.function.role === "join"
        ? createJoinCall(context, this.#user, this.#results, inputCopiers(context))
        : this.#createCoGroupCall();
  }

  open(): void | Promise<void> {
    return this.#user.open();
  }

  close(): void | Promise<void> {
    return this.#user.close();
  }

  emit(pane: Pane, elements: readonly unknown[]): void {
    const { guard } = this.#context;
    const first: unknown[] = [];
    const second: unknown[] = [];
    for (const element of elements) {
      const isOne = (element as Tagged).isOne(); // what the inputs made
      (isOne ? first : second).push(recordOf(element));
    }
    this.#results.timestampMs = pane.window.maxTimestamp();
    guard.running.number = guard.operatorNumber;
    this.#call(first, second);
    guard.running.number = guard.operatorNumber;
  }

  clear(): void {
    // The function keeps nothing for a window.
  }

  #createCoGroupCall(): (first: readonly unknown[], second: readonly unknown[]) => void {
    const results = this.#results;
    const coGroup = this.#user.method("coGroup");
    return (first, second) => results.emit(coGroup(first, second, results.collector));
  }
}
