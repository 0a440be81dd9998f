/** What interval joins keep, and until when: the buffers behind each watermark. */
import { describe, expect, test } from "vitest";
import { caseOf, expectArrows } from "../../../../../tests/conformance/cases.ts";
import type { IntervalJoinNode } from "../../plan/transformation.ts";
import { createHarnessChain } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { ObjectOperatorState } from "../state/object-operator-state.ts";
import { ObjectTable } from "../state/object-table.ts";
import type { FiringTimer, KeyedTimers, TimerTarget } from "../time/timer-service.ts";
import type { ChainedContext } from "./chained-context.ts";
import { FunctionCheckpoints } from "./function-checkpoints.ts";
import { createIntervalJoinOperator } from "./interval-join.ts";

/** Event-time timers of one key. */
class OneKeyTimers implements KeyedTimers {
  readonly suspension = undefined as never; // nobody suspends the operator here
  readonly #target: TimerTarget;
  readonly #set = new Map<string, FiringTimer>();
  #watermarkMs = -(2 ** 63);

  constructor(target: TimerTarget) {
    this.#target = target;
  }

  get count(): number {
    return this.#set.size;
  }

  currentProcessingTime(): number {
    return 0;
  }

  currentWatermark(): number {
    return this.#watermarkMs;
  }

  registerEventTimeTimer(namespace: number, timestampMs: number): void {
    this.#set.set(`${namespace} ${timestampMs}`, { namespace, timestampMs, slot: 0 });
  }

  deleteEventTimeTimer(): void {}
  registerProcessingTimeTimer(): void {}
  deleteProcessingTimeTimer(): void {}
  stopProcessingTime(): void {}

  advanceWatermark(timestampMs: number): void {
    this.#watermarkMs = timestampMs;
    for (const [name, timer] of this.#set) {
      if (timer.timestampMs > timestampMs) continue;
      this.#set.delete(name);
      this.#target.onEventTime(timer);
    }
  }
}

/** `{2..5}`, `{4,5}`: how the case text writes the records of a buffer. */
function setText(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted.length > 2 ? `{${sorted[0]}..${sorted.at(-1)}}` : `{${sorted.join(",")}}`;
}

/** Both buffers after records 1 to 5 on both sides, and a watermark. */
function buffersBehind(lowerBoundMs: number, upperBoundMs: number, watermarkMs: number) {
  const node = operatorNode({
    kind: "intervalJoin",
    lowerBoundMs,
    upperBoundMs,
    function: functionSlot(() => undefined, "processElement"),
  }) as IntervalJoinNode; // its kind says so
  const { environment, signals, chain } = createHarnessChain(
    { nodes: [node], isKeyed: true },
    "off",
  );
  const guard = {
    running: signals.running,
    operatorNumber: signals.nextOperatorNumber(),
    operatorName: node.name,
    subtaskIndex: 0,
  };
  const keyedState = new ObjectTable(guard, () => 0);
  const timers: OneKeyTimers[] = [];
  // The parts that an interval join uses.
  const context = {
    environment,
    operator: chain.vertex.operators[0],
    node,
    guard,
    keyedState,
    checkpoints: new FunctionCheckpoints(guard, keyedState, new ObjectOperatorState(guard)),
    isObjectReuse: false,
    createTimers(target: TimerTarget) {
      timers.push(new OneKeyTimers(target));
      return timers[0];
    },
  } as unknown as ChainedContext<IntervalJoinNode>;
  const operator = createIntervalJoinOperator(context);
  for (const n of [1, 2, 3, 4, 5]) for (const input of operator.inputs) input.element(n, n, "key");
  operator.inputs[0]?.watermark?.(watermarkMs);
  const kept = ["LEFT_BUFFER", "RIGHT_BUFFER"].map((name) => {
    const numbers: number[] = [];
    keyedState.forEach(name, (_key, value) => {
      for (const records of (value as Map<number, number[]>).values()) numbers.push(...records);
    });
    return numbers;
  });
  keyedState.clearCurrentKey();
  return { kept, timerCount: timers[0]?.count, keyCount: keyedState.keyCount };
}

describe.each(Object.keys(caseOf("IJ-02").expected))("bounds %s", (text) => {
  const [lower, upper] = (/-?\d+,-?\d+/.exec(text)?.[0] ?? "").split(",").map(Number);

  test("IJ-02 buffers keep what can still be joined", () => {
    expectArrows("IJ-02", text, (watermark) => {
      const { kept } = buffersBehind(lower ?? 0, upper ?? 0, Number(watermark));
      return kept.every((numbers) => numbers.length === 0) ? ["empty"] : kept.map(setText);
    });
  });
});

test.each([
  [-2, -1],
  [-1, 0],
  [0, 1],
  [1, 2],
  [-1, 1],
])("with bounds %i to %i there is no record, timer and key in the end", (lower, upper) => {
  const end = buffersBehind(lower, upper, 2 ** 63);
  expect(end).toEqual({ kept: [[], []], timerCount: 0, keyCount: 0 });
});
