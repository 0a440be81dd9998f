/** Which clock a timer belongs to. Flink: `TimeDomain`. */
import { type Enum, enumOf } from "../base/enum.ts";

/** Event time (watermarks) or processing time (the wall clock). */
export type TimeDomain = "EVENT_TIME" | "PROCESSING_TIME";
/** The names of `TimeDomain`. */
export const TimeDomain: Enum<TimeDomain> = /* @__PURE__ */ enumOf("EVENT_TIME", "PROCESSING_TIME");
