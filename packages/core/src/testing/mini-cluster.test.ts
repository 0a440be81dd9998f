import { describe, expect, test } from "vitest";
import type { KeyedProcessContext, OnTimerContext } from "../functions/one-input.ts";
import { Types } from "../types/types.ts";
import { WatermarkStrategy } from "../watermarks/watermark-strategy.ts";
import { CollectingSink } from "./collecting-sink.ts";
import { MiniCluster } from "./mini-cluster.ts";
import { ScriptedSource } from "./scripted-source.ts";
import { createTestPorts } from "./test-ports.ts";

describe("a mini cluster", () => {
  test("moves time only when told, and a job sees each timer under its own time", async () => {
    await using cluster = new MiniCluster({ startMs: 1000 });
    const env = cluster.environment();
    const more = Promise.withResolvers<void>();
    const source = new ScriptedSource<string>([[{ record: "a" }, { waitFor: more.promise }]]);
    const sink = new CollectingSink<unknown>();
    env
      .fromSource(source, WatermarkStrategy.noWatermarks(), "letters")
      .keyBy((letter) => letter)
      .process({
        processElement(_letter: string, ctx: KeyedProcessContext<string>) {
          for (const ms of [10, 20])
            ctx.timerService().registerProcessingTimeTimer(cluster.now() + ms);
          return [];
        },
        onTimer: (timestampMs: number, ctx: OnTimerContext<string>) => [
          [timestampMs, ctx.timerService().currentProcessingTime()],
        ],
      })
      .sinkTo(sink);
    const job = await env.executeAsync();
    await cluster.settled();
    expect(sink.values).toEqual([]);
    await cluster.advance(11);
    expect(sink.values).toEqual([[1010, 1011]]);
    await cluster.advance(100);
    expect(sink.values).toEqual([
      [1010, 1011],
      [1020, 1021],
    ]);
    more.resolve();
    await job.getJobExecutionResult();
  });

  test("a function that changes the record it was given fails, with a hint", async () => {
    await using cluster = new MiniCluster();
    const env = cluster.environment();
    const counted = env.fromCollection([{ count: 1, tags: ["a"] }]).map((record) => {
      record.tags.push("b");
      return record;
    });
    counted.sinkTo(new CollectingSink());
    await expect(env.execute()).rejects.toMatchObject({
      code: "JAVASCRIPT_FROZEN_OBJECT",
      where: { operator: "Map", location: expect.stringContaining("mini-cluster.test.ts") },
    });
  });

  test("records are left as they are where the test asks for it", async () => {
    await using cluster = new MiniCluster({ freezeRecords: false });
    const env = cluster.environment();
    const sink = new CollectingSink<{ count: number }>();
    env
      .fromCollection([{ count: 1 }])
      .map((record) => Object.assign(record, { count: 2 }))
      .sinkTo(sink);
    await env.execute();
    expect(sink.values).toEqual([{ count: 2 }]);
  });

  test("its environments begin with its configuration and use its ports", async () => {
    const ports = createTestPorts();
    await using cluster = new MiniCluster({ ports, configuration: { "parallelism.default": "3" } });
    const env = cluster.environment();
    expect(env.getParallelism()).toBe(3);
    env.fromCollection(["a"], Types.STRING()).print();
    await env.execute();
    expect(ports.stdout.text).toContain("a");
  });

  test("a watermark of the script fires what is due, and an idle source holds nothing back", async () => {
    await using cluster = new MiniCluster();
    const env = cluster.environment();
    const pause = Promise.withResolvers<void>();
    const sink = new CollectingSink<number>();
    const busy = new ScriptedSource<string>([
      [{ record: "a", timestampMs: 5 }, { watermark: 20 }, { waitFor: pause.promise }],
    ]);
    const idle = new ScriptedSource<string>([[{ idle: true }, { waitFor: pause.promise }]]);
    const letters = (source: ScriptedSource<string>) =>
      env.fromSource(source, WatermarkStrategy.noWatermarks(), "letters");
    letters(busy)
      .union(letters(idle))
      .keyBy((letter) => letter)
      .process({
        processElement(_letter: string, ctx: KeyedProcessContext<string>): number[] {
          ctx.timerService().registerEventTimeTimer(10);
          return [];
        },
        onTimer: (timestampMs: number) => [timestampMs],
      })
      .sinkTo(sink);
    const job = await env.executeAsync();
    await cluster.settled();
    expect(sink.records).toEqual([{ value: 10, timestampMs: 10, subtaskIndex: 0 }]);
    pause.resolve();
    await job.getJobExecutionResult();
  });

  // covers: JobClient.getJobStatus
  test("closing cancels what still runs", async () => {
    const cluster = new MiniCluster();
    const env = cluster.environment();
    const never = new ScriptedSource<string>([[{ waitFor: new Promise(() => {}) }]]);
    env
      .fromSource(never, WatermarkStrategy.noWatermarks(), "never")
      .sinkTo(new CollectingSink<string>());
    const job = await env.executeAsync();
    await cluster.settled();
    await cluster.close();
    expect(await job.getJobStatus()).toBe("CANCELED");
  });

  // covers: MiniCluster
  test("a job that is never done is an error, not a hang", async () => {
    await using cluster = new MiniCluster({
      configuration: { "execution.slice.max-records": "1" },
    });
    const env = cluster.environment();
    env.fromSequence(1, Number.MAX_SAFE_INTEGER).sinkTo(new CollectingSink<number>());
    await env.executeAsync();
    await expect(cluster.settled()).rejects.toMatchObject({ code: "TESTING_NEVER_SETTLES" });
  });

  test("a condition that never holds is an error that names it", async () => {
    await using cluster = new MiniCluster();
    await expect(cluster.until(() => 1 + 1 === 3)).rejects.toMatchObject({
      code: "TESTING_NEVER_HOLDS",
      values: { condition: expect.stringContaining("=== 3") },
    });
  });
});
