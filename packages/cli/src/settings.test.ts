import { expect, test } from "vitest";
import { parallelismOf, settingsOf } from "./settings.ts";

test("the value of a setting is everything after the first equals sign", () => {
  expect(settingsOf({ setting: ["rest.query=a=b", " log.level = debug "] })).toEqual({
    settings: { "rest.query": "a=b", "log.level": "debug" },
  });
});

test("an empty value is a value", () => {
  expect(settingsOf({ setting: ["pipeline.name="] })).toEqual({
    settings: { "pipeline.name": "" },
  });
});

test("the last of two settings of one key wins, and both win over the short form", () => {
  expect(
    settingsOf({ parallelism: 2, setting: ["parallelism.default=3", "parallelism.default=4"] }),
  ).toEqual({ settings: { "parallelism.default": "4" } });
});

test.each(["key", "=value", ""])("the setting %j is a problem that shows it", (text) => {
  expect(settingsOf({ setting: [text] })).toEqual({ problem: `-D takes key=value, not "${text}"` });
});

test.each([
  ["1", 1],
  ["32768", 32_768],
  ["32769", undefined],
  ["0", undefined],
  ["-1", undefined],
  ["2.5", undefined],
  ["four", undefined],
])("the parallelism %s is %s", (text, parallelism) => {
  expect(parallelismOf(text)).toBe(parallelism);
});
