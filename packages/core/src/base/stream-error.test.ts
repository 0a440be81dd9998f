import { describe, expect, test } from "vitest";
import { formatError } from "./format-error.ts";
import { locationOf } from "./source-location.ts";
import { fromWire, StreamError, streamError, toWire, withPlace } from "./stream-error.ts";
import { translateError } from "./translate-error.ts";

/** An error with a stack given as text, as one from the user's program. */
function userError(message: string, ...frames: string[]): Error {
  const error = new TypeError(message);
  error.stack = [`TypeError: ${message}`, ...frames.map((frame) => `    at ${frame}`)].join("\n");
  return error;
}

test("the message begins with the code and names the values; so does the hint", () => {
  const error = streamError("JAVASCRIPT_NO_SUCH_EXPORT", { module: "./types.ts", name: "Order" });
  expect(error.message).toBe(
    "JAVASCRIPT_NO_SUCH_EXPORT  ./types.ts has no export Order when the program runs.",
  );
  expect(error.hint).toContain("`import type { Order }`");
  expect({ name: error.name, values: error.values, where: error.where }).toEqual({
    name: "StreamError",
    values: { module: "./types.ts", name: "Order" },
    where: {},
  });
});

test("values that cannot be text, and long ones, do not break the error", () => {
  const hostile = {
    toString: () => {
      throw new Error("no");
    },
  };
  expect(streamError("DURATION_WRONG_VALUE", { value: hostile }).values).toEqual({
    value: "[object Object]",
  });
  expect(streamError("DURATION_WRONG_VALUE", { value: "x".repeat(2_000) }).values["value"]).toBe(
    `${"x".repeat(1_000)}…`,
  );
});

test("the place is completed, and what is known is not overwritten", () => {
  const error = streamError(
    "CLI_USAGE",
    { problem: "x" },
    { where: { operator: "map", key: undefined } },
  );
  expect(withPlace(error, { operator: "sink", key: '"a"', subtask: 1 })).toBe(error);
  expect(error.where).toEqual({ operator: "map", key: '"a"', subtask: 1 });
});

test("an error comes through JSON as it was, with all its causes", () => {
  const root = new Error("disk full");
  const inner = streamError("PORT_CLOSED", { what: "file" }, { cause: root });
  const error = streamError(
    "CLI_USAGE",
    { problem: "x" },
    {
      cause: new RangeError("wrapped", { cause: inner }),
      where: { operator: "map", subtask: 0, location: "/work/job.ts:1:2" },
    },
  );
  const copy = fromWire(JSON.parse(JSON.stringify(toWire(error))));
  expect(copy).toBeInstanceOf(StreamError);
  expect(toWire(copy)).toEqual(toWire(error));
  expect({ hint: copy.hint, stack: copy.stack }).toEqual({ hint: error.hint, stack: error.stack });
  const middle = copy.cause as Error;
  expect([middle.name, middle.message, middle.stack]).toEqual([
    "RangeError",
    "wrapped",
    (error.cause as Error).stack,
  ]);
  expect(middle.cause).toBeInstanceOf(StreamError);
  expect((middle.cause as StreamError).code).toBe("PORT_CLOSED");
  expect((middle.cause as StreamError).cause).toMatchObject({
    name: "Error",
    message: "disk full",
  });
});

test("a cause that is no error and a cause that causes itself are data too", () => {
  const thrown = streamError("CLI_USAGE", { problem: "x" }, { cause: { code: 5 } });
  expect(fromWire(toWire(thrown)).cause).toBe("[object Object]");
  const cyclic = new Error("round");
  cyclic.cause = cyclic;
  expect(
    JSON.stringify(toWire(streamError("CLI_USAGE", { problem: "x" }, { cause: cyclic }))),
  ).toContain("round");
});

test("the user's frames are those of the cause where it has some", () => {
  const cause = userError(
    "no",
    "MyMap.map (file:///work/job.ts:3:9)",
    "chain (millrace/chain.js:1:1)",
    "file:///work/job.ts:9:1",
  );
  const error = streamError("CLI_USAGE", { problem: "x" }, { cause });
  expect(error.userFrames.map(locationOf)).toEqual(["/work/job.ts:3:9", "/work/job.ts:9:1"]);
  expect(fromWire(toWire(error)).userFrames).toEqual(error.userFrames);
  expect(streamError("CLI_USAGE", { problem: "x" }).userFrames[0]?.file).toMatch(
    /stream-error\.test\.ts$/,
  );
});

describe("as text", () => {
  const cause = userError(
    "name is missing",
    "MyMap.map (file:///work/job.ts:3:9)",
    "step (/work/node_modules/millrace/dist/index.js:1:1)",
    "process.run (node:internal/process/task_queues:105:5)",
    "file:///work/lib/run.ts:9:1",
  );

  test("code, hint, docs and place come first, then the user's frames, then the cause", () => {
    const error = streamError(
      "PORT_CLOSED",
      { what: "file" },
      {
        cause,
        where: {
          operator: "map",
          subtask: 1,
          location: "/work/job.ts:14:3",
          record: '{"id":1}',
          key: '"a"',
        },
      },
    );
    expect(
      formatError(error, { cwd: "/work" }),
    ).toBe(`PORT_CLOSED  The file was used after it had been closed.
hint   This is a mistake in the code that owns it: wait for its last use before closing it.
docs   reference/errors#port_closed
where  map (subtask 1) at job.ts:14:3
record {"id":1}
key    "a"
    at MyMap.map (job.ts:3:9)
    at lib/run.ts:9:1
cause  TypeError: name is missing`);
  });

  test("parts are coloured where a colour is given", () => {
    const error = new StreamError("PORT_CLOSED", { what: "file" });
    error.stack = "";
    expect(formatError(error, { cwd: "/", colour: (style, text) => `<${style}>${text}</>` })).toBe(
      `<red>PORT_CLOSED</>  The file was used after it had been closed.
<cyan>hint</>   This is a mistake in the code that owns it: wait for its last use before closing it.
<cyan>docs</>   reference/errors#port_closed`,
    );
  });

  test("an error of the user's is shown with their frames and the causes' own", () => {
    const outer = userError("outer", "run (/work/a.ts:1:1)");
    outer.cause = userError("inner", "read (/work/b.ts:2:2)");
    expect(formatError(outer, { cwd: "/work" })).toBe(`TypeError: outer
    at run (a.ts:1:1)
cause  TypeError: inner
    at read (b.ts:2:2)`);
    expect(formatError("thrown text", { cwd: "/" })).toBe("thrown text");
    expect(formatError(Object.create(null), { cwd: "/" })).toBe("[object Object]");
  });

  test("an error without any frame of the user's keeps its stack", () => {
    const error = userError("deep", "listen (node:net:1:1)");
    expect(formatError(error, { cwd: "/" })).toBe("TypeError: deep\n    at listen (node:net:1:1)");
  });

  test("errors of JavaScript are translated", () => {
    expect(
      formatError(
        userError("Class constructor MyMap cannot be invoked without 'new'", "/work/job.ts:1:1"),
        { cwd: "/work" },
      ),
    ).toBe(
      `JAVASCRIPT_CLASS_NOT_CREATED  The class MyMap was passed where a function or an object is called.
hint   Create it: \`new MyMap()\`, or \`perSubtask(MyMap)\` for one instance per subtask.
docs   reference/errors#javascript_class_not_created
where  job.ts:1:1
    at job.ts:1:1
cause  TypeError: Class constructor MyMap cannot be invoked without 'new'`,
    );
  });
});

describe("translation recognizes what this engine really throws", () => {
  class Counter {
    #count = 0;
    static #made = 0;
    next(): number {
      return ++this.#count;
    }
    #hidden(): number {
      return this.#count;
    }
    show(): number {
      return this.#hidden();
    }
    static made(): number {
      return ++this.#made;
    }
  }
  class Prefix {
    prefix = ">";
    map(value: string): string {
      return this.prefix + value;
    }
  }

  function thrownBy(body: () => unknown): unknown {
    try {
      return body();
    } catch (error) {
      return error;
    }
  }

  test.each<[string, () => unknown, string, object]>([
    [
      "a private field of another object",
      () => Counter.prototype.next.call({} as Counter),
      "JAVASCRIPT_PRIVATE_MEMBER",
      { name: "#count" },
    ],
    [
      "a private method of another object",
      () => Counter.prototype.show.call({} as Counter),
      "JAVASCRIPT_PRIVATE_MEMBER",
      { name: "of class Counter" },
    ],
    [
      "an unbound method",
      // oxlint-disable-next-line typescript/unbound-method -- the mistake that is translated
      () => ["a"].map(new Prefix().map),
      "JAVASCRIPT_UNBOUND_METHOD",
      { name: "prefix" },
    ],
    [
      "a class called as a function",
      () => (Prefix as unknown as () => void)(),
      "JAVASCRIPT_CLASS_NOT_CREATED",
      { name: "Prefix" },
    ],
  ])("%s", (_, body, code, values) => {
    const error = thrownBy(body);
    const translated = translateError(error);
    expect({ code: translated?.code, values: translated?.values }).toEqual({ code, values });
    expect(translated?.cause).toBe(error);
    expect(translated?.where.location).toMatch(/stream-error\.test\.ts:\d+:\d+$/);
  });

  test("a missing export, with the place that Node writes before the message", () => {
    const error = new SyntaxError(
      "The requested module './types.ts' does not provide an export named 'Order'",
    );
    error.stack = `file:///work/job.ts:2\nimport { Order } from './types.ts';\n         ^^^^^\nSyntaxError: ${error.message}\n    at async node:internal/modules/esm/loader:1:1`;
    const translated = translateError(error);
    expect({
      code: translated?.code,
      values: translated?.values,
      where: translated?.where,
    }).toEqual({
      code: "JAVASCRIPT_NO_SUCH_EXPORT",
      values: { module: "./types.ts", name: "Order" },
      where: { location: "/work/job.ts:2" },
    });
    expect(translated?.rawStack).toBe(
      `StreamError: ${translated?.message}\n    at async node:internal/modules/esm/loader:1:1`,
    );
  });

  test("TypeScript syntax that cannot be stripped", () => {
    const error = Object.assign(
      new SyntaxError("  x TypeScript enum is not supported in strip-only mode\n   ,----"),
      {
        code: "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX",
      },
    );
    expect(translateError(error)).toMatchObject({
      code: "JAVASCRIPT_UNSUPPORTED_SYNTAX",
      values: { detail: "x TypeScript enum is not supported in strip-only mode" },
    });
  });

  test.each([
    new TypeError("x is not a function"),
    new Error("Cannot read private member #x"),
    "text",
    undefined,
  ])("%s is left alone", (error) => {
    expect(translateError(error)).toBeUndefined();
  });
});

test("the stack is what the user reads: sentence, hint, place, their own frames; nothing of ours below", () => {
  const cause = new Error("boom");
  cause.stack = `Error: boom\n    at parse (file:///work/job.ts:3:4)\n    at node:internal/x:1:1`;
  const error = streamError(
    "RUNTIME_FUNCTION_FAILED",
    { operator: "Map", message: "boom" },
    { cause },
  );
  withPlace(error, { operator: "Map", subtask: 0, location: "/work/job.ts:2:1", record: "7" });
  expect(error.stack?.split("\n")).toEqual([
    error.message,
    `hint   ${error.hint}`,
    "docs   reference/errors#runtime_function_failed",
    "where  Map (subtask 0) at /work/job.ts:2:1",
    "record 7",
    "    at parse (/work/job.ts:3:4)",
  ]);
  expect(Object.keys(error)).toEqual([]);
});
