/**
 * What functions with several outputs hand out: an iterable, a generator, or a collector, all equal at run time.
 *
 * Elements of process functions may be pairs `[tag, value]`, which go to a side output. A bare text, a promise and what
 * cannot be iterated are refused by name.
 */
import { isThenable } from "../../base/is-thenable.ts";
import { streamError } from "../../base/stream-error.ts";
import { Collector } from "../../functions/collector.ts";
import { OutputTag } from "../../functions/output-tag.ts";
import { previewOf } from "../../types/text.ts";
import type { ChainedContext } from "./chained-context.ts";
import type { OperatorCode } from "./operator-code.ts";
import { type ElementOutput, OperatorCollector, outputOutsideCall } from "./operator-collector.ts";
import { RecordCheck } from "./record-check.ts";
import type { SideTarget } from "./side-outputs.ts";

/** An element for a side output. */
type SidePair = readonly [OutputTag<unknown>, unknown];

/** Names in the generated program: the collector, and a function that takes one element of a result. */
export interface GeneratedResults {
  readonly collector: string;
  readonly element: string;
}

/** The outputs of one operator's function. */
export class FunctionResults implements ElementOutput {
  /** Of the record being processed; what is emitted carries it. */
  timestampMs = 0.5;
  readonly collector: Collector<unknown>;
  readonly #context: ChainedContext;
  readonly #check: RecordCheck;
  /** Present where elements may be pairs. */
  readonly #sideTarget: SideTarget | undefined;
  readonly #element: (element: unknown) => void;

  constructor(context: ChainedContext, sideTarget?: SideTarget) {
    this.#context = context;
    this.#check = new RecordCheck(context.node.outputType, context.node.name);
    this.#sideTarget = sideTarget;
    this.collector = new OperatorCollector(context, this);
    this.#element = (element) => {
      context.guard.running.number = context.guard.operatorNumber;
      this.send(this.prepare(element));
    };
  }

  prepare(element: unknown): unknown {
    return this.#sideTarget !== undefined && isSidePair(element)
      ? element
      : this.#check.check(element);
  }

  send(element: unknown): void {
    if (this.#sideTarget !== undefined && isSidePair(element))
      this.#sideTarget.sideElement(element[0], element[1]);
    else this.#context.output.element(element, this.timestampMs);
  }

  /** Emits what the function returned (plain form). */
  emit(result: unknown): void {
    if (result === undefined || result === null) return;
    if (Array.isArray(result)) {
      if (this.#sideTarget !== undefined && isSidePair(result)) throw this.returnedPair();
      for (let index = 0; index < result.length; index++) this.#element(result[index]);
    } else this.emitIterable(result, this.#element);
  }

  /** Emits a result that is neither nothing nor an array; between two steps the user's own code runs again. */
  emitIterable(result: unknown, element: (element: unknown) => void): void {
    const { guard } = this.#context;
    for (const one of this.#iterable(result)) {
      element(one);
      guard.running.number = guard.operatorNumber;
    }
  }

  /** The elements of a result, for operators that take them in slices; refuses what `emit` refuses. */
  iteratorOf(result: unknown): Iterator<unknown> | undefined {
    if (result === undefined || result === null) return undefined;
    return this.#iterable(result)[Symbol.iterator]();
  }

  #iterable(result: unknown): Iterable<unknown> {
    const { node } = this.#context;
    if (typeof result === "string")
      throw streamError("FUNCTION_RETURNED_STRING", { operator: node.name });
    if (isThenable(result) || isAsyncIterable(result))
      throw streamError("FUNCTION_RETURNED_PROMISE", { operator: node.name });
    if (!isIterable(result)) {
      throw streamError("FUNCTION_RETURNED_NOT_ITERABLE", {
        operator: node.name,
        value: previewOf(result),
      });
    }
    return result;
  }

  /** The error for a returned `[tag, value]`: as a list of records it would emit the tag. */
  returnedPair(): Error {
    return streamError("FUNCTION_RETURNED_PAIR", { operator: this.#context.node.name });
  }

  /** Writes the collector and the element function of the generated form. */
  generate(code: OperatorCode): GeneratedResults {
    const names = {
      collector: code.local("out"),
      element: code.local("element"),
      send: code.local("send"),
    };
    const emit = code.emitFunction();
    const guard = this.#context.guard;
    const bound = {
      Collector: code.bind("Collector", Collector),
      outside: code.bind("outside", () => outputOutsideCall(guard)),
      running: code.bind("running", guard.running),
      failed: code.bind("failed", (error: unknown) => this.#context.downstreamFailed(error)),
    };
    const pair = this.#sideTarget === undefined ? undefined : code.bind("isSidePair", isSidePair);
    const check = (target: OperatorCode) => {
      if (pair !== undefined) target.line(`if (!${pair}(v)) {`);
      this.#check.generate(target, "v");
      if (pair !== undefined) target.line("}");
    };
    code.define((lines) => {
      if (pair === undefined) lines.line(`const ${names.send} = ${emit};`);
      else {
        const process = code.bind("process", this.#sideTarget);
        lines.line(
          `function ${names.send}(v) { if (${pair}(v)) ${process}.sideElement(v[0], v[1]); else ${emit}(v); }`,
        );
      }
      lines.line(`function ${names.element}(v) {`);
      lines.enter(); // the element before has run the operators behind
      check(lines);
      lines.line(`${names.send}(v);\n}`);
      lines.line(`const ${names.collector} = new (class extends ${bound.Collector} { collect(v) {`);
      lines.line(
        `if (${bound.running}.number !== ${guard.operatorNumber}) throw ${bound.outside}();`,
      );
      check(lines);
      lines.line(`try { ${names.send}(v); } catch (error) { throw ${bound.failed}(error); }`);
      lines.line(`${bound.running}.number = ${guard.operatorNumber};\n} })();`);
    });
    return { collector: names.collector, element: names.element };
  }

  /** Writes the emission of what the function returned, a plain name. */
  generateEmit(code: OperatorCode, result: string, names: GeneratedResults): void {
    const index = code.local("index");
    const results = code.bind("results", this);
    code.line(`if (${result} !== undefined && ${result} !== null) {`);
    code.line(`if (Array.isArray(${result})) {`);
    if (this.#sideTarget !== undefined) {
      const pair = code.bind("isSidePair", isSidePair);
      code.line(`if (${pair}(${result})) throw ${results}.returnedPair();`);
    }
    code.line(
      `for (let ${index} = 0; ${index} < ${result}.length; ${index}++) ${names.element}(${result}[${index}]);\n}`,
    );
    code.line(`else ${results}.emitIterable(${result}, ${names.element});\n}`);
  }
}

/** True for `[tag, value]`. */
function isSidePair(element: unknown): element is SidePair {
  return Array.isArray(element) && element.length === 2 && OutputTag.is(element[0]);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
