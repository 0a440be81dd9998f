/**
 * An edge between subtasks of one worker, as seen by one source subtask: a direct call (W2).
 *
 * O1: an exchange behaves as if the record were serialized, so every partitioner but forward copies, once per target.
 * Watermarks, statuses and the end go to every channel. The key is selected once, here, and travels with the record.
 * @internal
 */
import type { ErrorPlace } from "../../base/stream-error.ts";
import { streamError } from "../../base/stream-error.ts";
import { instantiate } from "../../functions/copy-function.ts";
import type { JobEdge } from "../../plan/job-graph.ts";
import type { FunctionSlot, Partitioner } from "../../plan/transformation.ts";
import type { CodeGeneration } from "../../types/code-generation.ts";
import { describeFailure, type FailureKind, recordText } from "../failure-place.ts";
import type { Input } from "../operators/operator.ts";
import { recordCopier } from "../operators/record-copier.ts";
import type { WorkerSignals } from "../signals.ts";
import type { ChannelTarget } from "../subtask.ts";
import { createEdgeElement, type EdgeFailures } from "./edge-element.ts";
import {
  byFunction,
  byKeyGroup,
  roundRobin,
  type SelectChannel,
  type SelectChannelSettings,
  shuffled,
} from "./select-subtask.ts";

export interface LocalEdgePorts {
  readonly edge: JobEdge;
  readonly sourceSubtask: number;
  /** Name of the target vertex, for messages. */
  readonly targetName: string;
  /** The user's place of the target operator, for messages. */
  readonly targetLocation: string | undefined;
  readonly maxParallelism: number;
  /** One per subtask in `targetSubtasks`, in that order. */
  readonly channels: readonly ChannelTarget[];
  readonly signals: WorkerSignals;
  /** `pipeline.object-reuse`. */
  readonly isObjectReuse: boolean;
  readonly codeGeneration: CodeGeneration;
}

/** The source subtask's end of the edge. Instantiates the edge's functions for it (O2). */
export function createLocalEdge(ports: LocalEdgePorts): Input {
  const { edge, channels } = ports;
  const { partitioner } = edge;
  const selectKey =
    "keySelector" in partitioner
      ? functionOf(partitioner.keySelector, "key selector", ports)
      : undefined;
  const element = createEdgeElement(
    {
      targets: channels.map((channel) => channel.records),
      selectKey,
      passesKey: partitioner.type === "hash",
      selectChannel: selectChannelOf(partitioner, ports),
      isBroadcast: partitioner.type === "broadcast",
      copy:
        partitioner.type === "forward" ? undefined : recordCopier(edge.type, ports.isObjectReuse),
      failures: failuresOf(ports),
    },
    ports.codeGeneration,
  );
  return {
    element,
    watermark: (timestampMs) => {
      for (const channel of channels) channel.watermark(timestampMs);
    },
    status: (isIdle) => {
      for (const channel of channels) channel.status(isIdle);
    },
    endInput: () => {
      for (const channel of channels) channel.endInput();
    },
  };
}

/** The method of a function slot as a plain function, bound to this subtask's own object. */
function functionOf(
  slot: FunctionSlot,
  kind: FailureKind,
  ports: LocalEdgePorts,
): (...args: readonly unknown[]) => unknown {
  let fn: unknown;
  try {
    fn = instantiate(slot, ports.sourceSubtask);
  } catch (error) {
    const place = { operator: ports.targetName, location: ports.targetLocation };
    throw describeFailure(error, kind, "partition", place);
  }
  if (typeof fn === "function") return fn as (...args: readonly unknown[]) => unknown; // the api has checked the arity
  const method = Reflect.get(fn as object, slot.role) as (...args: readonly unknown[]) => unknown; // checked to be there
  return method.bind(fn);
}

function selectChannelOf(
  partitioner: Partitioner,
  ports: LocalEdgePorts,
): SelectChannel | undefined {
  const settings: SelectChannelSettings = {
    sourceSubtask: ports.sourceSubtask,
    channelCount: ports.channels.length,
    maxParallelism: ports.maxParallelism,
    operator: ports.targetName,
  };
  // A custom partitioner is asked also where there is one channel: its range is checked.
  if (partitioner.type === "custom")
    return byFunction(functionOf(partitioner.partitioner, "partitioner", ports), settings);
  if (ports.channels.length <= 1) return undefined;
  switch (partitioner.type) {
    case "forward":
    case "global":
    case "broadcast":
      return undefined;
    case "rebalance":
    case "rescale":
      return roundRobin(settings);
    case "shuffle":
      return shuffled(settings);
    case "hash":
      return byKeyGroup(settings);
  }
}

function failuresOf(ports: LocalEdgePorts): EdgeFailures {
  const { signals, edge, targetName, targetLocation, channels } = ports;
  const placeOf = (value: unknown): ErrorPlace => ({
    operator: targetName,
    location: targetLocation,
    record: recordText(
      value,
      edge.type === undefined ? undefined : (record) => edge.type?.toText(record) ?? "",
    ),
  });
  const describe = (error: unknown, kind: FailureKind, value: unknown): unknown =>
    signals.failure === undefined
      ? signals.fail(describeFailure(error, kind, "partition", placeOf(value)))
      : error;
  return {
    key: (error, value) => describe(error, "key selector", value),
    undefinedKey: (value) =>
      describe(
        streamError("RUNTIME_KEY_UNDEFINED", { operator: targetName }),
        "key selector",
        value,
      ),
    channel: (error, value) =>
      describe(
        error,
        ports.edge.partitioner.type === "custom" ? "partitioner" : "key selector",
        value,
      ),
    copy: (error, value) => describe(error, "partitioner", value),
    target: (error, channel) =>
      signals.failure === undefined
        ? signals.fail(channels[channel]?.describeFailure(error))
        : error,
  };
}
