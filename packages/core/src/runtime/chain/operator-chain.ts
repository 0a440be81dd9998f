/** A chain: makes its operators, wires them in one of the two forms, opens and closes them, and describes failures. */
import { OBJECT_REUSE, readOption, SLICE_MAX_RECORDS } from "../../base/config-options.ts";
import type { OperatorSnapshot, OwnSnapshot } from "../../checkpoint/snapshot/operator-snapshot.ts";
import type { OperatorStateSnapshot } from "../../checkpoint/snapshot/operator-state-snapshot.ts";
import type { InputProgress } from "../../checkpoint/snapshot/progress-snapshot.ts";
import type { JobOperator, JobVertex } from "../../plan/job-graph.ts";
import type { Mail } from "../mailbox.ts";
import { registerOperatorMetrics } from "../metrics/register-operator-metrics.ts";
import type { ChainedContext } from "../operators/chained-context.ts";
import { createOperator } from "../operators/create-operator.ts";
import { FunctionCheckpoints } from "../operators/function-checkpoints.ts";
import type { Input, Operator } from "../operators/operator.ts";
import { isSource } from "../operators/source.ts";
import { isTimed } from "../operators/timed-operator.ts";
import type { WatermarkTracker } from "../operators/watermark-tracker.ts";
import type { Gate } from "../pollable.ts";
import type { CallGuard } from "../state/backend.ts";
import type { KeyedParts } from "../state/keyed-parts.ts";
import { ObjectOperatorState } from "../state/object-operator-state.ts";
import type { ObjectTable } from "../state/object-table.ts";
import type { Suspension } from "../suspension.ts";
import { OperatorTimers, type OperatorTimersPorts } from "../time/operator-timers.ts";
import type { KeyedTimers, TimerTarget } from "../time/timer-service.ts";
import type { TimerNamespaces } from "../time/timer-snapshot.ts";
import { attachSuspensions, suspensionsOf } from "./attach-suspensions.ts";
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
import { OperatorParts } from "./chain-snapshot.ts";
import { ControlFlow } from "./control-flow.ts";
import { describeError, type FailedRecord } from "./failure.ts";
import { KeyEnd } from "./key-end.ts";

/** The most timers that fire between two looks at the clock and at what else there is to do (W5). */
const FIRINGS_PER_SLICE = 1024;

/** The chain's form: generated code, or plain operator objects. */
export type WireChain = (parts: ChainParts) => WiredChain;

/** A chain of one vertex in one subtask. */
export class OperatorChain implements Chain {
  readonly vertex: JobVertex;
  readonly inputs: readonly Input[];
  readonly suspensions: readonly Suspension[];
  readonly #ports: ChainPorts;
  readonly #layout: readonly OperatorLayout[];
  readonly #operators: Operator[] = [];
  readonly #parts: OperatorParts[] = [];
  readonly #outputs: ChainOutput[] = [];
  /** By operator. */
  readonly #checkpoints: FunctionCheckpoints[] = [];
  readonly #control: ControlFlow;
  readonly #firstNumber: number;
  readonly #counters: Float64Array;
  readonly #isObjectReuse: boolean;
  readonly #wired: WiredChain;
  /** BATCH: present where the head's inputs are sorted. */
  #keyEnd: KeyEnd | undefined;
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
    registerOperatorMetrics(vertex, ports.environment.metrics, {
      numRecordsIn: (operator) => this.numRecordsIn(operator),
      numRecordsOut: (operator) => this.numRecordsOut(operator),
      inputWatermarkMs: (operator) => this.#control.watermarkOf(operator),
      headWatermarkMs: (input) => this.#control.headWatermarkOf(input),
      outputWatermarkMs: (operator) => this.#control.forwardedWatermarkOf(operator),
    });
    for (const [index, operator] of vertex.operators.entries())
      this.#operators.push(this.#createOperator(index, operator));
    this.suspensions = suspensionsOf(this.#operators);
    const [head] = this.#parts;
    this.#control.startInputs(
      this.#operators[0]?.inputs.length ?? 0,
      head?.restored?.progress,
      head?.waitingEndCount,
    );
    this.#wired = wire(this.#chainParts());
    this.inputs = this.#wired.elements.map((element, index) => this.#inputOf(element, index));
  }

  get sourceTracker(): WatermarkTracker | undefined {
    const [head] = this.#operators;
    return head !== undefined && isSource(head) ? head.tracker : undefined;
  }

  attachGates(behind: Iterable<Gate>): void {
    attachSuspensions(
      {
        vertex: this.vertex,
        operators: this.#operators,
        control: this.#control,
        controlled: (run) => this.#controlled(run),
        describeFailure: (error) => this.describeFailure(error),
        describeRecordFailure: (error, value, key) =>
          this.#describe(error, this.#runningOperator(), { value, key }),
      },
      behind,
    );
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

  endKey(): void {
    this.#controlled(() => this.#keyEnd?.run());
  }

  onPeriodicEmit(isHeldBack: boolean = false): void {
    this.#controlled(() => {
      for (const operator of this.#operators)
        if (isTimed(operator)) operator.onPeriodicEmit(isHeldBack);
    });
  }

  /** What an operator's functions keep without a key, as of this moment, after their `snapshotState`. */
  snapshotOperatorState(operator: number, checkpointId: number): readonly OperatorStateSnapshot[] {
    return this.#controlled(() => this.#checkpoints[operator]?.snapshotState(checkpointId) ?? []);
  }

  /** What only the operator itself knows, as of this moment (SN4). */
  snapshotOwn(operator: number, checkpointId: number): OwnSnapshot {
    return this.#controlled(() => this.#operators[operator]?.snapshotState?.(checkpointId) ?? {});
  }

  notifyCheckpointComplete(checkpointId: number): void {
    this.#controlled(() => {
      for (const one of this.#checkpoints.toReversed()) one.notifyCheckpointComplete(checkpointId);
    });
  }

  notifyCheckpointAborted(checkpointId: number): void {
    this.#controlled(() => {
      for (const one of this.#checkpoints.toReversed()) one.notifyCheckpointAborted(checkpointId);
    });
  }

  get inputProgress(): readonly InputProgress[] {
    const restored = this.#parts[0]?.restored?.progress.inputs ?? [];
    return this.#control.progressOf(0).inputs.map((input, index) => ({
      ...input,
      channels: restored[index]?.channels ?? [],
    }));
  }

  snapshot(checkpointId: number): readonly OperatorSnapshot[] {
    return this.#operators.flatMap((operator, index) => {
      try {
        const parts = this.#parts[index];
        if (parts === undefined) return [];
        const states = this.snapshotOperatorState(index, checkpointId);
        const own = this.snapshotOwn(index, checkpointId);
        return parts.snapshot(operator, { own, states, progress: this.#control.progressOf(index) });
      } catch (error) {
        throw this.#describe(error, index, undefined);
      }
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
    const { node } = operator;
    try {
      const context = this.#contextOf(index, operator, output);
      const created =
        node.kind === "sink" ? this.#ports.createSink(context) : createOperator(context, node);
      this.#parts[index]?.restoreInbox(created);
      return created;
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
    const nowMs = (): number => this.#ports.processingTimers.currentMs;
    const restored = this.#ports.restored?.(operator.id);
    const parts = new OperatorParts(operator, environment, guard, nowMs, restored);
    this.#parts.push(parts);
    if (restored !== undefined) this.#control.restoreOperator(index, restored.progress);
    const keyedState = parts.keyed?.table;
    const isSorted = index === 0 && this.vertex.inputModes.includes("sorted");
    if (isSorted && keyedState !== undefined) this.#keyEnd = this.#createKeyEnd(keyedState, guard);
    const keyEnd = isSorted ? this.#keyEnd : undefined;
    return {
      environment,
      operator,
      node: operator.node,
      output,
      restored,
      guard,
      keyedState,
      keyedParts: parts.keyed,
      isKeyByKey: isSorted,
      ...this.#stateWithoutKey(guard, keyedState, restored),
      isObjectReuse: this.#isObjectReuse,
      currentWatermarkMs: () => keyEnd?.watermarkMs ?? this.#control.watermarkOf(index),
      currentProcessingTimeMs: nowMs,
      createTimers: (target, namespaces) => {
        if (parts.keyed === undefined) throw new TypeError(`${operator.node.name} has no key`); // a defect of the operator
        return this.#createTimers(index, parts, parts.keyed, guard, target, namespaces);
      },
      post: (call) => this.#ports.mailbox.post(this.#mail(call)),
      schedule: (timestampMs, call) =>
        this.#ports.processingTimers.register(timestampMs + 1, this.#mail(call)),
      describeFailure: (error, record) => this.#describe(error, this.#runningOperator(), record),
      downstreamFailed: (error) => {
        const described = signals.fail(this.#describe(error, this.#runningOperator(), undefined));
        signals.running.number = number;
        return described;
      },
    };
  }

  #stateWithoutKey(
    guard: CallGuard,
    keys: ObjectTable | undefined,
    restored: OperatorSnapshot | undefined,
  ): Pick<ChainedContext, "operatorState" | "checkpoints"> {
    const operatorState = new ObjectOperatorState(guard);
    // Names of operators' own states begin with `$`.
    const states = restored?.operatorStates?.filter(({ name }) => !name.startsWith("$")) ?? [];
    operatorState.restore(states);
    const checkpoints = new FunctionCheckpoints(guard, keys, operatorState);
    this.#checkpoints.push(checkpoints);
    return { operatorState, checkpoints };
  }

  /** A call of an operator between two records. */
  #mail(call: () => void): Mail {
    return {
      run: () => this.#controlled(call),
      describeFailure: (error) => this.describeFailure(error),
    };
  }

  #createTimers(
    index: number,
    { operator, restored }: OperatorParts,
    keyed: KeyedParts,
    guard: CallGuard,
    target: TimerTarget,
    namespaces: TimerNamespaces | undefined,
  ): KeyedTimers {
    const { environment, processingTimers } = this.#ports;
    const ports: OperatorTimersPorts = {
      inputTypes: operator.inputTypes,
      keys: keyed.table,
      guard,
      signals: environment.signals,
      processingTimers,
      target,
      namespaces,
      sliceSize: Math.min(
        FIRINGS_PER_SLICE,
        readOption(environment.configuration, SLICE_MAX_RECORDS),
      ),
      currentWatermarkMs: () => this.#control.watermarkOf(index),
      forwardWatermark: (timestampMs) => this.#control.forwardWatermark(index, timestampMs),
      run: (call) => this.#controlled(call),
      describeFailure: (error) => this.describeFailure(error),
    };
    const keyEnd = index === 0 ? this.#keyEnd : undefined;
    if (keyEnd !== undefined) return keyEnd.createTimers(ports);
    const timers = new OperatorTimers(ports);
    keyed.timers = timers;
    if (restored !== undefined) timers.restore(keyed.table, keyed.restored, restored.progress);
    return timers;
  }

  #createKeyEnd(keyedState: ObjectTable, guard: CallGuard): KeyEnd {
    const { logger } = this.#ports.environment;
    return new KeyEnd({ keyedState, guard, logger, operator: () => this.#operators[0] });
  }

  #chainParts(): ChainParts {
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
      inspectRecord: this.#ports.environment.inspectRecord,
      edge: (index) => this.#ports.edge(index),
      failed: (error, value, key, before) => {
        const described = this.#describe(
          signals.failure === undefined ? error : signals.failure.error,
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
  #controlled<T>(run: () => T): T {
    const { running } = this.#ports.environment.signals;
    const before = running.number;
    try {
      return run();
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
