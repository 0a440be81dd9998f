/** From a plan node to its operator: the one place that lists all of them. Sinks are made by the worker's side. */
import type { PhysicalNode, SinkNode } from "../../plan/transformation.ts";
import { createAggregateOperator } from "./aggregate.ts";
import { createAsyncBatchWaitOperator } from "./async/batch-wait-operator.ts";
import { createAsyncWaitOperator } from "./async/wait-operator.ts";
import { createBroadcastProcessOperator } from "./broadcast-process.ts";
import type { ChainedContext } from "./chained-context.ts";
import { createCoFlatMapOperator } from "./co-flat-map.ts";
import { createCoMapOperator } from "./co-map.ts";
import { createCoProcessOperator } from "./co-process.ts";
import { createFilterOperator } from "./filter.ts";
import { createFlatMapOperator } from "./flat-map.ts";
import { createIntervalJoinOperator } from "./interval-join.ts";
import { createMapOperator } from "./map.ts";
import type { Operator } from "./operator.ts";
import { createMapPartitionOperator } from "./partition/map-partition.ts";
import { createPartitionAggregateOperator } from "./partition/partition-aggregate.ts";
import { createPartitionReduceOperator } from "./partition/partition-reduce.ts";
import { createSortPartitionOperator } from "./partition/sort-partition.ts";
import { createProcessOperator } from "./process.ts";
import { createProjectOperator } from "./project.ts";
import { createReduceOperator } from "./reduce.ts";
import { createSourceOperator } from "./source.ts";
import { createTimestampsOperator } from "./timestamps-and-watermarks.ts";
import { createCoGroupOperator } from "./window/co-group.ts";
import { createWindowOperator } from "./window/window-operator.ts";

/** Makes the operator of a node; `node` is the context's, narrowed by its kind. */
export function createOperator(
  context: ChainedContext,
  node: Exclude<PhysicalNode, SinkNode>,
): Operator {
  switch (node.kind) {
    case "source":
      return createSourceOperator({ ...context, node });
    case "map":
      return createMapOperator({ ...context, node });
    case "flatMap":
      return createFlatMapOperator({ ...context, node });
    case "filter":
      return createFilterOperator({ ...context, node });
    case "project":
      return createProjectOperator({ ...context, node });
    case "process":
      return createProcessOperator({ ...context, node });
    case "reduce":
      return createReduceOperator({ ...context, node });
    case "aggregate":
      return createAggregateOperator({ ...context, node });
    case "window":
      return createWindowOperator({ ...context, node });
    case "mapPartition":
      return createMapPartitionOperator({ ...context, node });
    case "partitionReduce":
      return createPartitionReduceOperator({ ...context, node });
    case "partitionAggregate":
      return createPartitionAggregateOperator({ ...context, node });
    case "sortPartition":
      return createSortPartitionOperator({ ...context, node });
    case "timestampsAndWatermarks":
      return createTimestampsOperator({ ...context, node });
    case "asyncWait":
      return createAsyncWaitOperator({ ...context, node });
    case "asyncBatchWait":
      return createAsyncBatchWaitOperator({ ...context, node });
    case "coMap":
      return createCoMapOperator({ ...context, node });
    case "coFlatMap":
      return createCoFlatMapOperator({ ...context, node });
    case "coProcess":
      return createCoProcessOperator({ ...context, node });
    case "coGroup":
      return createCoGroupOperator({ ...context, node });
    case "intervalJoin":
      return createIntervalJoinOperator({ ...context, node });
    case "broadcastProcess":
      return createBroadcastProcessOperator({ ...context, node });
  }
}
