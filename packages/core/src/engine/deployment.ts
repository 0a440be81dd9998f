/**
 * From a JobGraph to the subtasks of one worker: chains, edges, gates, drivers. Nothing is opened and nothing runs yet.
 *
 * Built from the sinks up, so that an edge's targets and the gates behind them exist when its source is made. Parallelism
 * is logical: all subtasks live on this worker. A user's function that cannot be instantiated fails here, before anything ran.
 * @internal
 */
import type { Logger } from "../base/logger.ts";
import type { Ports } from "../base/ports.ts";
import type { JobEdge, JobGraph, JobOperator, JobVertex } from "../plan/job-graph.ts";
import { defaultOperatorName, operatorName } from "../plan/operator-names.ts";
import type { SinkNode, SourceNode } from "../plan/transformation.ts";
import { createOrderedInputs } from "../runtime/batch/create-ordered-inputs.ts";
import { TemporaryDirectory } from "../runtime/batch/temporary-directory.ts";
import type { ChainPorts, CreateChain } from "../runtime/chain/chain.ts";
import { CallHop } from "../runtime/edges/call-hop.ts";
import { targetSubtasks } from "../runtime/edges/channels.ts";
import { createLocalEdge } from "../runtime/edges/local-edge.ts";
import { SubtaskMetrics } from "../runtime/metrics/subtask-metrics.ts";
import { createFunctionContext } from "../runtime/operators/function-context.ts";
import type { Input, OperatorContext, SubtaskEnvironment } from "../runtime/operators/operator.ts";
import { SinkOperator } from "../runtime/operators/sink-operator.ts";
import type { Gate, Pollable } from "../runtime/pollable.ts";
import { WorkerSignals } from "../runtime/signals.ts";
import { SourceDriver } from "../runtime/sources/source-driver.ts";
import { Subtask } from "../runtime/subtask.ts";
import { PeriodicWatermarks } from "../runtime/time/periodic-watermarks.ts";
import type { ProcessingTimers } from "../runtime/time/processing-timers.ts";
import { Worker } from "../runtime/worker.ts";
import type { EngineSettings } from "./engine-settings.ts";
import { SourceCoordinator } from "./source-coordinator.ts";
import { WatermarkAlignmentGroups } from "./watermark-alignment.ts";

export interface DeploymentPorts {
  readonly jobId: string;
  readonly attempt: number;
  readonly ports: Ports;
  readonly logger: Logger;
  readonly settings: EngineSettings;
  readonly createChain: CreateChain;
  /** Called with each record before an operator gets it. */
  readonly inspectRecord?: ((value: unknown) => void) | undefined;
}

/** Everything of one attempt. */
export interface Deployment {
  readonly worker: Worker;
  /** In topological order, sources first; by subtask index within a vertex. */
  readonly subtasks: readonly Subtask[];
  readonly coordinators: readonly SourceCoordinator[];
  readonly pollables: readonly Pollable[];
  readonly periodicWatermarks: PeriodicWatermarks;
  readonly alignmentGroups: WatermarkAlignmentGroups;
  readonly timers: ProcessingTimers;
  readonly temporaryDirectory: TemporaryDirectory;
}

/** Builds the attempt's subtasks. */
export function deploy(graph: JobGraph, ports: DeploymentPorts): Deployment {
  return new Builder(graph, ports).build();
}

class Builder {
  readonly #graph: JobGraph;
  readonly #ports: DeploymentPorts;
  readonly #worker: Worker;
  readonly #temporaryDirectory: TemporaryDirectory;
  readonly #periodicWatermarks: PeriodicWatermarks;
  readonly #alignmentGroups: WatermarkAlignmentGroups;
  /** By vertex, by subtask index. */
  readonly #subtasks: Subtask[][] = [];
  readonly #gates = new Map<Subtask, ReadonlySet<Gate>>();
  readonly #pollables: Pollable[] = [];
  readonly #coordinators: SourceCoordinator[] = [];

  constructor(graph: JobGraph, ports: DeploymentPorts) {
    this.#graph = graph;
    this.#ports = ports;
    const { scheduler, fileSystem } = ports.ports;
    this.#temporaryDirectory = new TemporaryDirectory(
      fileSystem,
      graph.configuration,
      ports.jobId,
      ports.attempt,
    );
    this.#worker = new Worker(scheduler, new WorkerSignals(), ports.settings.sliceLimits);
    const { mailbox } = this.#worker;
    this.#periodicWatermarks = new PeriodicWatermarks({
      scheduler,
      mailbox,
      intervalMs: ports.settings.autoWatermarkIntervalMs,
    });
    this.#alignmentGroups = new WatermarkAlignmentGroups(scheduler, mailbox);
  }

  build(): Deployment {
    for (const vertex of this.#graph.vertices.toReversed()) this.#buildVertex(named(vertex));
    const subtasks = this.#subtasks.flat();
    for (const subtask of subtasks) {
      const { chain } = subtask;
      if (chain.vertex.operators.some(emitsPeriodically))
        this.#periodicWatermarks.add(chain, required(this.#gates.get(subtask)));
    }
    return {
      worker: this.#worker,
      subtasks,
      coordinators: this.#coordinators,
      pollables: this.#pollables,
      periodicWatermarks: this.#periodicWatermarks,
      alignmentGroups: this.#alignmentGroups,
      timers: this.#worker.timers,
      temporaryDirectory: this.#temporaryDirectory,
    };
  }

  #buildVertex(vertex: JobVertex): void {
    const subtasks: Subtask[] = [];
    this.#subtasks[vertex.index] = subtasks;
    for (let index = 0; index < vertex.parallelism; index++) {
      const gates: (SinkOperator | CallHop)[] = [];
      const subtask = this.#buildSubtask(vertex, index, gates);
      subtasks.push(subtask);
      const { chain } = subtask;
      const behind = new Set([...gates, ...this.#gatesBehind(vertex, index)]);
      chain.attachGates([...behind]);
      this.#gates.set(subtask, new Set([...behind, ...chain.suspensions]));
      this.#pollables.push(...gates, ...chain.suspensions);
      const { orderedInputs } = subtask;
      if (orderedInputs === undefined) continue;
      orderedInputs.attachGates(required(this.#gates.get(subtask)));
      this.#pollables.push(orderedInputs);
    }
    const head = vertex.operators[0];
    if (head?.node.kind === "source") this.#buildSource(vertex, head, head.node, subtasks);
  }

  /** Adds the gates that stand in the subtask itself to `gates`. */
  #buildSubtask(
    vertex: JobVertex,
    subtaskIndex: number,
    gates: (SinkOperator | CallHop)[],
  ): Subtask {
    const environment = this.#environment(vertex, subtaskIndex);
    const sinks: SinkOperator[] = [];
    // One per subtask however often the chain asks: each has its own channels, which all must end.
    const edges = new Map<number, Input>();
    const chainPorts: ChainPorts = {
      environment,
      processingTimers: this.#worker.timers,
      mailbox: this.#worker.mailbox,
      edge: (edgeIndex) => {
        let edge = edges.get(edgeIndex);
        if (edge === undefined) {
          edge = this.#edge(required(this.#graph.edges[edgeIndex]), vertex, subtaskIndex);
          if (edge instanceof CallHop) gates.push(edge);
          edges.set(edgeIndex, edge);
        }
        return edge;
      },
      createSink: (context) => {
        const sink = new SinkOperator(context as OperatorContext<SinkNode>, {
          // called for sink nodes only
          position: vertex.index + 0.5,
          timers: this.#worker.timers,
          functionContext: createFunctionContext(environment, context.operator),
          fail: (error) => this.#worker.fail(error),
        });
        sinks.push(sink);
        gates.push(sink);
        return sink;
      },
    };
    const chain = this.#ports.createChain(vertex, chainPorts);
    const orderedInputs = createOrderedInputs(vertex, {
      environment,
      target: chain,
      edges: vertex.inputEdges.map((edge) => required(this.#graph.edges[edge])),
      temporaryDirectory: this.#temporaryDirectory,
      fail: (error) => this.#worker.fail(error),
    });
    return new Subtask(chain, environment, sinks, orderedInputs);
  }

  #environment(vertex: JobVertex, subtaskIndex: number): SubtaskEnvironment {
    const { jobId, attempt, ports, logger, inspectRecord } = this.#ports;
    const { timers } = this.#worker;
    const place = {
      jobId,
      jobName: this.#graph.jobName,
      vertexName: vertex.name,
      subtaskIndex,
      attempt,
      logger,
    };
    return {
      ...place,
      parallelism: vertex.parallelism,
      maxParallelism: vertex.maxParallelism,
      ports,
      configuration: this.#graph.configuration,
      signals: this.#worker.signals,
      inspectRecord,
      accumulators: new Map(),
      metrics: new SubtaskMetrics({
        ...place,
        nameOf: operatorName,
        nowMs: () => timers.currentMs,
      }),
    };
  }

  #edge(edge: JobEdge, vertex: JobVertex, subtaskIndex: number): Input {
    const targetVertex = required(this.#graph.vertices[edge.target.vertex]);
    const targets = this.#targets(edge, vertex, subtaskIndex);
    const { signals } = this.#worker;
    const targetName = named(targetVertex).operators[0]?.node.name ?? targetVertex.name;
    const input = createLocalEdge({
      edge,
      sourceSubtask: subtaskIndex,
      targetName,
      targetLocation: targetVertex.operators[0]?.node.location,
      maxParallelism: targetVertex.maxParallelism,
      channels: targets.map((target) => target.addChannel(edge.target.input)),
      signals,
      isObjectReuse: this.#ports.settings.isObjectReuse,
      codeGeneration: this.#ports.settings.codeGeneration,
    });
    if (!edge.isHop) return input;
    return new CallHop({
      name: targetName,
      position: vertex.index + 0.5,
      reaches: targets.flatMap((target) => this.#gatesOf(target, edge.target.input)),
      signals,
      type: edge.type,
      edge: input,
    });
  }

  #targets(edge: JobEdge, vertex: JobVertex, subtaskIndex: number): readonly Subtask[] {
    const { parallelism } = required(this.#graph.vertices[edge.target.vertex]);
    const subtasks = required(this.#subtasks[edge.target.vertex]);
    return targetSubtasks(edge.partitioner.type, subtaskIndex, vertex.parallelism, parallelism).map(
      (index) => required(subtasks[index]),
    );
  }

  /** W4: all gates that the subtask's edges lead to. */
  #gatesBehind(vertex: JobVertex, subtaskIndex: number): readonly Gate[] {
    return this.#graph.edges
      .filter((edge) => edge.source.vertex === vertex.index)
      .flatMap((edge) =>
        this.#targets(edge, vertex, subtaskIndex).flatMap((target) =>
          this.#gatesOf(target, edge.target.input),
        ),
      );
  }

  /** What a record reaches that arrives at an input: where it waits for the end, no more than that. */
  #gatesOf(target: Subtask, input: number): readonly Gate[] {
    const { orderedInputs, chain } = target;
    const isDirect = chain.vertex.inputModes[input] === "direct";
    if (orderedInputs !== undefined && !isDirect) return [orderedInputs];
    return [...required(this.#gates.get(target))];
  }

  #buildSource(
    vertex: JobVertex,
    operator: JobOperator,
    node: SourceNode,
    subtasks: readonly Subtask[],
  ): void {
    const { ports, logger, settings } = this.#ports;
    const coordinator = new SourceCoordinator({
      node,
      parallelism: vertex.parallelism,
      ports,
      logger,
      configuration: this.#graph.configuration,
      mailbox: this.#worker.mailbox,
    });
    this.#coordinators.unshift(coordinator);
    const drivers: SourceDriver[] = [];
    subtasks.forEach((subtask, index) => {
      const metricGroup = subtask.environment.metrics.ofOperator(operator);
      const driver = new SourceDriver({
        chain: subtask.chain,
        node,
        environment: subtask.environment,
        position: vertex.index,
        reaches: [...required(this.#gates.get(subtask))],
        requests: coordinator,
        rejectedRecords: settings.rejectedRecords,
        periodicWatermarks: this.#periodicWatermarks,
        emitsWatermarks: this.#graph.runtimeMode === "STREAMING",
        metricGroup,
        functionContext: createFunctionContext(subtask.environment, operator),
      });
      subtask.driver = driver;
      metricGroup.view("counter", "numRecordsInErrors", () => driver.rejectedCount);
      coordinator.addDriver(index, driver);
      this.#pollables.push(driver);
      drivers.push(driver);
    });
    const { alignment } = node.watermarkStrategy;
    if (alignment !== undefined) this.#alignmentGroups.add(alignment, drivers);
  }
}

/** The vertex with its operators' default names filled in, as messages show them. */
function named(vertex: JobVertex): JobVertex {
  const operators = vertex.operators.map((operator) =>
    operator.node.name === ""
      ? { ...operator, node: { ...operator.node, name: defaultOperatorName(operator.node) } }
      : operator,
  );
  return { ...vertex, operators };
}

function emitsPeriodically({ node }: JobOperator): boolean {
  return node.kind === "source" || node.kind === "timestampsAndWatermarks";
}

/** What the graph refers to exists: `compile` made both ends. */
function required<T>(value: T | undefined): T {
  if (value === undefined)
    throw new RangeError("the job graph refers to something that it does not have");
  return value;
}
