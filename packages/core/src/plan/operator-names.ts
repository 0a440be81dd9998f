/** Names of operators: what an operator is called where the user gave no name, and how names are written in plans. */
import type { PhysicalNode } from "./transformation.ts";

/** The name of an operator without one, as in Flink: `Map`, `Keyed Reduce`, `Print to Std. Out`. */
export function defaultOperatorName(node: PhysicalNode): string {
  switch (node.kind) {
    case "source":
      return "Custom Source";
    case "map":
      return "Map";
    case "flatMap":
      return "Flat Map";
    case "filter":
      return "Filter";
    case "project":
      return "Projection";
    case "process":
      return node.isKeyed ? "KeyedProcess" : "Process";
    case "reduce":
      return "Keyed Reduce";
    case "aggregate":
      return "Keyed Aggregation";
    case "window":
    case "coGroup":
      return node.assigner.constructor.name || "Window";
    case "mapPartition":
      return "MapPartition";
    case "partitionReduce":
      return "PartitionReduce";
    case "partitionAggregate":
      return "PartitionAggregate";
    case "sortPartition":
      return node.isKeyed ? "KeyedSortPartition" : "SortPartition";
    case "timestampsAndWatermarks":
      return "Timestamps/Watermarks";
    case "coMap":
      return "Co-Map";
    case "coFlatMap":
      return "Co-Flat Map";
    case "coProcess":
      return node.isKeyed ? "Co-Keyed-Process" : "Co-Process";
    case "intervalJoin":
      return "Interval Join";
    case "broadcastProcess":
      return node.isKeyed ? "Co-Process-Broadcast-Keyed" : "Co-Process-Broadcast";
    case "asyncWait":
      return "async wait operator";
    case "asyncBatchWait":
      return "async batch wait operator";
    case "sink":
      return node.sink.defaultName ?? "Unnamed";
  }
}

/** The name as plans and metrics show it: the user's or the default one, after `Source: ` or `Sink: ` at the ends. */
export function operatorName(node: PhysicalNode): string {
  const name = node.name === "" ? defaultOperatorName(node) : node.name;
  if (node.kind === "source") return `Source: ${name}`;
  return node.kind === "sink" ? `Sink: ${name}` : name;
}
