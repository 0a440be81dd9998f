/** Watermark strategies as arguments: a strategy, or a function that builds one from the factories. */
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { type CallSite, wrongType } from "./call-site.ts";
import { functionSlot } from "./check-arguments.ts";

/** The strategy that was given; its timestamp assigner is a user's function like others (O2). */
export function strategyArgument(at: CallSite, given: unknown): WatermarkStrategy<never> {
  const strategy: unknown = typeof given === "function" ? given(WatermarkStrategy) : given;
  if (!(strategy instanceof WatermarkStrategy)) {
    const expected = "a WatermarkStrategy, or a function that returns one";
    throw wrongType(at, "watermarkStrategy", strategy, expected);
  }
  if (strategy.timestampAssigner !== undefined) {
    functionSlot(at, strategy.timestampAssigner, {
      parameter: "timestampAssigner",
      role: "extractTimestamp",
    });
  }
  return strategy;
}
