/** `Order`: the two directions of a sort. */
import { type Enum, enumOf } from "../base/enum.ts";

/** Least first, or greatest first. Flink's `NONE` and `ANY` ask for no order: leave the sort out. */
export type Order = "ASCENDING" | "DESCENDING";
/** The names of `Order`. */
export const Order: Enum<Order> = /* @__PURE__ */ enumOf("ASCENDING", "DESCENDING");
