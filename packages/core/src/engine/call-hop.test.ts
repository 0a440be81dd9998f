import { describe, expect, test } from "vitest";
import type { StreamError } from "../base/stream-error.ts";
import type { TransformationId } from "../plan/transformation.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

const FORMS = [
  { codeGeneration: "auto", chaining: "true" },
  { codeGeneration: "auto", chaining: "false" },
  { codeGeneration: "off", chaining: "true" },
  { codeGeneration: "off", chaining: "false" },
];

/** Numbers of maps and records: the sink is the first behind a hop, which the records fill; several hops. */
const LENGTHS: readonly [number, number][] = [
  [499, 1100],
  [2000, 20],
];

interface Counted {
  readonly id: number;
  count: number;
}

function source(plan: PlanBuilder, count: number): TransformationId {
  const steps = Array.from({ length: count }, (_, id) => ({ record: { id, count: 0 } }));
  return plan.source(new ScriptedSource([steps]), { parallelism: 1 });
}

describe.each(FORMS)("code generation $codeGeneration, chaining $chaining", (form) => {
  const configuration = {
    "execution.code-generation": form.codeGeneration,
    "pipeline.operator-chaining.enabled": form.chaining,
  };
  const submit = (plan: PlanBuilder) =>
    createEmbeddedExecutor(createTestPorts()).submit(plan.plan(configuration), {
      logger: undefined,
    });

  test.each(LENGTHS)("records come through %i operators in their order", async (length, count) => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<Counted>();
    let last = source(plan, count);
    for (let index = 0; index < length; index++) {
      last = plan.map(last, (value: Counted): Counted => ({ ...value, count: value.count + 1 }));
    }
    plan.sink(last, sink);
    await (await submit(plan)).result();
    expect(sink.records).toEqual(Array.from({ length: count }, (_, id) => ({ id, count: length })));
  });

  test("what a function makes of its record after it has emitted it is not seen behind the hop", async () => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<Counted>();
    let last = source(plan, 2);
    for (let index = 0; index < 498; index++) last = plan.map(last, (value: Counted) => value);
    const reused = { id: 0, count: 0 };
    const twice = plan.flatMap(last, function* ({ id }: Counted) {
      for (const count of [1, 2]) {
        reused.id = id;
        reused.count = count;
        yield reused;
      }
    });
    plan.sink(
      plan.map(twice, ({ id, count }: Counted) => `${id} ${count}`),
      sink,
    );
    await (await submit(plan)).result();
    expect(sink.records).toEqual(["0 1", "0 2", "1 1", "1 2"]);
  });

  test("a full sink behind two hops bounds what waits before it", async () => {
    const plan = new PlanBuilder();
    const sink = new RecordingSink<Counted>({ capacity: 1 });
    const count = 100_000;
    let last = plan.source(
      new ScriptedSource([Array.from({ length: count }, (_, id) => ({ record: id }))]),
      { parallelism: 1 },
    );
    let entered = 0;
    last = plan.map(last, (value: number) => {
      entered++;
      return value;
    });
    for (let index = 0; index < 1100; index++) last = plan.map(last, (value: number) => value);
    plan.sink(last, sink);
    const job = await submit(plan);
    while (sink.records.length < 5) {
      await new Promise((resolve) => setImmediate(resolve));
      sink.release();
    }
    expect(entered).toBeLessThan(4096);
    await job.cancel();
  });

  test("a failure behind the hop names its operator and the record", async () => {
    const plan = new PlanBuilder();
    let last = source(plan, 1);
    for (let index = 0; index < 700; index++) {
      last = plan.map(
        last,
        (value: Counted) => {
          if (index === 650) throw new Error("broken");
          return value;
        },
        { name: `map ${index}` },
      );
    }
    plan.sink(last, new RecordingSink());
    const failure = await (await submit(plan)).result().catch((error: unknown) => error);
    const { code, where } = failure as StreamError;
    expect([code, where.operator, where.subtask, where.record]).toEqual([
      "RUNTIME_FUNCTION_FAILED",
      "map 650",
      0,
      '{"id":0,"count":0}',
    ]);
  });
});
