import { expect, test } from "vitest";
import { expectedOf } from "../../../../../tests/conformance/cases.ts";
import type { KeyedProcessContext, OnTimerContext } from "../../functions/one-input.ts";
import { HarnessSubtasks } from "../../testing/harness-subtasks.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

test("PF-14 timers go with their key group: each subtask fires those of its own keys", async () => {
  const node = operatorNode({
    kind: "process",
    isKeyed: true,
    function: functionSlot(
      {
        processElement(_value: unknown, ctx: KeyedProcessContext<unknown>) {
          ctx.timerService().registerEventTimeTimer(10);
          ctx.timerService().registerProcessingTimeTimer(10);
        },
        onTimer: (_timestampMs: number, ctx: OnTimerContext<unknown>) => [
          `${ctx.timeDomain()} ${String(ctx.getCurrentKey())}`,
        ],
      },
      "processElement",
    ),
  });
  const subtasks = new HarnessSubtasks({ nodes: [node], isKeyed: true });
  const keys = Array.from({ length: 20 }, (_, index) => `key ${index}`);
  await subtasks.open(1);
  for (const key of keys) await subtasks.step({ type: "record", value: 0, key });
  await subtasks.step({ type: "rescale", parallelism: 2 });
  await subtasks.step({ type: "watermark", timestampMs: 10 });
  await subtasks.step({ type: "processingTime", timestampMs: 10 });
  await subtasks.close();
  const fired = subtasks.events.flatMap((event) =>
    event[0] === "record" ? [String(event[2])] : [],
  );
  const expected = keys.flatMap((key) => [`EVENT_TIME ${key}`, `PROCESSING_TIME ${key}`]);
  expect(fired.toSorted()).toEqual(expected.toSorted());
  expect(expectedOf("PF-14", "restored")).toEqual(["only its own"]);
});
