import { describe, expect, test } from "vitest";
import { AsyncRetryStrategy } from "../../../functions/async-retry.ts";
import { hasExceptionPredicate } from "../../../functions/async-retry-strategies.ts";
import { asyncWaitNode, ScriptedCalls } from "../../../testing/async-script.ts";
import {
  advanceProcessingTime,
  createHarnessChain,
  type HarnessStep,
  records,
  runOperators,
  valuesOf,
} from "../../../testing/operator-harness.ts";
import { operatorNode } from "../../../testing/operator-nodes.ts";

const calls = new ScriptedCalls();
const twice = (input: number) => [input * 2];

function at(timestampMs: number, value: unknown): HarnessStep {
  return { type: "record", value, timestampMs };
}

function watermark(timestampMs: number): HarnessStep {
  return { type: "watermark", timestampMs };
}

function clock(timestampMs: number): HarnessStep {
  return { type: "processingTime", timestampMs };
}

/** Promises settle, nothing else happens. */
const later: HarnessStep = { type: "outside", run() {} };
const end: HarnessStep = { type: "endInput" };

const notRestorable =
  "the test answers the calls of one instance; one that is restored calls again";

/** Runs one async operator by a script that starts without calls. */
function runScript(
  parts: Readonly<Record<string, unknown>>,
  steps: () => readonly HarnessStep[],
  fn: unknown = calls.invoke,
) {
  return runOperators({
    notRestorable,
    nodes: [asyncWaitNode(fn, parts)],
    script: () => {
      calls.reset();
      return steps();
    },
  });
}

describe("order", () => {
  test("ordered: a result waits for those before it, and each has its record's timestamp", async () => {
    const { events, error } = await runScript({}, () => [
      at(1, 1),
      at(2, 2),
      watermark(2),
      at(3, 3),
      calls.answer([2, 1], twice),
      calls.answer([0], twice),
      end,
    ]);
    expect(error).toBeUndefined();
    expect(events).toEqual([
      ["record", 0, 2, 1],
      ["record", 0, 4, 2],
      ["watermark", 0, 2],
      ["record", 0, 6, 3],
      ["endInput", 0],
    ]);
  });

  test("unordered: results leave as they come, but none passes a watermark or a status", async () => {
    const { events } = await runScript({ isOrdered: false }, () => [
      at(1, 1),
      at(2, 2),
      watermark(2),
      at(3, 3),
      { type: "status", isIdle: true },
      calls.answer([2], twice),
      calls.answer([1], twice),
      calls.answer([0], twice),
      end,
    ]);
    expect(events).toEqual([
      ["record", 0, 4, 2],
      ["record", 0, 2, 1],
      ["watermark", 0, 2],
      ["record", 0, 6, 3],
      ["status", 0, true],
      ["endInput", 0],
    ]);
  });

  test("a watermark with nothing before it goes on at once", async () => {
    const { events } = await runScript({}, () => [watermark(5), at(6, 1)]);
    expect(events).toEqual([["watermark", 0, 5]]);
  });

  test("the end waits for every answer", async () => {
    const { events } = await runScript({}, () => [...records(1, 2), end, calls.answer([1], twice)]);
    expect(events).toEqual([]);
    const answered = await runScript({}, () => [
      ...records(1, 2),
      end,
      calls.answer([1, 0], twice),
    ]);
    expect(valuesOf(answered)).toEqual([2, 4]);
    expect(answered.events.at(-1)).toEqual(["endInput", 0]);
  });

  test("the record that the function holds is a copy", async () => {
    const { events } = await runOperators({
      notRestorable,
      nodes: [
        operatorNode({
          kind: "map",
          function: {
            value: {
              last: { n: 0 },
              map(n: number) {
                this.last.n = n;
                return this.last;
              },
            },
            role: "map",
          },
        }),
        asyncWaitNode(calls.invoke),
      ],
      script: () => {
        calls.reset();
        return [...records(1, 2), calls.answer([0, 1], (record: { n: number }) => [record.n])];
      },
    });
    expect(events.map(([, , value]) => value)).toEqual([1, 2]);
  });
});

describe("capacity", () => {
  test("no more calls are made than fit; what arrives waits", async () => {
    const inputs: unknown[] = [];
    const { events } = await runScript({ capacity: 2 }, () => [
      ...records(1, 2, 3, 4),
      { type: "outside", run: () => inputs.push([...calls.inputs]) },
      calls.answer([0], twice),
      { type: "outside", run: () => inputs.push([...calls.inputs]) },
      calls.answer([1, 2], twice),
      calls.answer([3], twice),
      end,
    ]);
    expect(valuesOf({ events })).toEqual([2, 4, 6, 8]);
    expect(inputs.slice(0, 2)).toEqual([
      [1, 2],
      [1, 2, 3],
    ]);
    expect(events.at(-1)).toEqual(["endInput", 0]);
  });

  test("a full operator is a gate without room", async () => {
    const harness = createHarnessChain(
      { nodes: [asyncWaitNode(() => new Promise(() => {}), { capacity: 1 })] },
      "auto",
    );
    await harness.chain.open();
    const [suspension] = harness.chain.suspensions;
    expect(suspension?.hasRoom()).toBe(true);
    harness.signals.beginSlice();
    harness.chain.inputs[0]?.element(1, 0, undefined);
    expect([suspension?.hasRoom(), harness.signals.stop]).toEqual([false, 1]);
    await harness.chain.close();
  });
});

describe("answers", () => {
  test.each([
    ["null", null, "FUNCTION_RETURNED_NULL"],
    ["undefined", undefined, "FUNCTION_RETURNED_NULL"],
    ["a text", "abc", "FUNCTION_RETURNED_STRING"],
    ["a number", 42, "FUNCTION_RETURNED_NOT_ITERABLE"],
    ["a list with undefined", [undefined], "FUNCTION_RETURNED_UNDEFINED"],
  ])("%s fails the job, with operator and record", async (_, answer, code) => {
    const { error } = await runScript({}, () => [...records(7), calls.answer([0], () => answer)]);
    expect(error).toMatchObject({
      code,
      operator: "asyncWait",
      location: "job.ts:1:1",
      record: "7",
    });
  });

  test("any iterable is a list, also without a promise around it", async () => {
    const result = await runScript(
      {},
      () => [...records(2), later],
      function* (n: number) {
        yield n;
        yield n + 1;
      },
    );
    expect(valuesOf(result)).toEqual([2, 3]);
  });

  test("mapAsync emits what the promise gives, a list too", async () => {
    const result = await runScript({ result: "record" }, () => [
      ...records(1),
      calls.answer([0], (n: number) => [n]),
    ]);
    expect(valuesOf(result)).toEqual([[1]]);
  });

  test("a rejection fails the job at once, with the user's error as cause", async () => {
    const { error, events } = await runScript({}, () => [
      ...records(1, 2),
      calls.fail(1, new Error("encountered an exception")),
      calls.answer([0], twice),
    ]);
    expect(error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", record: "2" });
    expect(error?.message).toContain("encountered an exception");
    expect(events).toEqual([]);
  });

  test("a function that throws before its promise fails the same way", async () => {
    const { error } = await runScript(
      {},
      () => [...records(1), later],
      () => {
        throw new Error("not even started");
      },
    );
    expect(error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", record: "1" });
  });

  test("a failure behind the operator is that operator's, with the async operator's record", async () => {
    const { error } = await runOperators({
      notRestorable,
      nodes: [
        asyncWaitNode(calls.invoke),
        operatorNode({
          kind: "map",
          name: "behind",
          function: {
            value: () => {
              throw new Error("no");
            },
            role: "map",
          },
        }),
      ],
      script: () => {
        calls.reset();
        return [...records(3), calls.answer([0], twice)];
      },
    });
    expect(error).toMatchObject({ operator: "behind", record: "3" });
  });
});

describe("time-outs", () => {
  test("without a handler the job fails, naming record and time", async () => {
    const { error } = await runScript({ timeoutMs: 10 }, () => [...records(1), clock(10)]);
    expect(error).toMatchObject({ code: "FUNCTION_TIMED_OUT", record: "1" });
  });

  test("the handler's result stands in, and a later answer is ignored", async () => {
    const result = await runScript(
      { timeoutMs: 10 },
      () => [...records(1), clock(10), calls.answer([0], twice), end],
      { asyncInvoke: calls.invoke, timeout: (n: number) => [-n] },
    );
    expect(result.error).toBeUndefined();
    expect(valuesOf(result)).toEqual([-1]);
  });

  test("a handler may be asynchronous too", async () => {
    const result = await runScript(
      { timeoutMs: 10 },
      () => [...records(1), clock(10), later, end],
      {
        asyncInvoke: calls.invoke,
        timeout: async (n: number) => [-n],
      },
    );
    expect(valuesOf(result)).toEqual([-1]);
  });

  test("each record has its own time, and the signal of one that is over is aborted", async () => {
    const aborted: boolean[] = [];
    const result = await runScript(
      { timeoutMs: 10, isOrdered: false },
      () => [
        clock(0),
        ...records(1),
        clock(5),
        ...records(2),
        clock(10),
        {
          type: "outside",
          run: () => aborted.push(calls.call(0).signal().aborted, calls.call(1).signal().aborted),
        },
        calls.answer([1], twice),
        end,
      ],
      { asyncInvoke: calls.invoke, timeout: () => [] },
    );
    expect(valuesOf(result)).toEqual([4]);
    expect(aborted.slice(0, 2)).toEqual([true, false]);
  });

  test("answers in time leave no timer behind", async () => {
    const harness = createHarnessChain(
      { nodes: [asyncWaitNode(async (n: number) => [n], { timeoutMs: 1000 })] },
      "auto",
    );
    await harness.chain.open();
    harness.chain.inputs[0]?.element(1, 0, undefined);
    expect(harness.ports.scheduler.pendingTimerCount).toBe(1);
    await harness.ports.scheduler.advance(0);
    for (const mail of harness.mailbox.takeAll()) mail.run();
    expect(harness.ports.scheduler.pendingTimerCount).toBe(0);
    await harness.chain.close();
  });
});

describe("retries", () => {
  const strategy = AsyncRetryStrategy.fixedDelay(2, 10, null, hasExceptionPredicate);

  test("a failure is retried after the delay; the order stays", async () => {
    const result = await runScript({ retry: strategy }, () => [
      ...records(1, 2),
      calls.answer([1], twice),
      calls.fail(0, new Error("busy")),
      clock(10),
      calls.answer([2], twice),
      end,
    ]);
    expect(result.error).toBeUndefined();
    expect(valuesOf(result)).toEqual([2, 4]);
    expect(calls.inputs).toEqual([1, 2, 1]);
  });

  test("the time-out covers all attempts, also while the next one waits", async () => {
    const { error } = await runScript({ retry: strategy, timeoutMs: 15 }, () => [
      ...records(1),
      calls.fail(0, new Error("busy")),
      clock(10),
      calls.fail(1, new Error("busy")),
      clock(15),
    ]);
    expect(error).toMatchObject({ code: "FUNCTION_TIMED_OUT", record: "1" });
    expect(calls.inputs).toEqual([1, 1]);
  });

  test("no call is made for a record whose time-out passes in the same moment", async () => {
    const result = await runScript(
      { retry: strategy, timeoutMs: 10 },
      () => [...records(1), calls.fail(0, new Error("busy")), clock(10), end],
      { asyncInvoke: calls.invoke, timeout: (n: number) => [-n] },
    );
    expect(valuesOf(result)).toEqual([-1]);
    expect(calls.inputs).toEqual([1]);
  });

  test("after the last attempt the failure surfaces", async () => {
    const { error } = await runScript({ retry: strategy }, () => [
      ...records(1),
      calls.fail(0, new Error("first")),
      clock(10),
      calls.fail(1, new Error("second")),
      clock(20),
      calls.fail(2, new Error("third")),
    ]);
    expect(error?.message).toContain("third");
  });

  test("retries are counted", async () => {
    calls.reset();
    const node = asyncWaitNode(calls.invoke, { retry: strategy });
    const harness = createHarnessChain({ nodes: [node] }, "auto");
    await harness.chain.open();
    harness.chain.inputs[0]?.element(1, 0, undefined);
    for (const attempt of [0, 1]) {
      calls.call(attempt).answer.reject(new Error("busy"));
      await advanceProcessingTime(harness, 0);
      await advanceProcessingTime(harness, (attempt + 1) * 10);
    }
    const readings = harness.environment.metrics.read();
    expect(readings.filter(({ name }) => name.endsWith("numRetries"))).toMatchObject([
      { value: 2 },
    ]);
    await harness.chain.close();
  });

  test.each(["soon", Number.NaN, undefined])("a delay of %j fails the job", async (delay) => {
    const retry = AsyncRetryStrategy.fixedDelay(2, 10, null, hasExceptionPredicate);
    retry.getBackoffTimeMillis = () => delay as never;
    const { error } = await runScript({ retry }, () => [
      ...records(1),
      calls.fail(0, new Error("busy")),
    ]);
    expect(error).toMatchObject({
      code: "RUNTIME_FUNCTION_FAILED",
      message: expect.stringContaining("getBackoffTimeMillis of the retry strategy returned"),
    });
    expect(calls.inputs).toEqual([1]);
  });

  test("results are retried where the predicate says so; no result is asked for as null", async () => {
    const seen: unknown[] = [];
    const retry = AsyncRetryStrategy.fixedDelay(
      2,
      10,
      (list) => {
        seen.push(list);
        return list === null || list.length === 0;
      },
      null,
    );
    const result = await runScript({ retry }, () => [
      ...records(1),
      calls.answer([0], () => null),
      clock(10),
      calls.answer([1], () => []),
      clock(20),
      calls.answer([2], twice),
    ]);
    expect(valuesOf(result)).toEqual([2]);
    expect(seen.slice(0, 3)).toEqual([null, [], [2]]);
  });
});

describe("close", () => {
  test("aborts what is on its way, clears timers and drops later answers", async () => {
    const retry = AsyncRetryStrategy.fixedDelay(5, 10, null, hasExceptionPredicate);
    calls.reset();
    const harness = createHarnessChain(
      { nodes: [asyncWaitNode(calls.invoke, { timeoutMs: 1000, retry })] },
      "auto",
    );
    await harness.chain.open();
    for (const n of [1, 2]) harness.chain.inputs[0]?.element(n, 0, undefined);
    const signal = calls.call(0).signal();
    calls.call(1).answer.reject(new Error("busy"));
    await harness.ports.scheduler.advance(0);
    for (const mail of harness.mailbox.takeAll()) mail.run();
    await harness.chain.close();
    expect([signal.aborted, calls.call(1).signal().aborted]).toEqual([true, true]);
    expect(harness.ports.scheduler.pendingTimerCount).toBe(0);
    calls.call(0).answer.resolve([1]);
    await harness.ports.scheduler.advance(2000);
    expect([harness.mailbox.isEmpty, harness.events]).toEqual([true, []]);
    expect(calls.inputs).toEqual([1, 2]);
  });

  test("keyed state is refused", async () => {
    const { error } = await runScript({}, () => [], {
      open(context: { getState(descriptor: { name: string }): unknown }) {
        context.getState({ name: "count" });
      },
      asyncInvoke: calls.invoke,
    });
    expect(error).toMatchObject({ code: "STATE_IN_ASYNC_FUNCTION", operator: "asyncWait" });
  });
});
