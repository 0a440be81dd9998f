/**
 * Runs one operator, or a chain of them, from transformation literals: what goes in, what comes out, in every form.
 *
 * `runOperators` runs the same script in four forms (generated and plain code; record by record and in one slice) and
 * throws where the results differ (R1). Results are plain events, to be compared as whole values.
 */
import { StreamError } from "../base/stream-error.ts";
import { NO_TIMESTAMP } from "../base/timestamps.ts";
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
  | { readonly type: "outside"; run(): void };

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
  script(): readonly HarnessStep[];
  readonly configuration?: Readonly<Record<string, string>>;
  readonly subtaskIndex?: number;
  /** What the operators are restored from, by operator. */
  readonly restored?: ChainPorts["restored"];
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

/** Creates the chain of one form; nothing is opened. Pass `signals` to put several chains on one worker. */
export function createHarnessChain(
  run: Omit<HarnessRun, "script">,
  codeGeneration: "auto" | "off",
  signals: WorkerSignals = new WorkerSignals(),
): HarnessChain {
  const events: HarnessEvent[] = [];
  const vertex = operatorVertex(run);
  const ports = createTestPorts();
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
    parallelism: vertex.parallelism,
    maxParallelism: vertex.maxParallelism,
    ports,
    configuration: new Map(
      Object.entries({ ...run.configuration, "execution.code-generation": codeGeneration }),
    ),
    signals,
    accumulators: new Map(),
    metrics: new SubtaskMetrics({ ...place, nowMs: () => processingTimers.currentMs }),
  };
  const chain = createChain(vertex, {
    environment,
    ...(run.restored === undefined ? {} : { restored: run.restored }),
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

/** Runs the script in all forms and returns the one result; throws where a form differs. */
export async function runOperators(run: HarnessRun): Promise<HarnessResult> {
  let expected:
    | { readonly form: string; readonly result: HarnessResult; readonly text: string }
    | undefined;
  for (const codeGeneration of ["auto", "off"] as const) {
    for (const delivery of ["record by record", "one slice"] as const) {
      const form = `code generation ${codeGeneration}, ${delivery}`;
      const result = await runForm(run, codeGeneration, delivery === "one slice");
      const text = textOf(result);
      expected ??= { form, result, text };
      if (text !== expected.text)
        throw new Error(`the forms differ\n${expected.form}: ${expected.text}\n${form}: ${text}`);
    }
  }
  if (expected === undefined) throw new Error("no form was run");
  return expected.result;
}

async function runForm(
  run: HarnessRun,
  codeGeneration: "auto" | "off",
  isOneSlice: boolean,
): Promise<HarnessResult> {
  const harness = createHarnessChain(run, codeGeneration);
  const { chain, events, signals } = harness;
  let error: unknown;
  try {
    await chain.open();
    await runScript(harness, run.script(), isOneSlice);
  } catch (thrown) {
    error = chain.describeFailure(thrown);
  }
  try {
    await chain.close();
  } catch (thrown) {
    error ??= thrown;
  }
  error ??= signals.failure?.error;
  return {
    events: [...events],
    error: error === undefined ? undefined : readError(error),
    counts: chain.vertex.operators.map((_, index) => [
      chain.numRecordsIn(index),
      chain.numRecordsOut(index),
    ]),
  };
}

/** One slice: all steps without a pause, so that what arrives at a suspended operator waits in its inbox. */
async function runScript(
  harness: HarnessChain,
  steps: readonly HarnessStep[],
  isOneSlice: boolean,
): Promise<void> {
  const { chain, signals } = harness;
  if (isOneSlice) signals.beginSlice();
  for (const step of steps) {
    if (!isOneSlice) signals.beginSlice();
    if (step.type === "processingTime") await advanceProcessingTime(harness, step.timestampMs);
    else if (step.type === "outside") {
      step.run();
      await advanceProcessingTime(harness, harness.ports.scheduler.now());
    } else runStep(chain, step);
    if (!isOneSlice) {
      signals.endSlice();
      pollSuspensions(harness);
    }
    if (signals.failure !== undefined) break;
  }
  signals.endSlice();
  pollSuspensions(harness);
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

function runStep(
  chain: OperatorChain,
  step: Exclude<HarnessStep, { type: "processingTime" | "outside" }>,
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
