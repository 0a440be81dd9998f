/** The entry `millrace/unstable/plan`: what a job is, as data. Not stable between minor versions. */
export { compile } from "./compile.ts";
export type {
  BuiltIns,
  CollectChannel,
  Executor,
  ExecutorOptions,
  JobResult,
  JobStatusName,
  RunningJob,
} from "./executor.ts";
export { explain } from "./explain.ts";
export { explainAsMermaid } from "./explain-mermaid.ts";
export type {
  JobEdge,
  JobGraph,
  JobOperator,
  JobOutput,
  JobVertex,
  OperatorId,
} from "./job-graph.ts";
export { operatorIdOfUid } from "./operator-ids.ts";
export { defaultOperatorName, operatorName } from "./operator-names.ts";
export { executionPlan } from "./plan-json.ts";
export type { SlotResources } from "./slot-resources.ts";
export type {
  AggregateNode,
  BroadcastProcessNode,
  ChainingStrategy,
  CoFlatMapNode,
  CoMapNode,
  CoProcessNode,
  FilterNode,
  FlatMapNode,
  FunctionSlot,
  MapNode,
  Partitioner,
  PartitionNode,
  PhysicalNode,
  ProcessNode,
  ProjectNode,
  ReduceNode,
  RollingAggregate,
  SideOutputNode,
  SinkNode,
  SourceNode,
  StreamPlan,
  TimestampsNode,
  Transformation,
  TransformationId,
  UnionNode,
  VirtualNode,
} from "./transformation.ts";
export { type Diagnostic, requireValid, validate } from "./validate.ts";
