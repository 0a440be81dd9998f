/**
 * Runs one operator, or a chain of them, from transformation literals: what goes in, what comes out, in every form.
 *
 * `runOperators` runs the same script in six forms (generated and plain code; record by record and in one slice; without
 * and with snapshots from which a new instance goes on) and throws where the results differ (R1). Results are plain
 * events, to be compared as whole values.
 */
import { StreamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
import type { JobVertex } from "../plan/job-graph.ts";
import { operatorName } from "../plan/operator-names.ts";
import type { ChainPorts } from "../runtime/chain/chain.ts";
import { createChain } from "../runtime/chain/create-chain.ts";
import type { OperatorChain } from "../runtime/chain/operator-chain.ts";
import { Mailbox } from "../runtime/mailbox.ts";
import { SubtaskMetrics } from "../runtime/metrics/subtask-metrics.ts";
import type {
  Input,
  Operator,
  OperatorContext,
  SubtaskEnvironment,
} from "../runtime/operators/operator.ts";
import { inPollingOrder } from "../runtime/pollable.ts";
import { WorkerSignals } from "../runtime/signals.ts";
import { ProcessingTimers } from "../runtime/time/processing-timers.ts";
import { textOf } from "../types/text.ts";
import { operatorVertex, type VertexParts } from "./operator-nodes.ts";
import { throughBytes } from "./snapshot-bytes.ts";
import { createRandom } from "./state-suite-parts.ts";
import { createTestPorts, type TestPorts } from "./test-ports.ts";

/** One thing that happens to the head. `input` is 0 unless given. */
export type HarnessStep =
  | {
      readonly type: "record";
      readonly value: unknown;
      readonly timestampMs?: number;
      readonly key?: unknown;
      readonly input?: number;
    }
  | { readonly type: "watermark"; readonly timestampMs: number; readonly input?: number }
  | { readonly type: "status"; readonly isIdle: boolean; readonly input?: number }
  | { readonly type: "endInput"; readonly input?: number }
  | { readonly type: "periodicEmit" }
  /** What became of a checkpoint; the operators' functions hear of it. */
  | { readonly type: "checkpointComplete"; readonly checkpointId: number }
  | { readonly type: "checkpointAborted"; readonly checkpointId: number }
  /** The clock stands at `timestampMs`; timers that are not later fire. */
  | { readonly type: "processingTime"; readonly timestampMs: number }
  /** Something happens outside, such as an answer; promises have settled before the next step. No time passes. */
  | { readonly type: "outside"; run(): void }
  /** A snapshot is taken, the instance thrown away, and a new one, restored from it, goes on. */
  | { readonly type: "snapshot" };

/** What left the chain by an edge, in order: `["record", edge, value, timestampMs]` and so on. */
export type HarnessEvent =
  | readonly ["record", number, unknown, number]
  | readonly ["watermark", number, number]
  | readonly ["status", number, boolean]
  | readonly ["endInput", number];

/** How an error reads. */
export interface HarnessError {
  readonly code: string;
  readonly operator: string | undefined;
  readonly location: string | undefined;
  readonly record: string | undefined;
  readonly key: string | undefined;
  readonly message: string;
}

export interface HarnessResult {
  readonly events: readonly HarnessEvent[];
  readonly error: HarnessError | undefined;
  /** Records in and out by operator. */
  readonly counts: readonly (readonly [number, number])[];
}

/** What is run. `script` is called once for each form, so that records are not shared. */
export interface HarnessRun extends VertexParts {
  /** The chain, where it is not made of `nodes`, which are none then. */
  readonly vertex?: JobVertex;
  /** Called with each record before an operator gets it, in the forms without generated code. */
  readonly inspectRecord?: (value: unknown) => void;
  script(): readonly HarnessStep[];
  readonly configuration?: Readonly<Record<string, string>>;
  readonly subtaskIndex?: number;
  /** What the operators are restored from, by operator. */
  readonly restored?: ChainPorts["restored"];
  /** How many subtasks there are. Default 1. */
  readonly parallelism?: number;
  /**
   * Why the run is not done with snapshots as well: what it is about is no part of them. Functions with fields of their
   * own begin anew after a restore.
   */
  readonly notRestorable?: string;
  createSink?(context: OperatorContext): Operator;
}

/** A chain with its surroundings, for tests that need one form only. */
export interface HarnessChain {
  readonly chain: OperatorChain;
  readonly events: HarnessEvent[];
  readonly signals: WorkerSignals;
  readonly ports: TestPorts;
  readonly environment: SubtaskEnvironment;
  readonly processingTimers: ProcessingTimers;
  readonly mailbox: Mailbox;
}

const NOTHING = { debug() {}, info() {}, warn() {}, error() {} };

/** What a chain shares with others. */
export interface HarnessSurroundings {
  /** Of the worker: pass one to put several chains on it. */
  readonly signals?: WorkerSignals;
  readonly ports?: TestPorts;
  /** Where the chain's events go. */
  readonly events?: HarnessEvent[];
  /** What the operators begin with. */
  readonly restored?: ChainPorts["restored"];
}

/** Creates the chain of one form; nothing is opened. */
export function createHarnessChain(
  run: Omit<HarnessRun, "script">,
  codeGeneration: "auto" | "off",
  surroundings: HarnessSurroundings = {},
): HarnessChain {
  const { signals = new WorkerSignals(), ports = createTestPorts(), events = [] } = surroundings;
  const restored = surroundings.restored ?? run.restored;
  const vertex = run.vertex ?? operatorVertex(run);
  const mailbox = new Mailbox(() => {});
  const processingTimers = new ProcessingTimers(ports.scheduler, mailbox);
  const place = {
    jobId: "0".repeat(32),
    jobName: "job",
    vertexName: vertex.name,
    subtaskIndex: run.subtaskIndex ?? 0,
    attempt: 0,
    logger: NOTHING,
  };
  const environment: SubtaskEnvironment = {
    ...place,
    parallelism: run.parallelism ?? vertex.parallelism,
    maxParallelism: vertex.maxParallelism,
    ports,
    configuration: new Map(
      Object.entries({ ...run.configuration, "execution.code-generation": codeGeneration }),
    ),
    signals,
    inspectRecord: codeGeneration === "off" ? run.inspectRecord : undefined,
    accumulators: new Map(),
    metrics: new SubtaskMetrics({
      ...place,
      nameOf: operatorName,
      nowMs: () => processingTimers.currentMs,
    }),
  };
  const chain = createChain(vertex, {
    environment,
    ...(restored === undefined ? {} : { restored }),
    processingTimers,
    mailbox,
    edge: (edge) => recordingEdge(edge, events),
    createSink: (context) => {
      if (run.createSink === undefined)
        throw new TypeError("the test has a sink but no createSink");
      return run.createSink(context);
    },
  });
  chain.attachGates([]);
  return { chain, events, signals, ports, environment, processingTimers, mailbox };
}

/** How a form runs the script. */
interface HarnessForm {
  readonly codeGeneration: "auto" | "off";
  readonly delivery: "record by record" | "one slice";
  /** Where the form takes snapshots by itself, besides those of the script. */
  readonly snapshots: "none" | "often";
}

const FORMS: readonly HarnessForm[] = [
  { codeGeneration: "auto", delivery: "record by record", snapshots: "none" },
  { codeGeneration: "auto", delivery: "one slice", snapshots: "none" },
  { codeGeneration: "off", delivery: "record by record", snapshots: "none" },
  { codeGeneration: "off", delivery: "one slice", snapshots: "none" },
  { codeGeneration: "auto", delivery: "record by record", snapshots: "often" },
  { codeGeneration: "off", delivery: "one slice", snapshots: "often" },
];

/** Runs the script in all forms and returns the one result; throws where a form differs. */
export async function runOperators(run: HarnessRun): Promise<HarnessResult> {
  let expected:
    | { readonly form: string; readonly result: HarnessResult; readonly text: string }
    | undefined;
  for (const form of FORMS) {
    if (form.snapshots === "often" && run.notRestorable !== undefined) continue;
    const name = `code generation ${form.codeGeneration}, ${form.delivery}, snapshots: ${form.snapshots}`;
    const result = await runForm(run, form);
    const text = textOf(result);
    expected ??= { form: name, result, text };
    if (text !== expected.text)
      throw new Error(`the forms differ\n${expected.form}: ${expected.text}\n${name}: ${text}`);
  }
  if (expected === undefined) throw new Error("no form was run");
  return expected.result;
}

async function runForm(run: HarnessRun, form: HarnessForm): Promise<HarnessResult> {
  const instances = new HarnessInstances(run, form.codeGeneration);
  let error: unknown;
  try {
    await instances.current.chain.open();
    await runScript(instances, run.script(), form);
  } catch (thrown) {
    error = instances.current.chain.describeFailure(thrown);
  }
  try {
    await instances.current.chain.close();
  } catch (thrown) {
    error ??= thrown;
  }
  error ??= instances.current.signals.failure?.error;
  return {
    events: [...instances.current.events],
    error: error === undefined ? undefined : readError(error),
    counts: instances.counts(),
  };
}

/** One slice: all steps without a pause, so that what arrives at a suspended operator waits in its inbox. */
async function runScript(
  instances: HarnessInstances,
  steps: readonly HarnessStep[],
  { delivery, snapshots }: HarnessForm,
): Promise<void> {
  const { signals } = instances.current;
  const isOneSlice = delivery === "one slice";
  const cuts = snapshots === "none" ? undefined : cutsOf(steps.length, isOneSlice);
  if (isOneSlice) signals.beginSlice();
  for (const [index, step] of steps.entries()) {
    if (!isOneSlice) signals.beginSlice();
    const harness = instances.current;
    if (step.type === "processingTime") await advanceProcessingTime(harness, step.timestampMs);
    else if (step.type === "outside") {
      step.run();
      await advanceProcessingTime(harness, harness.ports.scheduler.now());
    } else if (step.type !== "snapshot") runStep(harness.chain, step);
    if (signals.failure !== undefined) break;
    if (step.type === "snapshot" || cuts?.has(index)) {
      signals.endSlice();
      await instances.restoreFromSnapshot();
      if (isOneSlice) signals.beginSlice();
    }
    if (!isOneSlice) {
      signals.endSlice();
      pollSuspensions(instances.current);
    }
    if (signals.failure !== undefined) break;
  }
  signals.endSlice();
  pollSuspensions(instances.current);
}

/** A short script is cut behind every step, a long one and one slice at a few places that depend on the length alone. */
function cutsOf(stepCount: number, isOneSlice: boolean): ReadonlySet<number> {
  if (!isOneSlice && stepCount <= SHORT_SCRIPT)
    return new Set(Array.from({ length: stepCount }, (_, index) => index));
  const random = createRandom(stepCount);
  return new Set(
    Array.from({ length: isOneSlice ? CUTS_OF_A_SLICE : CUTS_OF_A_SCRIPT }, () =>
      random(stepCount),
    ),
  );
}

const SHORT_SCRIPT = 40;
const CUTS_OF_A_SCRIPT = 8;
const CUTS_OF_A_SLICE = 3;

/** The instances of a chain one after another: each but the first was restored from a snapshot of the one before it. */
export class HarnessInstances {
  current: HarnessChain;
  readonly #run: Omit<HarnessRun, "script">;
  readonly #codeGeneration: "auto" | "off";
  readonly #counts: (readonly [number, number])[];
  #checkpointId = 0;

  constructor(run: Omit<HarnessRun, "script">, codeGeneration: "auto" | "off") {
    this.#run = run;
    this.#codeGeneration = codeGeneration;
    this.current = createHarnessChain(run, codeGeneration);
    this.#counts = this.current.chain.vertex.operators.map(() => [0, 0]);
  }

  /** Takes a snapshot, throws the instance away and goes on with a new one that was restored; through bytes. */
  async restoreFromSnapshot(): Promise<void> {
    const { chain, events, signals, ports, processingTimers } = this.current;
    this.#checkpointId += 1;
    const snapshots = throughBytes(chain.snapshot(this.#checkpointId));
    this.#count();
    await chain.close();
    processingTimers.close();
    this.current = createHarnessChain(this.#run, this.#codeGeneration, {
      signals,
      ports,
      events,
      restored: (operatorId) => snapshots.find((one) => one.operatorId === operatorId),
    });
    await this.current.chain.open();
  }

  /** Records in and out by operator, of all instances. */
  counts(): readonly (readonly [number, number])[] {
    const { chain } = this.current;
    return this.#counts.map(([taken, emitted], index) => [
      taken + chain.numRecordsIn(index),
      emitted + chain.numRecordsOut(index),
    ]);
  }

  #count(): void {
    for (const [index, counts] of this.counts().entries()) this.#counts[index] = counts;
  }
}

/** Polls what is suspended, nearest to the sinks first, until nothing is (W4). */
export function pollSuspensions({ chain, signals }: Pick<HarnessChain, "chain" | "signals">): void {
  for (;;) {
    const ready = inPollingOrder(chain.suspensions).find((one) => one.isReady());
    if (ready === undefined || signals.failure !== undefined) return;
    signals.beginSlice();
    ready.poll(POLL_LIMIT);
    signals.endSlice();
  }
}

/** Moves the clock; timers that are not later fire, each under the new time. */
export async function advanceProcessingTime(
  harness: HarnessChain,
  timestampMs: number,
): Promise<void> {
  const { ports, processingTimers, mailbox, chain } = harness;
  await ports.scheduler.advance(timestampMs - ports.scheduler.now());
  processingTimers.advance();
  const deliver = (): void => {
    // Mail that mail posts belongs to the next round.
    while (!mailbox.isEmpty) {
      for (const mail of mailbox.takeAll()) mail.run();
    }
    if (chain.suspensions.some((one) => one.isReady())) pollSuspensions(harness);
  };
  deliver();
  // A timer's wake-up comes after its time; here it fires when the clock stands at it, as in Flink's harness.
  while (processingTimers.postUntil(timestampMs + 1)) deliver();
}

/** Pieces of work in one poll of the harness. */
const POLL_LIMIT = 4096;

/** One step of a chain. */
export function runStep(
  chain: OperatorChain,
  step: Exclude<HarnessStep, { type: "processingTime" | "outside" | "snapshot" }>,
): void {
  if (step.type === "periodicEmit") {
    chain.onPeriodicEmit();
    return;
  }
  if (step.type === "checkpointComplete") return chain.notifyCheckpointComplete(step.checkpointId);
  if (step.type === "checkpointAborted") return chain.notifyCheckpointAborted(step.checkpointId);
  const input = chain.inputs[step.input ?? 0];
  switch (step.type) {
    case "record":
      return input?.element(step.value, step.timestampMs ?? NO_TIMESTAMP, step.key);
    case "watermark":
      return input?.watermark(step.timestampMs);
    case "status":
      return input?.status(step.isIdle);
    case "endInput":
      return input?.endInput();
  }
}

function recordingEdge(edge: number, events: HarnessEvent[]): Input {
  return {
    element: (value, timestampMs) => {
      events.push(["record", edge, value, timestampMs]);
    },
    watermark: (timestampMs) => {
      events.push(["watermark", edge, timestampMs]);
    },
    status: (isIdle) => {
      events.push(["status", edge, isIdle]);
    },
    endInput: () => {
      events.push(["endInput", edge]);
    },
  };
}

function readError(error: unknown): HarnessError {
  if (!(error instanceof StreamError)) throw error;
  const { operator, location, record, key } = error.where;
  return { code: error.code, operator, location, record, key, message: error.message };
}

/** Steps for records without timestamps and keys. */
export function records(...values: readonly unknown[]): readonly HarnessStep[] {
  return values.map((value) => ({ type: "record", value }));
}

/** Steps for keyed records: `[key, value]` each. */
export function keyedRecords(
  ...pairs: readonly (readonly [unknown, unknown])[]
): readonly HarnessStep[] {
  return pairs.map(([key, value]) => ({ type: "record", value, key }));
}

/** The values of the records that left by an edge. */
export function valuesOf(
  result: Pick<HarnessResult, "events">,
  edge: number = 0,
): readonly unknown[] {
  return result.events.flatMap((event) =>
    event[0] === "record" && event[1] === edge ? [event[2]] : [],
  );
}
