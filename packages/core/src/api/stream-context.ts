/** What a stream knows of its environment. Streams make other kinds of streams through it, so that the classes need not import each other. */
import type { BuiltIns } from "../plan/executor.ts";
import type { TransformationId } from "../plan/transformation.ts";
import type { Window } from "../windowing/window.ts";
import type { AllWindowedStream } from "./all-windowed-stream.ts";
import type {
  BroadcastConnectedStream,
  KeyedBroadcastConnectedStream,
} from "./broadcast-connected-stream.ts";
import type { AnyMapStateDescriptor, BroadcastStream } from "./broadcast-stream.ts";
import type { CachedDataStream } from "./cached-data-stream.ts";
import type { CallSite } from "./call-site.ts";
import type { CloseableIterator } from "./closeable-iterator.ts";
import type { CoGroupedStreams, CoGroupedStreamsWithWindow } from "./co-grouped-streams.ts";
import type { ConnectedStreams, KeyedConnectedStreams } from "./connected-streams.ts";
import type { DataStream } from "./data-stream.ts";
import type { DataStreamSink } from "./data-stream-sink.ts";
import type { GraphBuilder } from "./graph-builder.ts";
import type { IntervalJoin } from "./interval-join.ts";
import type { JoinedStreams, JoinedStreamsWithWindow } from "./joined-streams.ts";
import type { KeyedStream } from "./keyed-stream.ts";
import type { KeyedPair } from "./paired-streams.ts";
import type { PartitionWindowedStream } from "./partition-windowed-stream.ts";
import type { StreamExecutionEnvironment } from "./stream-execution-environment.ts";
import type { WindowBuilder } from "./window-builder.ts";
import type { WindowChoice } from "./window-choice.ts";
import type { WindowedStream } from "./windowed-stream.ts";

/** The classes of streams, made over one graph. @internal */
export interface StreamContext {
  readonly environment: StreamExecutionEnvironment;
  readonly graph: GraphBuilder;
  readonly builtIns: BuiltIns;
  dataStream<T>(id: TransformationId): DataStream<T>;
  cachedStream<T>(id: TransformationId): CachedDataStream<T>;
  /** `origin` is the stream before the hash partitioning `id`. */
  keyedStream<T, K>(id: TransformationId, origin: TransformationId): KeyedStream<T, K>;
  connectedStreams<A, B>(first: DataStream<A>, second: DataStream<B>): ConnectedStreams<A, B>;
  keyedConnectedStreams<A, B, K>(
    first: DataStream<A>,
    second: DataStream<B>,
  ): KeyedConnectedStreams<A, B, K>;
  joinedStreams<A, B>(first: DataStream<A>, second: DataStream<B>): JoinedStreams<A, B>;
  coGroupedStreams<A, B>(first: DataStream<A>, second: DataStream<B>): CoGroupedStreams<A, B>;
  /** Which of the two, the pair's kind says. */
  pairWithWindow(
    pair: KeyedPair,
    choice: WindowChoice,
  ):
    | JoinedStreamsWithWindow<never, never, never, Window>
    | CoGroupedStreamsWithWindow<never, never, never, Window>;
  intervalJoin<A, B, K>(
    left: KeyedStream<A, unknown>,
    right: KeyedStream<B, unknown>,
  ): IntervalJoin<A, B, K>;
  broadcastStream<T>(
    stream: DataStream<T>,
    descriptors: readonly AnyMapStateDescriptor[],
  ): BroadcastStream<T>;
  broadcastConnectedStream<A, B>(
    first: DataStream<A>,
    second: BroadcastStream<B>,
  ): BroadcastConnectedStream<A, B>;
  keyedBroadcastConnectedStream<A, B, K>(
    first: DataStream<A>,
    second: BroadcastStream<B>,
  ): KeyedBroadcastConnectedStream<A, B, K>;
  windowedStream<T, K, W extends Window>(builder: WindowBuilder): WindowedStream<T, K, W>;
  allWindowedStream<T, W extends Window>(builder: WindowBuilder): AllWindowedStream<T, W>;
  /** `windows` is present where the stream has keys. */
  partitionWindowedStream<T>(
    input: TransformationId,
    windows: WindowBuilder | undefined,
  ): PartitionWindowedStream<T>;
  sink<T>(id: TransformationId): DataStreamSink<T>;
  /** Ends the stream in a collect sink and runs the job. */
  collect<T>(
    at: CallSite,
    input: TransformationId,
    jobName: string | undefined,
  ): CloseableIterator<T>;
}
