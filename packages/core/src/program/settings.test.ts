import { expect, test } from "vitest";
import { programSettings } from "./environment.ts";
import {
  type ProgramSettings,
  parseProgramSettings,
  serializeProgramSettings,
} from "./settings.ts";

const settings: ProgramSettings = {
  configuration: new Map([
    ["parallelism.default", "2"],
    ["__proto__", "x"],
  ]),
  arguments: ["--input", "a b.txt"],
  mode: "explain",
  json: true,
  mermaid: false,
};

test("settings come through their text as they were, whatever their keys", () => {
  expect(parseProgramSettings(serializeProgramSettings(settings))).toEqual(settings);
});

test("the text form of version 1 stays", () => {
  expect(serializeProgramSettings({ ...settings, configuration: new Map([["a", "b"]]) })).toBe(
    '{"version":1,"mode":"explain","json":true,"mermaid":false,"configuration":{"a":"b"},"arguments":["--input","a b.txt"]}',
  );
});

const valid = {
  version: 1,
  mode: "run",
  json: false,
  mermaid: false,
  configuration: {},
  arguments: [],
};

test.each([
  ["not json", "it is not JSON"],
  ["[]", "it is not an object"],
  ["null", "it is not an object"],
  [JSON.stringify({ ...valid, version: 2 }), "its version is 2, not 1"],
  [JSON.stringify({ ...valid, mode: "walk" }), "mode is neither run nor explain"],
  [JSON.stringify({ ...valid, json: "yes" }), "json is neither true nor false"],
  [JSON.stringify({ ...valid, mermaid: 1 }), "mermaid is neither true nor false"],
  [JSON.stringify({ ...valid, configuration: [] }), "configuration is not an object"],
  [JSON.stringify({ ...valid, configuration: { a: 1 } }), "the setting a is not a text"],
  [JSON.stringify({ ...valid, arguments: {} }), "arguments is not a list"],
  [JSON.stringify({ ...valid, arguments: ["a", 1] }), "the argument 1 is not a text"],
])("%s is refused", (text, problem) => {
  expect(() => parseProgramSettings(text)).toThrowError(
    expect.objectContaining({ code: "PROGRAM_BAD_SETTINGS", values: { problem } }),
  );
});

test("a program that was started directly runs with its own arguments and no settings", () => {
  expect(programSettings({ settingsText: undefined, arguments: ["--x"] })).toEqual({
    configuration: new Map(),
    arguments: ["--x"],
    mode: "run",
    json: false,
    mermaid: false,
  });
});

test("machine-readable output makes messages JSON, unless the configuration says otherwise", () => {
  const read = (configuration: Map<string, string>, json: boolean) =>
    programSettings({
      settingsText: serializeProgramSettings({ ...settings, configuration, json }),
      arguments: [],
    });
  expect(read(new Map([["a", "b"]]), true)).toEqual({
    ...settings,
    configuration: new Map([
      ["a", "b"],
      ["log.format", "json"],
    ]),
  });
  expect(read(new Map([["log.format", "pretty"]]), true).configuration).toEqual(
    new Map([["log.format", "pretty"]]),
  );
  expect(read(new Map(), false).configuration).toEqual(new Map());
});
