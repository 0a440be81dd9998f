import { expect, test } from "vitest";
import type { StreamError } from "../base/stream-error.ts";
import type { SinkWriter, SinkWriterContext } from "../connector/sink.ts";
import type { SourceReader, SourceReaderContext } from "../connector/source.ts";
import { PlanBuilder } from "../testing/plan-builder.ts";
import { RecordingSink } from "../testing/recording-sink.ts";
import { ScriptedSource, type ScriptSplit } from "../testing/scripted-source.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { createEmbeddedExecutor } from "./embedded-executor.ts";

const fail = (): never => {
  throw new Error("broken");
};

/** A sink whose writers are changed before the engine gets them. */
class ChangedSink extends RecordingSink<number> {
  readonly change: (writer: SinkWriter<number>) => void;

  constructor(change: (writer: SinkWriter<number>) => void) {
    super({ capacity: 1 });
    this.change = change;
  }

  override createWriter(context: SinkWriterContext): SinkWriter<number, never, string> {
    const writer = super.createWriter(context);
    this.change(writer);
    return writer;
  }
}

class ChangedSource extends ScriptedSource<number> {
  override createReader(context: SourceReaderContext): SourceReader<number, ScriptSplit> {
    const reader = super.createReader(context);
    reader.available = fail;
    return reader;
  }
}

const script = [[{ record: 1 }, { record: 2 }, { waitFor: Promise.resolve() }, { record: 3 }]];

async function failureOf(
  source: ScriptedSource<number>,
  sink: RecordingSink<number>,
  codeGeneration: string,
): Promise<readonly unknown[]> {
  const plan = new PlanBuilder();
  plan.sink(plan.source(source, { parallelism: 1, name: "numbers" }), sink, { name: "out" });
  const executor = createEmbeddedExecutor(createTestPorts());
  const job = await executor.submit(plan.plan({ "execution.code-generation": codeGeneration }), {
    logger: undefined,
  });
  const error = await job.result().catch((failure: unknown) => failure);
  const { code, values, where } = error as StreamError;
  return [code, values["action"], values["message"], where.operator];
}

// covers: SinkWriter
test.each(["auto", "off"])(
  "what a connector throws when it is asked for room or records fails the job by name, code generation %s",
  async (codeGeneration) => {
    const sinkThat = (change: (writer: SinkWriter<number>) => void) =>
      failureOf(new ScriptedSource(script), new ChangedSink(change), codeGeneration);
    const withoutRoom = sinkThat((writer) => {
      writer.room = fail;
    });
    expect(await withoutRoom).toEqual(["RUNTIME_SINK_FAILED", "room", "broken", "out"]);
    const unavailable = sinkThat((writer) => {
      writer.available = fail;
    });
    expect(await unavailable).toEqual(["RUNTIME_SINK_FAILED", "available", "broken", "out"]);
    const source = new ChangedSource(script);
    expect(await failureOf(source, new RecordingSink<number>(), codeGeneration)).toEqual([
      "RUNTIME_SOURCE_FAILED",
      "available",
      "broken",
      "numbers",
    ]);
  },
);
