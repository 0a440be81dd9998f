import { expect, test } from "vitest";
import {
  callerLocation,
  locationOf,
  parseStack,
  shortLocation,
  userFrames,
} from "./source-location.ts";

function asked(): string | undefined {
  return callerLocation(asked);
}

test("the caller's location is the line that called the function given", () => {
  const location = asked();
  expect(location).toMatch(/^\/.*\/source-location\.test\.ts:\d+:\d+$/);
  const line = Number(location?.split(":").at(-2));
  expect(parseStack(new Error().stack)[0]?.line).toBe(line + 3);
});

test("a stack trace limit of the program neither hides the location nor changes", () => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    expect(asked()).toMatch(/source-location\.test\.ts:\d+:\d+$/);
    expect(Error.stackTraceLimit).toBe(0);
  } finally {
    Error.stackTraceLimit = limit;
  }
});

test("frames are parsed in all forms that V8 writes, with URLs as paths", () => {
  const stack = `Error: text at (a:1:2)
    at MyMap.map (file:///work/my%20job.ts:3:4)
    at /work/job.js:5:6
    at async Promise.all (index 0)
    at async file:///work/top.mjs:7:8
    at new Thing (C:\\jobs\\job.ts:9:10)
    at async Object.run [as go] (file:///C:/jobs/job.ts:11:12)
    at <anonymous>`;
  expect(parseStack(stack)).toEqual([
    { functionName: "MyMap.map", file: "/work/my job.ts", line: 3, column: 4 },
    { functionName: "", file: "/work/job.js", line: 5, column: 6 },
    { functionName: "", file: "/work/top.mjs", line: 7, column: 8 },
    { functionName: "new Thing", file: "C:/jobs/job.ts", line: 9, column: 10 },
    { functionName: "async Object.run [as go]", file: "C:/jobs/job.ts", line: 11, column: 12 },
  ]);
  expect(parseStack(undefined)).toEqual([]);
});

test("the user's frames leave out this package and Node, and keep other packages", () => {
  const own = new URL("../runtime/worker.ts", import.meta.url).href;
  const stack = `Error: no
    at map (file:///work/job.ts:3:4)
    at processElement (${own}:5:6)
    at step (file:///work/node_modules/millrace/dist/index.js:1:1)
    at run (file:///work/node_modules/@millrace/cli/dist/main.js:1:1)
    at parse (file:///work/node_modules/zod/index.js:2:2)
    at node:internal/timers:1:1
    at chain (millrace/chain-1.js:3:7)
    at eval (eval at compile (file:///work/other.ts:1:1), <anonymous>:3:7)
    at [eval1]:2:3
    at main (file:///work/job.ts:9:1)`;
  expect(userFrames(stack).map(locationOf)).toEqual([
    "/work/job.ts:3:4",
    "/work/node_modules/zod/index.js:2:2",
    "[eval1]:2:3",
    "/work/job.ts:9:1",
  ]);
});

test("a location below the folder is shown from there, another one in full", () => {
  expect(shortLocation("/work/jobs/job.ts:1:2", "/work")).toBe("jobs/job.ts:1:2");
  expect(shortLocation("/work/jobs/job.ts:1:2", "/work/")).toBe("jobs/job.ts:1:2");
  expect(shortLocation("/works/job.ts:1:2", "/work")).toBe("/works/job.ts:1:2");
  expect(shortLocation("C:/jobs/job.ts:1:2", "C:\\jobs")).toBe("job.ts:1:2");
});
