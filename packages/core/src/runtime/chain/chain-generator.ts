/**
 * Writes a chain's operators into one program: a function per record for each entry, operators fused behind it.
 *
 * C1: the current timestamp is a field of one object per chain, not a parameter: a number handed from function to
 * function is boxed where the call is not inlined. C2: whatever an operator's own user code could be blamed for happens
 * after `running.number` has its number; emitting to a second branch says so again.
 */
import type { JobOutput } from "../../plan/job-graph.ts";
import { isFused, type OperatorCode } from "../operators/operator-code.ts";
import { inCounter, mainCounter, sideCounter } from "./chain-layout.ts";
import type { ChainParts } from "./chain-parts.ts";
import { ProgramWriter } from "./program-writer.ts";
import { fanOutCopier } from "./record-fan-out.ts";

/** Holds the timestamp of the record on its way; a class, so that the field is an unboxed double. */
export class CurrentTime {
  ms = 0.5;
}

/** How many checks still look for promises in the first records; see `RecordCheck`. */
export class Inspection {
  pending = 0;
}

/** Writes operators. One per chain. */
export class ChainGenerator {
  readonly program: ProgramWriter = new ProgramWriter();
  readonly time: string;
  readonly running: string;
  readonly counters: string;
  readonly inspection: string;
  readonly #parts: ChainParts;
  readonly #emitFunctions = new Map<string, string>();
  readonly #inspection: Inspection;
  readonly #inspecting = new Set<object>();
  /** Which version is being written: the one of the first records, or the lasting one. */
  isInspecting: boolean = true;

  constructor(parts: ChainParts, time: CurrentTime, inspection: Inspection) {
    this.#inspection = inspection;
    this.#parts = parts;
    this.time = this.program.bind("time", time);
    this.running = this.program.bind("running", parts.signals.running);
    this.inspection = this.program.bind("inspection", inspection);
    this.counters = this.program.bind("counters", parts.counters);
  }

  /** Writes what happens to a record that arrives at an operator. */
  operator(index: number, input: number, value: string, key: string): void {
    const operator = this.#parts.operators[index];
    if (this.#parts.layout[index]?.parent === undefined) this.#count(inCounter(index));
    if (operator === undefined) return;
    const { suspension } = operator;
    if (suspension === undefined) {
      this.#arrive(index, input, value, key);
      return;
    }
    const bound = this.program.bind("suspension", suspension);
    this.program.line(
      `if (${bound}.isSuspended) ${bound}.inbox.element(${value}, ${this.time}.ms, ${key}, ${input}); else {`,
    );
    this.#arrive(index, input, value, key);
    this.program.line("}");
  }

  #arrive(index: number, input: number, value: string, key: string): void {
    const operator = this.#parts.operators[index];
    if (operator === undefined) return;
    if (isFused(operator)) {
      if (this.program.fuse()) operator.generate(input, this.#codeOf(index, value, key));
      else this.program.line(`${this.#operatorFunction(index, input)}(${value}, ${key});`);
      return;
    }
    this.#enter(index);
    this.program.line(
      `${this.program.bind("input", operator.inputs[input])}.element(${value}, ${this.time}.ms, ${key});`,
    );
  }

  /** A function `(value)` that sends to the main output, or to a side output, of an operator. */
  emitFunction(index: number, tagId?: string): string {
    const id = `${this.isInspecting} ${index} ${tagId === undefined ? "main" : `side ${tagId}`}`;
    const known = this.#emitFunctions.get(id);
    if (known !== undefined) return known;
    const name = this.program.local("emit");
    this.#emitFunctions.set(id, name);
    const layout = this.#parts.layout[index];
    const outputs = tagId === undefined ? layout?.main : layout?.sides.get(tagId);
    this.program.define(() => {
      this.program.line(`function ${name}(v) {`);
      this.#emit(index, outputs ?? [], "v");
      this.program.line("}");
    });
    return name;
  }

  #operatorFunction(index: number, input: number): string {
    const name = this.program.local("operator");
    const operator = this.#parts.operators[index];
    this.program.define(() => {
      this.program.line(`function ${name}(v, key) {`);
      this.program.fuse();
      if (operator !== undefined && isFused(operator))
        operator.generate(input, this.#codeOf(index, "v", "key"));
      this.program.line("}");
    });
    return name;
  }

  #emit(index: number, outputs: readonly JobOutput[], value: string): void {
    const { vertex, layout, isObjectReuse } = this.#parts;
    if (outputs[0]?.sideOutputTag !== undefined) this.#count(sideCounter(index));
    else if (layout[index]?.isOneToOne === false) this.#count(mainCounter(index));
    const sender = vertex.operators[index];
    const copier =
      sender === undefined
        ? undefined
        : fanOutCopier(vertex.operators, sender, outputs, isObjectReuse);
    for (const [branch, output] of outputs.entries()) {
      if (outputs.length > 1) this.#enter(index);
      let sent = value;
      if (copier !== undefined && branch < outputs.length - 1) {
        sent = this.program.local("copy");
        this.program.line(`const ${sent} = ${this.program.bind("copier", copier)}(${value});`);
      }
      this.#send(output, sent);
    }
  }

  #send(output: JobOutput, value: string): void {
    if (output.to === "operator") {
      this.operator(output.operator, 0, value, "undefined");
      return;
    }
    const edge = this.program.bind("edge", this.#parts.edge(output.edge));
    this.program.line(`${edge}.element(${value}, ${this.time}.ms, undefined);`);
  }

  #inspect(check: object): string | undefined {
    if (!this.isInspecting) return undefined;
    this.#inspecting.add(check);
    this.#inspection.pending = this.#inspecting.size;
    return `${this.inspection}.pending--`;
  }

  #count(counter: number): void {
    this.program.line(`${this.counters}[${counter}]++;`);
  }

  #enter(index: number): void {
    this.program.line(`${this.running}.number = ${this.#parts.firstNumber + index};`);
  }

  #codeOf(index: number, value: string, key: string): OperatorCode {
    const { program } = this;
    const code: OperatorCode = {
      value,
      key,
      timestampMs: `${this.time}.ms`,
      inspectionDone: (check) => this.#inspect(check),
      bind: (hint, bound) => program.bind(hint, bound),
      local: (hint) => program.local(hint),
      line: (text) => program.line(text),
      enter: () => this.#enter(index),
      emit: (emitted) => this.#emit(index, this.#parts.layout[index]?.main ?? [], emitted),
      emitFunction: () => this.emitFunction(index),
      define: (write) => program.define(() => write(code)),
      retime: (timestampMs, body) => {
        const saved = program.local("saved");
        program.line(`const ${saved} = ${this.time}.ms;\n${this.time}.ms = ${timestampMs};`);
        body();
        program.line(`${this.time}.ms = ${saved};`);
      },
    };
    return code;
  }
}
