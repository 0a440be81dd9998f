import { expect, test } from "vitest";
import { installFakeHost } from "../testing/fake-host.ts";
import { type ExplainOptions, StreamExecutionEnvironment } from "./stream-execution-environment.ts";

function environment(): StreamExecutionEnvironment {
  installFakeHost();
  const env = StreamExecutionEnvironment.getExecutionEnvironment();
  env.fromSequence(1, 2).uid("numbers").print();
  return env;
}

test("a plan is explained as text where nothing else is asked for, and as a flowchart", () => {
  const env = environment();
  expect(env.explain({ format: "text" })).toBe(env.explain());
  expect(env.explain({})).toBe(env.explain());
  const [name, ...lines] = env.explain({ format: "mermaid" }).split("\n").slice(1, 4);
  expect([name, ...lines]).toEqual(['title: "Flink Streaming Job"', "---", "flowchart LR"]);
});

test("another format is refused at the user's call", () => {
  const options = { format: "svg" } as unknown as ExplainOptions;
  expect(() => environment().explain(options)).toThrow(
    expect.objectContaining({
      code: "API_WRONG_TYPE",
      values: {
        method: "StreamExecutionEnvironment.explain",
        parameter: "format",
        value: '"svg"',
        expected: '"text" or "mermaid"',
      },
      where: { location: expect.stringContaining("explain-formats.test.ts") },
    }),
  );
});
