/** Cached streams as plans: what the first job computes and later ones read; misuse at the user's line. */
import { describe, expect, test } from "vitest";
import { installFakeHost } from "../testing/fake-host.ts";
import { StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function environment() {
  const host = installFakeHost();
  host.job.finish();
  return { ...host, env: StreamExecutionEnvironment.getExecutionEnvironment() };
}

function shapes(plans: ReturnType<typeof installFakeHost>["plans"]): string[] {
  return plans.map(({ nodes }) => nodes.map(({ kind, name }) => (name === "" ? kind : name)).join(" ")); // biome-ignore format: one line
}

describe("plans", () => {
  test("the first job computes and writes, the next ones read, also in the middle of a stream", async () => {
    const { env, plans } = environment();
    const cached = env.fromSequence(1, 2).map((n) => n).cache(); // biome-ignore format: one stream
    cached.print();
    await env.execute();
    cached.filter((n) => n > 1).print();
    await env.execute();
    expect(shapes(plans)).toEqual(["Sequence Source map union sink sink", "CacheRead filter sink"]);
  });

  // covers: DataStream.cache
  test("it is written once where several streams lead out of it", async () => {
    const { env, plans } = environment();
    const cached = env.fromSequence(1, 2).cache();
    cached.print();
    cached.map((n) => n).print();
    await env.execute();
    expect(plans[0]?.nodes.filter(({ kind }) => kind === "sink")).toHaveLength(3);
  });

  // covers: CachedDataStream.invalidate, StreamExecutionEnvironment.close
  test("invalidate and close make the next job compute it again", async () => {
    const { env, plans } = environment();
    const cached = env.fromSequence(1, 2).cache();
    for (const drop of [() => cached.invalidate(), () => env.close(), () => undefined]) {
      cached.print();
      await env.execute();
      await drop();
    }
    cached.print();
    await env.execute();
    expect(shapes(plans)).toEqual([
      "Sequence Source union sink sink",
      "Sequence Source union sink sink",
      "Sequence Source union sink sink",
      "CacheRead sink",
    ]);
  });

  test("reader and writer have the parallelism of the input", async () => {
    const { env, plans } = environment();
    const cached = env.fromSequence(1, 2).map((n) => n).setParallelism(3).cache(); // biome-ignore format: one stream
    cached.print();
    await env.execute();
    cached.print();
    await env.execute();
    const parallelisms = plans.map(({ nodes }) => nodes.map(({ parallelism }) => parallelism));
    expect(parallelisms).toEqual([
      [undefined, 3, 3, 3, undefined],
      [3, undefined],
    ]);
  });
});

describe("misuse", () => {
  // covers: StreamExecutionEnvironment.socketTextStream
  test("a stream that never ends is refused, wherever its source is", () => {
    const { env } = environment();
    const endless = env.fromSequence(1, 2).union(env.socketTextStream("localhost", 1) as never);
    expect(() => endless.map((n) => n).cache()).toThrow(
      expect.objectContaining({ code: "API_CACHE_UNBOUNDED" }),
    );
  });

  // covers: CachedDataStream.disableChaining, CachedDataStream.forceNonParallel
  // covers: CachedDataStream.getName, CachedDataStream.name, CachedDataStream.setBufferTimeout
  // covers: CachedDataStream.setMaxParallelism, CachedDataStream.setParallelism
  // covers: CachedDataStream.setUidHash, CachedDataStream.slotSharingGroup
  // covers: CachedDataStream.startNewChain, CachedDataStream.uid
  test("settings are those of the operator before", () => {
    const cached = environment().env.fromSequence(1, 2).cache();
    const calls = [
      () => cached.name("a"),
      () => cached.getName(),
      () => cached.uid("a"),
      () => cached.setUidHash("a"),
      () => cached.setParallelism(1),
      () => cached.setMaxParallelism(1),
      () => cached.setDescription("a"),
      () => cached.forceNonParallel(),
      () => cached.setBufferTimeout(1),
      () => cached.startNewChain(),
      () => cached.disableChaining(),
      () => cached.slotSharingGroup("a"),
    ];
    for (const call of calls)
      expect(call).toThrow(expect.objectContaining({ code: "API_NOT_ON_CACHED_STREAM" }));
  });

  // covers: KeyedStream.cache
  test("streams with keys and partitionings cannot be kept", () => {
    const { env } = environment();
    const numbers = env.fromSequence(1, 2);
    expect(() => numbers.keyBy((n) => n).cache()).toThrow(
      expect.objectContaining({ code: "API_NOT_ON_KEYED_STREAM" }),
    );
    expect(() => numbers.rebalance().cache()).toThrow(
      expect.objectContaining({ code: "API_NOT_AN_OPERATOR" }),
    );
  });
});
