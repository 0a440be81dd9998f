/** Joins the classes of streams with one environment: the only file that knows all of them. */
import type { Logger } from "../base/logger.ts";
import type { RunningJob } from "../plan/executor.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import type { Window } from "../windowing/window.ts";
import { AllWindowedStream } from "./all-windowed-stream.ts";
import {
  BroadcastConnectedStream,
  KeyedBroadcastConnectedStream,
} from "./broadcast-connected-stream.ts";
import { BroadcastStream } from "./broadcast-stream.ts";
import { CachedDataStream } from "./cached-data-stream.ts";
import type { CallSite } from "./call-site.ts";
import { atCall } from "./check-arguments.ts";
import { CloseableIterator } from "./closeable-iterator.ts";
import { CoGroupedStreams, CoGroupedStreamsWithWindow } from "./co-grouped-streams.ts";
import { ConnectedStreams, KeyedConnectedStreams } from "./connected-streams.ts";
import { DataStream } from "./data-stream.ts";
import { DataStreamSink } from "./data-stream-sink.ts";
import { GraphBuilder, type JobSettings } from "./graph-builder.ts";
import type { Host } from "./host.ts";
import { IntervalJoin } from "./interval-join.ts";
import { JoinedStreams, JoinedStreamsWithWindow } from "./joined-streams.ts";
import { KeyedStream } from "./keyed-stream.ts";
import { PairWindowBuilder } from "./pair-window-builder.ts";
import { PartitionWindowedStream } from "./partition-windowed-stream.ts";
import type { StreamContext } from "./stream-context.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import { WindowedStream } from "./windowed-stream.ts";

/** What of an environment changes while it lives. */
interface EnvironmentState {
  logger(): Logger | undefined;
  /** What the plan of a job says besides its nodes; without a name the default one. */
  jobSettings(jobName: string | undefined): JobSettings;
}

/** Runs what an environment holds. */
export interface JobRunner {
  /** Takes the plan at once (X1); resolves once it is submitted. */
  submit(at: CallSite, jobName: string | undefined): Promise<RunningJob>;
}

/** The stream classes over a new graph. @internal */
export function createStreamContext(
  environment: StreamExecutionEnvironment,
  host: Host,
  state: EnvironmentState,
): { readonly context: StreamContext; readonly runner: JobRunner } {
  const graph = new GraphBuilder();
  const runner: JobRunner = {
    submit(at, jobName) {
      const plan = graph.takePlan(state.jobSettings(jobName));
      return submit(host, plan, state.logger(), at);
    },
  };
  const context: StreamContext = {
    environment,
    graph,
    builtIns: host.builtIns,
    dataStream: (id) => new DataStream(context, id),
    cachedStream: (id) => new CachedDataStream(context, id),
    keyedStream: (id, origin) => new KeyedStream(context, id, origin),
    connectedStreams: (first, second) => new ConnectedStreams(context, first, second),
    keyedConnectedStreams: (first, second) => new KeyedConnectedStreams(context, first, second),
    joinedStreams: (first, second) =>
      new JoinedStreams({ kind: "JoinedStreams", context, first, second }),
    coGroupedStreams: (first, second) =>
      new CoGroupedStreams({ kind: "CoGroupedStreams", context, first, second }),
    pairWithWindow(pair, choice) {
      const builder = new PairWindowBuilder(pair, choice);
      return pair.kind === "JoinedStreams"
        ? new JoinedStreamsWithWindow<never, never, never, Window>(builder)
        : new CoGroupedStreamsWithWindow<never, never, never, Window>(builder);
    },
    intervalJoin: (left, right) => new IntervalJoin(left, right),
    broadcastStream: (stream, descriptors) => new BroadcastStream(stream, descriptors),
    broadcastConnectedStream: (first, second) =>
      new BroadcastConnectedStream(context, first, second),
    keyedBroadcastConnectedStream: (first, second) =>
      new KeyedBroadcastConnectedStream(context, first, second),
    windowedStream: (builder) => new WindowedStream(builder),
    allWindowedStream: (builder) => new AllWindowedStream(builder),
    partitionWindowedStream: (input, windows) =>
      new PartitionWindowedStream(context, input, windows),
    sink: (id) => new DataStreamSink(context, id),
    collect<T>(
      at: CallSite,
      input: Parameters<StreamContext["dataStream"]>[0],
      jobName: string | undefined,
    ) {
      const { sink, channel } = host.builtIns.collect<T>();
      graph.add(
        at,
        { kind: "sink", input, sink },
        // The user cannot give it a uid, where `pipeline.auto-generate-uids` asks for one.
        { name: "Collect Stream Sink", uid: "$collect", parallelism: 1, isNonParallel: true },
      );
      return new CloseableIterator<T>(channel, runner.submit(at, jobName));
    },
  };
  return { context, runner };
}

/** Settings and the plan's problems are the executor's to judge: it rejects before anything ran. */
async function submit(
  host: Host,
  plan: StreamPlan,
  logger: Logger | undefined,
  at: CallSite,
): Promise<RunningJob> {
  await host.beforeExecute(plan);
  const executor = await host.executor();
  try {
    return await executor.submit(plan, { logger });
  } catch (error) {
    throw atCall(error, at);
  }
}
