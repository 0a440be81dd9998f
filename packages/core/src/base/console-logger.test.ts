import { expect, test } from "vitest";
import { CapturedOutput } from "../testing/captured-output.ts";
import { type ConsoleLoggerOptions, createConsoleLogger } from "./console-logger.ts";
import { streamError } from "./stream-error.ts";

function capture(options: Partial<ConsoleLoggerOptions> = {}) {
  const output = new CapturedOutput();
  const logger = createConsoleLogger({
    output,
    now: () => 1_000,
    level: "info",
    format: "pretty",
    cwd: "/work",
    ...options,
  });
  return { output, logger };
}

test("messages below the level are not written", () => {
  const { output, logger } = capture({ level: "warn" });
  logger.debug({}, "a");
  logger.info({}, "b");
  logger.warn({}, "c");
  logger.error({}, "d");
  expect(output.lines).toEqual(["warn  c", "error d"]);
});

test("the pretty form has the message, then the fields", () => {
  const { output, logger } = capture();
  logger.info({ job: "words", count: 3, nothing: undefined, list: [1, "a"] }, "started");
  expect(output.text).toBe('info  started job=words count=3 list=[1,"a"]\n');
});

test("an error in a field is written in full after the message", () => {
  const { output, logger } = capture({ colour: (style, text) => `<${style}>${text}</>` });
  const error = streamError("PORT_CLOSED", { what: "file" });
  error.stack = "";
  logger.error({ error }, "job failed");
  expect(output.lines).toEqual([
    "<red>error</> job failed",
    "<red>PORT_CLOSED</>  The file was used after it had been closed.",
    "<cyan>hint</>   This is a mistake in the code that owns it: wait for its last use before closing it.",
    "<cyan>docs</>   reference/errors#port_closed",
  ]);
});

test("the JSON form is one line per message, in pino's shape, errors as data", () => {
  const { output, logger } = capture({ format: "json" });
  const error = streamError("PORT_CLOSED", { what: "file" }, { where: { operator: "map" } });
  logger.warn({ error, size: 5n, keys: new Map([["a", 1]]) }, "late");
  logger.info({ plain: new Error("no") }, "x");
  const [first, second] = output.lines.map((line) => JSON.parse(line));
  expect(first).toEqual({
    level: 40,
    time: 1_000,
    size: "5",
    keys: [["a", 1]],
    msg: "late",
    error: {
      code: "PORT_CLOSED",
      message: error.message,
      values: { what: "file" },
      where: { operator: "map" },
      stack: error.rawStack,
      hint: error.hint,
    },
  });
  expect(second.plain).toMatchObject({ name: "Error", message: "no" });
});

test("a field that cannot be written does not lose the message", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  const pretty = capture();
  pretty.logger.info({ cycle }, "kept");
  expect(pretty.output.text).toBe('info  kept cycle={"unwritable":"[object Object]"}\n');
});
