/** AW-01 to AW-13: the operators of async functions, as scripts; answers and the clock are steps. */
import { AsyncRetryStrategy } from "millrace";
import { describe, expect, test } from "vitest";
import type { PhysicalNode } from "../../../packages/core/src/plan/transformation.ts";
import {
  asyncBatchWaitNode,
  asyncWaitNode,
  ScriptedCalls,
} from "../../../packages/core/src/testing/async-script.ts";
import {
  createHarnessChain,
  type HarnessResult,
  type HarnessStep,
  records,
  runOperators,
  valuesOf,
} from "../../../packages/core/src/testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../../packages/core/src/testing/operator-nodes.ts";
import { expectCase, expectedOf, numberOf, valueOf } from "../../conformance/cases.ts";
import { linesFrom } from "../../conformance/harness-script.ts";

const calls = new ScriptedCalls();
const twice = (input: number): number[] => [input * 2];
const twiceEach = (inputs: readonly number[]): number[] => inputs.map((input) => input * 2);
const end: HarnessStep = { type: "endInput" };

function at(timestampMs: number, value: unknown): HarnessStep {
  return { type: "record", value, timestampMs };
}

function clock(timestampMs: number): HarnessStep {
  return { type: "processingTime", timestampMs };
}

function run(
  nodes: readonly PhysicalNode[],
  steps: () => readonly HarnessStep[],
): Promise<HarnessResult> {
  return runOperators({
    nodes,
    notRestorable:
      "a restored operator makes calls again, and scripts answer calls by their number",
    script: () => {
      calls.reset();
      return steps();
    },
  });
}

function runWait(parts: Readonly<Record<string, unknown>>, steps: () => readonly HarnessStep[]) {
  return run([asyncWaitNode(calls.invoke, parts)], steps);
}

/** Sizes of the batches that the function was called with. */
const sizes = (): string[] => calls.inputs.map((inputs) => String((inputs as unknown[]).length));

describe("single records", () => {
  const timed = (): HarnessStep[] => [
    at(1, 1),
    at(2, 2),
    { type: "watermark", timestampMs: 2 },
    at(3, 3),
    calls.answer([1, 0], twice),
    calls.answer([2], twice),
    end,
  ];

  test("AW-01 event time", async () => {
    const ordered = await runWait({ capacity: 2 }, timed);
    expectCase("AW-01", linesFrom(ordered.events), "ordered");
    const unordered = await runWait({ capacity: 2, isOrdered: false }, timed);
    const lines = linesFrom(unordered.events);
    expectCase("AW-01", lines.slice(2), "unordered");
    expect(lines.slice(0, 2)).toEqual(["4@2", "2@1"]);
  });

  test.each([true, false])("AW-02 without event time, ordered: %s", async (isOrdered) => {
    const result = await runWait({ capacity: 6, isOrdered }, () => [
      ...records(1, 2, 3, 4, 5, 6, 7, 8),
      calls.answer([5, 4, 3, 2, 1, 0], twice),
      calls.answer([7, 6], twice),
      end,
    ]);
    const values = valuesOf(result);
    expectCase("AW-02", isOrdered ? values : values.toSorted((a, b) => Number(a) - Number(b)));
  });

  test("AW-03 in a chain", async () => {
    const map = (fn: (n: number) => number) =>
      operatorNode({ kind: "map", function: functionSlot(fn, "map") });
    const double = async (n: number) => [n * 2];
    const result = await run(
      [
        asyncWaitNode(double, { capacity: 6 }),
        map((n) => n + 1),
        asyncWaitNode(double, { capacity: 6, isOrdered: false }),
        map((n) => n),
      ],
      () => [
        ...records(5, 6, 7, 8, 9),
        ...Array.from({ length: 6 }, (): HarnessStep => ({ type: "outside", run() {} })),
        end,
      ],
    );
    expectCase("AW-03", valuesOf(result));
  });

  test("AW-05 a full queue and a record before its gate are restored", async () => {
    const inputs = Array.from({ length: Number(valueOf("AW-05", "count")) }, (_, index) => index);
    const forget: HarnessStep = { type: "outside", run: () => calls.reset() };
    const result = await runWait({ capacity: inputs.length - 1 }, () => [
      ...records(...inputs),
      forget,
      { type: "snapshot" },
      ...inputs.map((index) => calls.answer([index], twice)),
      end,
    ]);
    expectCase("AW-05", [valuesOf(result).length], "count");
    expect(valuesOf(result)).toEqual(inputs.map((input) => input * 2));
  });

  test("AW-06 a time-out", async () => {
    const steps = (): HarnessStep[] => [
      clock(0),
      at(0, 1),
      clock(5),
      at(5, 2),
      calls.answer([1], (n: number) => [n]),
      clock(11),
      end,
    ];
    const parts = { capacity: 2, timeoutMs: 10 };
    // Flink's harness outlives the failure and emits record 2 after it; here the first failure ends the attempt (W7).
    const failed = await runWait(parts, steps);
    expect(failed).toMatchObject({
      events: [],
      error: { code: "FUNCTION_TIMED_OUT", record: "1" },
    });
    const handler = { asyncInvoke: calls.invoke, timeout: (input: number) => [input * 3] };
    const handled = await run([asyncWaitNode(handler, parts)], steps);
    expectCase("AW-06", linesFrom(handled.events), "handled");
  });

  test("AW-07 an answer in time takes the timer back", async () => {
    expect(valueOf("AW-07", "timer")).toBe("cancels");
    const node = asyncWaitNode(async (n: number) => [n], { timeoutMs: 100_000 });
    const { chain, ports, mailbox } = createHarnessChain({ nodes: [node] }, "auto");
    await chain.open();
    chain.inputs[0]?.element(42, 1, undefined);
    expect(ports.scheduler.pendingTimerCount).toBe(1);
    await ports.scheduler.advance(0);
    for (const mail of mailbox.takeAll()) mail.run();
    expect(ports.scheduler.pendingTimerCount).toBe(0);
    await chain.close();
  });

  test.each([true, false])("AW-08 the user's error, ordered: %s", async (isOrdered) => {
    expect(valueOf("AW-08", "verdict")).toBe("fails");
    const { error } = await runWait({ isOrdered, capacity: 2 }, () => [
      ...records(1),
      calls.fail(0, new Error("Expected exception")),
    ]);
    expect(error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", record: "1" });
  });
});

describe("batches", () => {
  function runBatch(
    parts: Readonly<Record<string, unknown>>,
    steps: () => readonly HarnessStep[],
  ): Promise<HarnessResult> {
    return run([asyncBatchWaitNode(calls.invoke, parts)], steps);
  }

  test("AW-10 batch sizes", async () => {
    const five = await runBatch({ batchSize: 3 }, () => [
      ...records(1, 2, 3, 4, 5),
      end,
      calls.answer([0, 1], twiceEach),
    ]);
    expectCase("AW-10", sizes(), "batches");
    expectCase("AW-10", valuesOf(five));
    await runBatch({ batchSize: 1 }, () => [...records(1, 2, 3), end]);
    expectCase("AW-10", sizes(), "ones");
    await runBatch({ batchSize: 3 }, () => [end]);
    expect(sizes()).toEqual([]);
  });

  test("AW-11 fewer outputs than inputs", async () => {
    const result = await runBatch({ batchSize: 3 }, () => [
      ...records(1, 2, 3, 4, 5),
      end,
      calls.answer([0, 1], (inputs: number[]) => [inputs.reduce((sum, n) => sum + n)]),
    ]);
    expectCase("AW-11", valuesOf(result), "sums");
  });

  test("AW-12 the time of a batch", async () => {
    const before: string[][] = [];
    await runBatch({ batchSize: 10, batchTimeoutMs: 50 }, () => [
      clock(0),
      ...records(1),
      { type: "outside", run: () => before.push(sizes()) },
      clock(51),
    ]);
    expect(before[0]).toEqual([]);
    expectCase("AW-12", sizes(), "first");
    const slow = { batchSize: 10, batchTimeoutMs: 100 };
    const two = (): HarnessStep[] => [clock(0), ...records(1), clock(101), clock(200)];
    await runBatch(slow, () => [...two(), ...records(2, 3), clock(301)]);
    expect([sizes().join(",")]).toEqual(expectedOf("AW-12", "sizes"));
    await runBatch({ batchSize: 3, batchTimeoutMs: 100 }, () => [
      clock(0),
      ...records(1, 2, 3),
      clock(200),
      ...records(4),
      clock(301),
      clock(400),
      ...records(5, 6, 7),
    ]);
    expect(sizes()).toEqual(["3", "1", "3"]);
  });

  test("AW-12 a full batch takes its timer back", async () => {
    const node = asyncBatchWaitNode(calls.invoke, { batchSize: 2, batchTimeoutMs: 3_600_000 });
    const { chain, ports } = createHarnessChain({ nodes: [node] }, "auto");
    await chain.open();
    const pending = [1, 2].map((value) => {
      chain.inputs[0]?.element(value, 1, undefined);
      return ports.scheduler.pendingTimerCount;
    });
    expect(pending).toEqual([1, 0]);
    await chain.close();
  });

  describe("AW-13 retries", () => {
    const parts = (retry: AsyncRetryStrategy<number>) => ({ batchSize: 2, retry });
    const busy = new TypeError("busy");
    const onErrors = (attempts: number) =>
      AsyncRetryStrategy.fixedDelay<number>(
        attempts,
        10,
        null,
        (error) => error instanceof TypeError,
      );
    const retried = (...answers: readonly HarnessStep[]): HarnessStep[] => [
      ...records(1, 2),
      ...answers.flatMap((answer, index) => [answer, clock((index + 1) * 10)]),
      end,
    ];

    test("AW-13 after errors", async () => {
      const result = await runBatch(parts(onErrors(3)), () =>
        retried(calls.fail(0, busy), calls.fail(1, busy), calls.answer([2], twiceEach)),
      );
      expect(calls.inputs).toHaveLength(numberOf("AW-13", "calls"));
      expectCase("AW-13", valuesOf(result));
    });

    // covers: AsyncRetryStrategy.fixedDelay
    test("AW-13 after an empty result", async () => {
      const retry = AsyncRetryStrategy.fixedDelay<number>(3, 10, (list) => list?.length === 0);
      const result = await runBatch(parts(retry), () =>
        retried(
          calls.answer([0], () => []),
          calls.answer([1], twiceEach),
        ),
      );
      expect(calls.inputs).toHaveLength(numberOf("AW-13", "on result"));
      expectCase("AW-13", valuesOf(result));
    });

    test("AW-13 not after another error", async () => {
      const { error } = await runBatch(parts(onErrors(3)), () =>
        retried(calls.fail(0, new RangeError("other"))),
      );
      expect(calls.inputs).toHaveLength(numberOf("AW-13", "not matching"));
      expect(error?.message).toContain("other");
    });

    test("AW-13 until there are no more attempts", async () => {
      const { error } = await runBatch(parts(onErrors(2)), () =>
        retried(calls.fail(0, busy), calls.fail(1, busy), calls.fail(2, busy)),
      );
      expect(calls.inputs).toHaveLength(numberOf("AW-13", "failing"));
      expect(error?.message).toContain("busy");
    });
  });
});
