import { expect, test } from "vitest";
import { Accumulator, Histogram, IntCounter, LongCounter } from "../../functions/accumulators.ts";
import type { RuntimeContext } from "../../functions/runtime-context.ts";
import { createHarnessChain } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

class Total extends Accumulator<number, number> {
  #total = 0;
  add(value: number) {
    this.#total += value;
  }
  getLocalValue() {
    return this.#total;
  }
  resetLocal() {
    this.#total = 0;
  }
  merge(other: Total) {
    this.#total += other.#total;
  }
  clone() {
    const copy = new Total();
    copy.add(this.#total);
    return copy;
  }
}

async function opened(
  open: (context: RuntimeContext) => void,
  configuration: Readonly<Record<string, string>> = {},
) {
  const node = operatorNode({
    kind: "map",
    name: "Map",
    function: functionSlot({ open, map: (value: unknown) => value }, "map"),
  });
  const one = createHarnessChain({ nodes: [node], subtaskIndex: 2, configuration }, "auto");
  await one.chain.open();
  return one;
}

// covers: RuntimeContext.getTaskName, RuntimeContext.getTaskNameWithSubtasks, RuntimeContext.getIndexOfThisSubtask
// covers: RuntimeContext.getNumberOfParallelSubtasks, RuntimeContext.getMaxNumberOfParallelSubtasks
// covers: RuntimeContext.getAttemptNumber, RuntimeContext.getJobId, RuntimeContext.getJobParameter
test("a runtime context tells where the function runs", async () => {
  const seen: unknown[] = [];
  await opened(
    (context) => {
      seen.push(
        context.getTaskName(),
        context.getTaskNameWithSubtasks(),
        context.getIndexOfThisSubtask(),
        context.getNumberOfParallelSubtasks(),
      );
      seen.push(
        context.getMaxNumberOfParallelSubtasks(),
        context.getAttemptNumber(),
        context.getJobId(),
      );
      seen.push(
        context.getJobParameter("city", "none"),
        context.getJobParameter("country", "none"),
      );
    },
    { "pipeline.global-job-parameters": "city:Berlin,street:Unter den Linden" },
  );
  expect(seen).toEqual(["Map", "Map (3/1)", 2, 1, 128, 0, "0".repeat(32), "Berlin", "none"]);
});

// covers: TaskInfo.getTaskName, TaskInfo.getTaskNameWithSubtasks, TaskInfo.getIndexOfThisSubtask
// covers: TaskInfo.getNumberOfParallelSubtasks, TaskInfo.getMaxNumberOfParallelSubtasks, TaskInfo.getAttemptNumber
// covers: JobInfo.getJobId, JobInfo.getJobName, RuntimeContext.getTaskInfo, RuntimeContext.getJobInfo
test("a runtime context hands out what it knows of its task and its job", async () => {
  const seen: unknown[] = [];
  await opened((context) => {
    const task = context.getTaskInfo();
    const job = context.getJobInfo();
    seen.push(task.getTaskName(), task.getTaskNameWithSubtasks(), task.getIndexOfThisSubtask());
    seen.push(task.getNumberOfParallelSubtasks(), task.getMaxNumberOfParallelSubtasks());
    seen.push(task.getAttemptNumber(), job.getJobId(), job.getJobName());
  });
  expect(seen).toEqual(["Map", "Map (3/1)", 2, 1, 128, 0, "0".repeat(32), "job"]);
});

// covers: RuntimeContext.getGlobalJobParameters, RuntimeContext.isObjectReuseEnabled
test("a runtime context hands out all job parameters, as a copy, and whether objects are reused", async () => {
  const seen: unknown[] = [];
  await opened(
    (context) => {
      context.getGlobalJobParameters()["city"] = "Rom";
      seen.push(context.getGlobalJobParameters(), context.isObjectReuseEnabled());
    },
    {
      "pipeline.global-job-parameters": "city:Berlin,street:Unter den Linden",
      "pipeline.object-reuse": "true",
    },
  );
  await opened((context) => {
    seen.push(context.getGlobalJobParameters(), context.isObjectReuseEnabled());
  });
  expect(seen).toEqual([{ city: "Berlin", street: "Unter den Linden" }, true, {}, false]);
});

// covers: RuntimeContext.addAccumulator, RuntimeContext.getAccumulator
// covers: RuntimeContext.addAccumulator, RuntimeContext.getAccumulator
test("accumulators are kept by name in the subtask, each name once", async () => {
  const total = new Total();
  const { environment } = await opened((context) => {
    context.addAccumulator("total", total);
    expect(context.getAccumulator("total")).toBe(total);
    expect(context.getAccumulator("other")).toBeUndefined();
  });
  expect([...environment.accumulators]).toEqual([["total", total]]);
  await expect(
    opened((context) => {
      context.addAccumulator("total", total);
      context.addAccumulator("total", total);
    }),
  ).rejects.toMatchObject({
    code: "RUNTIME_ACCUMULATOR_EXISTS",
    where: { operator: "Map", location: "job.ts:1:1" },
  });
});

test.each<[string, unknown, unknown, string, string]>([
  ["a number", "total", 5, "accumulator", "5"],
  ["the class", "total", Total, "accumulator", "the class Total"],
  ["no name", undefined, new Total(), "name", "undefined"],
])(
  "an accumulator is refused where it is given as %s",
  async (_case, name, accumulator, parameter, value) => {
    await expect(
      opened((context) => context.addAccumulator(name as never, accumulator as never)),
    ).rejects.toMatchObject({
      code: "API_WRONG_TYPE",
      values: { method: "RuntimeContext.addAccumulator", parameter, value },
      where: { operator: "Map", location: "job.ts:1:1" },
    });
  },
);

// covers: RuntimeContext.getIntCounter, RuntimeContext.getLongCounter, RuntimeContext.getDoubleCounter
// covers: RuntimeContext.getHistogram
test("counters and histograms are added by the first who asks, and found by the next", async () => {
  const own = new LongCounter(5);
  const { environment } = await opened((context) => {
    context.getIntCounter("int").add(1);
    context.getIntCounter("int").add(2);
    context.addAccumulator("long", own);
    context.getLongCounter("long").add(1);
    context.getDoubleCounter("double").add(0.5);
    context.getHistogram("histogram").add(7);
  });
  const values = [...environment.accumulators].map(([name, accumulator]) => [
    name,
    accumulator?.constructor.name,
    (accumulator as IntCounter).getLocalValue(),
  ]);
  expect(values).toEqual([
    ["int", "IntCounter", 3],
    ["long", "LongCounter", 6],
    ["double", "DoubleCounter", 0.5],
    ["histogram", "Histogram", new Map([[7, 1]])],
  ]);
});

test.each([
  ["a histogram", new Histogram()],
  ["a counter of another class", new LongCounter()],
])("%s is not handed out as an IntCounter", async (_case, accumulator) => {
  await expect(
    opened((context) => {
      context.addAccumulator("total", accumulator);
      context.getIntCounter("total");
    }),
  ).rejects.toMatchObject({
    code: "RUNTIME_ACCUMULATOR_OTHER_CLASS",
    values: { name: "total", operator: "Map", wanted: "IntCounter" },
    where: { operator: "Map", location: "job.ts:1:1" },
  });
});

test("a counter without a name is refused", async () => {
  await expect(opened((context) => context.getLongCounter(""))).rejects.toMatchObject({
    code: "API_WRONG_TYPE",
    values: { method: "RuntimeContext.getLongCounter", parameter: "name", value: '""' },
  });
});

// covers: DistributedCache.getFile, RuntimeContext.getDistributedCache
test("files are found by the names under which they were registered", async () => {
  const seen: string[] = [];
  await opened(
    (context) => {
      const cache = context.getDistributedCache();
      seen.push(cache.getFile("model"), cache.getFile("folder"));
    },
    { "pipeline.cached-files": "name:model,path:file:///a/b%20c;name:folder,path:/data/../d" },
  );
  expect(seen).toEqual(["/a/b c", "/d"]);
});

test.each([
  ["none", {}],
  ['"a", "b"', { "pipeline.cached-files": "name:a,path:/a;name:b,path:/b" }],
])("a file that nobody registered is named, where there is %s", async (known, configuration) => {
  await expect(
    opened((context) => context.getDistributedCache().getFile("c"), configuration),
  ).rejects.toMatchObject({
    code: "RUNTIME_CACHED_FILE_UNKNOWN",
    values: { operator: "Map", name: '"c"', known },
    where: { operator: "Map", location: "job.ts:1:1" },
  });
});
