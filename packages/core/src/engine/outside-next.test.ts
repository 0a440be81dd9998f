import { expect, test } from "vitest";
import type { StreamError } from "../base/stream-error.ts";
import type { SourceReader, SourceReaderContext } from "../connector/source.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptSplit } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

class EmittingSource extends ScriptedSource<number> {
  output: SourceReaderContext["watermarkOutput"];

  override createReader(context: SourceReaderContext): SourceReader<number, ScriptSplit> {
    this.output = context.watermarkOutput;
    return super.createReader(context);
  }
}

test("a reader's watermarks and idleness are refused outside of next, and after the end", async () => {
  const plan = new PlanBuilder();
  const refused: unknown[] = [];
  const emit = (): void => {
    for (const call of [() => source.output?.emitWatermark(1), () => source.output?.markIdle()]) {
      try {
        call();
        refused.push("nothing");
      } catch (error) {
        refused.push((error as StreamError).code);
      }
    }
  };
  const later = new Promise((resolve) => setImmediate(resolve));
  const source = new EmittingSource([[{ record: 1 }, { waitFor: later.then(emit) }]]);
  plan.sink(plan.source(source, { parallelism: 1 }), new RecordingSink());
  const executor = createEmbeddedExecutor(createTestPorts());
  await (await executor.submit(plan.plan(), { logger: undefined })).result();
  emit();
  expect(refused).toEqual(Array.from({ length: 4 }, () => "OUTPUT_OUTSIDE_CALL"));
});
