import { expect, test } from "vitest";
import { explain } from "../plan/explain.ts";
import { explainAsMermaid } from "../plan/explain-mermaid.ts";
import { executionPlan } from "../plan/plan-json.ts";
import type { StreamPlan } from "../plan/transformation.ts";
import { CapturedOutput } from "../testing/captured-output.ts";
import { createBeforeExecute } from "./explain.ts";

const plan: StreamPlan = { jobName: "words", nodes: [], configuration: new Map() };

/** Resolves when the process is asked to end. */
function explained(form: "text" | "json" | "mermaid", stdout = new CapturedOutput()) {
  let isResolved = false;
  const exited = new Promise<number>((resolve) => {
    const beforeExecute = createBeforeExecute(
      { mode: "explain", json: form === "json", mermaid: form === "mermaid" },
      { stdout, process: { exit: resolve } },
    );
    void beforeExecute(plan).then(() => {
      isResolved = true;
    });
  });
  return { stdout, exited, isResolved: () => isResolved };
}

test("a program that is run goes on", async () => {
  const stdout = new CapturedOutput();
  const exits: number[] = [];
  const process = { exit: (code: number) => void exits.push(code) };
  await createBeforeExecute({ mode: "run", json: true, mermaid: false }, { stdout, process })(plan);
  expect([stdout.text, exits]).toEqual(["", []]);
});

test("in the mode explain the plan is written, the process ends with 0, and the program does not go on", async () => {
  const text = explained("text");
  expect(await text.exited).toBe(0);
  expect(text.stdout.text).toBe(`${explain(plan)}\n`);
  const json = explained("json");
  expect(await json.exited).toBe(0);
  expect(json.stdout.text).toBe(`${executionPlan(plan)}\n`);
  const mermaid = explained("mermaid");
  expect(await mermaid.exited).toBe(0);
  expect(mermaid.stdout.text).toBe(`${explainAsMermaid(plan)}\n`);
  await new Promise((resolve) => setImmediate(resolve));
  expect([text, json, mermaid].map((one) => one.isResolved())).toEqual([false, false, false]);
});

test("the process does not end before a slow reader has the plan", async () => {
  const stdout = new CapturedOutput();
  stdout.capacityCharacters = 1;
  const { exited } = explained("text", stdout);
  let isExited = false;
  void exited.then(() => {
    isExited = true;
  });
  while (stdout.text === "") await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isExited).toBe(false);
  stdout.drain();
  expect(await exited).toBe(0);
});
