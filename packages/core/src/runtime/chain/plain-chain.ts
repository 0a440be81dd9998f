/** The plain form of a chain: operator objects call each other. For runtimes that forbid code generation. */
import type { JobOutput } from "../../plan/job-graph.ts";
import type { Operator } from "../operators/operator.ts";
import { isFused } from "../operators/operator-code.ts";
import { isSource } from "../operators/source.ts";
import { inCounter, mainCounter, sideCounter } from "./chain-layout.ts";
import type { SendRecord } from "./chain-output.ts";
import type { ChainParts, ElementEntry, PulledReader, WiredChain } from "./chain-parts.ts";
import { fanOutCopier } from "./record-fan-out.ts";

/** Wires the outputs of the operators and returns the entries. */
export function wirePlainChain(parts: ChainParts): WiredChain {
  for (const [operator, { main, sides }] of parts.layout.entries()) {
    const output = parts.outputs[operator];
    if (output === undefined) continue;
    output.element = sendTo(parts, operator, main);
    for (const [tagId, outputs] of sides) output.sides.set(tagId, sendTo(parts, operator, outputs));
  }
  const elements = (parts.operators[0]?.inputs ?? []).map((_, index) =>
    createElement(parts, index),
  );
  return { elements, pullLoop: (reader) => createPullLoop(parts, reader) };
}

function sendTo(parts: ChainParts, operator: number, outputs: readonly JobOutput[]): SendRecord {
  const send = sendToAll(parts, operator, outputs);
  const isSide = outputs[0]?.sideOutputTag !== undefined;
  if (!isSide && parts.layout[operator]?.isOneToOne === true) return send;
  return counted(parts, isSide ? sideCounter(operator) : mainCounter(operator), send);
}

function counted({ counters }: ChainParts, counter: number, send: SendRecord): SendRecord {
  return (value, timestampMs) => {
    counters[counter] = (counters[counter] ?? 0) + 1;
    send(value, timestampMs);
  };
}

function sendToAll(parts: ChainParts, operator: number, outputs: readonly JobOutput[]): SendRecord {
  const [first] = outputs;
  if (first === undefined) return () => {};
  if (outputs.length === 1) return sendToOne(parts, first);
  const { running } = parts.signals;
  const number = parts.firstNumber + operator;
  const { operators } = parts.vertex;
  const sender = operators[operator];
  const copy =
    sender === undefined
      ? undefined
      : fanOutCopier(operators, sender, outputs, parts.isObjectReuse);
  const branches = outputs.map((output) => sendToOne(parts, output));
  const last = branches.length - 1;
  return (value, timestampMs) => {
    for (const [index, send] of branches.entries()) {
      running.number = number;
      send(copy === undefined || index === last ? value : copy(value), timestampMs);
    }
  };
}

function sendToOne(parts: ChainParts, output: JobOutput): SendRecord {
  if (output.to === "edge") {
    const edge = parts.edge(output.edge);
    return (value, timestampMs) => edge.element(value, timestampMs, undefined);
  }
  const { signals } = parts;
  const operator = parts.operators[output.operator];
  if (operator === undefined) return () => {};
  const arrive = arrivalAt(parts, operator, 0);
  const number = isFused(operator) ? undefined : parts.firstNumber + output.operator;
  const send: SendRecord = (value, timestampMs) => {
    if (number !== undefined) signals.running.number = number;
    arrive(value, timestampMs, undefined);
  };
  return parts.layout[output.operator]?.parent === undefined
    ? counted(parts, inCounter(output.operator), send)
    : send;
}

/** W6: to the operator, or to its inbox while it is suspended. */
function arrivalAt(parts: ChainParts, operator: Operator, index: number): ElementEntry {
  const arrive = uninspectedArrivalAt(operator, index);
  const { inspectRecord } = parts;
  if (inspectRecord === undefined) return arrive;
  return (value, timestampMs, key) => {
    inspectRecord(value);
    arrive(value, timestampMs, key);
  };
}

function uninspectedArrivalAt({ inputs, suspension }: Operator, index: number): ElementEntry {
  const input = inputs[index];
  if (input === undefined) return () => {};
  if (suspension === undefined)
    return (value, timestampMs, key) => input.element(value, timestampMs, key);
  return (value, timestampMs, key) => {
    if (suspension.isSuspended) suspension.inbox.element(value, timestampMs, key, index);
    else input.element(value, timestampMs, key);
  };
}

function createElement(parts: ChainParts, index: number): ElementEntry {
  const { counters } = parts;
  const { running } = parts.signals;
  const arrive = parts.operators[0] && arrivalAt(parts, parts.operators[0], index);
  return (value, timestampMs, key) => {
    const before = running.number;
    try {
      counters[0] = (counters[0] ?? 0) + 1;
      running.number = parts.firstNumber;
      arrive?.(value, timestampMs, key);
    } catch (error) {
      throw parts.failed(error, value, key, before);
    }
    running.number = before;
  };
}

function createPullLoop(parts: ChainParts, reader: PulledReader): (limit: number) => number {
  const { counters, signals } = parts;
  const head = parts.operators[0];
  const arrive = head === undefined ? () => {} : arrivalAt(parts, head, 0);
  const tracker = head !== undefined && isSource(head) ? head.tracker : undefined;
  return (limit) => {
    const before = signals.running.number;
    let taken = 0;
    let value: unknown;
    try {
      while (taken < limit) {
        value = undefined;
        signals.running.number = parts.firstNumber;
        value = reader.next();
        if (value === undefined) break;
        taken += 1;
        counters[0] = (counters[0] ?? 0) + 1;
        if (tracker !== undefined && reader.currentSplitId !== tracker.currentSplitId)
          tracker.selectSplit(reader.currentSplitId);
        arrive(value, reader.timestampMs, undefined);
        if (signals.stop !== 0) break;
      }
    } catch (error) {
      throw parts.failed(error, value, undefined, before);
    }
    signals.running.number = before;
    return taken;
  };
}
