/** The enums of group 1: how a job runs. */
import { type Enum, enumOf } from "../base/enum.ts";

/** How bounded jobs run: as streams, in stages, or as the sources allow. */
export type RuntimeExecutionMode = "STREAMING" | "BATCH" | "AUTOMATIC";
/** The names of `RuntimeExecutionMode`. */
export const RuntimeExecutionMode: Enum<RuntimeExecutionMode> = /* @__PURE__ */ enumOf(
  "STREAMING",
  "BATCH",
  "AUTOMATIC",
);

/** The switch of Flink before 1.12; readable back, and without effect: time is chosen by watermark strategies. */
export type TimeCharacteristic = "ProcessingTime" | "IngestionTime" | "EventTime";
/** The names of `TimeCharacteristic`. */
export const TimeCharacteristic: Enum<TimeCharacteristic> = /* @__PURE__ */ enumOf(
  "ProcessingTime",
  "IngestionTime",
  "EventTime",
);
