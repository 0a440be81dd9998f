/** A chain: makes its operators, wires them in one of the two forms, opens and closes them, and describes failures. */
import { OBJECT_REUSE, readOption } from "../../base/config-options.ts";
import type { JobOperator, JobVertex } from "../../plan/job-graph.ts";
import type { PhysicalNode } from "../../plan/transformation.ts";
import type { ChainedContext } from "../operators/chained-context.ts";
import { createOperator } from "../operators/create-operator.ts";
import type { Input, Operator } from "../operators/operator.ts";
import { isTimed } from "../operators/timed-operator.ts";
import type { CallGuard } from "../state/backend.ts";
import { ObjectTable } from "../state/object-table.ts";
import type { Chain, ChainPorts } from "./chain.ts";
import {
  createCounters,
  layoutOf,
  type OperatorLayout,
  recordsIn,
  recordsOut,
} from "./chain-layout.ts";
import { ChainOutput } from "./chain-output.ts";
import type { ChainParts, ElementEntry, PulledReader, WiredChain } from "./chain-parts.ts";
import { ControlFlow } from "./control-flow.ts";
import { describeError, type FailedRecord } from "./failure.ts";

/** The chain's form: generated code, or plain operator objects. */
export type WireChain = (parts: ChainParts) => WiredChain;

/** A chain of one vertex in one subtask. */
export class OperatorChain implements Chain {
  readonly vertex: JobVertex;
  readonly inputs: readonly Input[];
  readonly #ports: ChainPorts;
  readonly #layout: readonly OperatorLayout[];
  readonly #operators: Operator[] = [];
  readonly #outputs: ChainOutput[] = [];
  readonly #control: ControlFlow;
  readonly #firstNumber: number;
  readonly #counters: Float64Array;
  readonly #isObjectReuse: boolean;
  readonly #wired: WiredChain;
  /** Operators whose `open` was called, in that order. */
  readonly #opened: Operator[] = [];

  constructor(vertex: JobVertex, ports: ChainPorts, wire: WireChain) {
    this.vertex = vertex;
    this.#ports = ports;
    this.#layout = layoutOf(vertex);
    this.#counters = createCounters(this.#layout);
    this.#isObjectReuse = readOption(ports.environment.configuration, OBJECT_REUSE);
    const { signals } = ports.environment;
    const numbers = vertex.operators.map(() => signals.nextOperatorNumber());
    this.#firstNumber = numbers[0] ?? 0;
    this.#control = new ControlFlow(
      this.#operators,
      this.#layout,
      (index) => ports.edge(index),
      (operator) => {
        signals.running.number = this.#firstNumber + operator;
      },
    );
    for (const [index, operator] of vertex.operators.entries())
      this.#operators.push(this.#createOperator(index, operator));
    this.#control.startInputs(this.#operators[0]?.inputs.length ?? 0);
    this.#wired = wire(this.#parts());
    this.inputs = this.#wired.elements.map((element, index) => this.#inputOf(element, index));
  }

  async open(): Promise<void> {
    for (const operator of this.#operators.toReversed()) {
      this.#opened.push(operator);
      try {
        await operator.open?.();
      } catch (error) {
        throw this.#describe(error, this.#operators.indexOf(operator), undefined);
      }
    }
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const operator of this.#opened.splice(0)) {
      try {
        await operator.close?.();
      } catch (error) {
        failures.push(this.#describe(error, this.#operators.indexOf(operator), undefined));
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  pullLoop(reader: PulledReader): (limit: number) => number {
    return this.#wired.pullLoop(reader);
  }

  describeFailure(error: unknown): unknown {
    const remembered = this.#ports.environment.signals.failure;
    if (remembered !== undefined) return remembered.error;
    return this.#describe(error, this.#runningOperator(), undefined);
  }

  onPeriodicEmit(): void {
    this.#controlled(() => {
      for (const operator of this.#operators) if (isTimed(operator)) operator.onPeriodicEmit();
    });
  }

  /** How many records an operator of the chain has taken. Flink: `numRecordsIn`. */
  numRecordsIn(operator: number): number {
    return recordsIn(this.#layout, this.#counters, operator);
  }

  /** How many records an operator of the chain has emitted, to its main and side outputs. Flink: `numRecordsOut`. */
  numRecordsOut(operator: number): number {
    return recordsOut(this.#layout, this.#counters, operator);
  }

  #createOperator(index: number, operator: JobOperator): Operator {
    const output = new ChainOutput(index, this.#control);
    this.#outputs.push(output);
    const context = this.#contextOf(index, operator, output);
    const { node } = operator;
    try {
      return node.kind === "sink" ? this.#ports.createSink(context) : createOperator(context, node);
    } catch (error) {
      throw this.#describe(error, index, undefined);
    }
  }

  #contextOf(index: number, operator: JobOperator, output: ChainOutput): ChainedContext {
    const { environment } = this.#ports;
    const { signals, subtaskIndex } = environment;
    const number = this.#firstNumber + index;
    const guard: CallGuard = {
      running: signals.running,
      operatorNumber: number,
      operatorName: operator.node.name,
      subtaskIndex,
    };
    return {
      environment,
      operator,
      node: operator.node,
      output,
      guard,
      keyedState:
        operator.keys.some((key) => key !== undefined) || isAlwaysKeyed(operator.node)
          ? new ObjectTable(guard, () => signals.processingTimeMs(environment.ports.scheduler))
          : undefined,
      isObjectReuse: this.#isObjectReuse,
      currentWatermarkMs: () => this.#control.watermarkOf(index),
      downstreamFailed: (error) => {
        const described = signals.fail(this.#describe(error, this.#runningOperator(), undefined));
        signals.running.number = number;
        return described;
      },
    };
  }

  #parts(): ChainParts {
    const { signals } = this.#ports.environment;
    return {
      vertex: this.vertex,
      layout: this.#layout,
      operators: this.#operators,
      outputs: this.#outputs,
      control: this.#control,
      signals,
      firstNumber: this.#firstNumber,
      counters: this.#counters,
      isObjectReuse: this.#isObjectReuse,
      edge: (index) => this.#ports.edge(index),
      failed: (error, value, key, before) => {
        const described = this.#describe(
          error,
          this.#runningOperator(),
          value === undefined ? undefined : { value, key },
        );
        signals.running.number = before;
        return described;
      },
    };
  }

  #inputOf(element: ElementEntry, index: number): Input {
    const control = this.#control;
    return {
      element,
      watermark: (timestampMs) => this.#controlled(() => control.headWatermark(index, timestampMs)),
      status: (isIdle) => this.#controlled(() => control.headStatus(index, isIdle)),
      endInput: () => this.#controlled(() => control.headEnd(index)),
    };
  }

  /** Control elements run under the same rules as records: failures are described, the caller's number is put back. */
  #controlled(run: () => void): void {
    const { running } = this.#ports.environment.signals;
    const before = running.number;
    try {
      run();
    } catch (error) {
      throw this.#describe(error, this.#runningOperator(), undefined);
    } finally {
      running.number = before;
    }
  }

  /** Index of the operator whose code ran last; the head where it was none of this chain's. */
  #runningOperator(): number {
    const index = this.#ports.environment.signals.running.number - this.#firstNumber;
    return index >= 0 && index < this.vertex.operators.length ? index : 0;
  }

  #describe(error: unknown, index: number, record: FailedRecord | undefined): unknown {
    const operator = this.vertex.operators[index];
    if (operator === undefined) return error;
    const isKeyed = operator.keys.some((key) => key !== undefined);
    const known =
      record === undefined || isKeyed ? record : { value: record.value, key: undefined };
    return describeError(
      error,
      { node: operator.node, subtaskIndex: this.#ports.environment.subtaskIndex },
      known,
    );
  }
}

/** Rolling operators exist on keyed streams only. */
function isAlwaysKeyed(node: PhysicalNode): boolean {
  return node.kind === "reduce" || node.kind === "aggregate";
}
