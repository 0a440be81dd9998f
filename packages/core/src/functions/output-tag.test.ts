import { describe, expect, test } from "vitest";
import { Types } from "../types/types.ts";
import { OutputTag } from "./output-tag.ts";

describe("an output tag", () => {
  // covers: OutputTag
  test("has an id, and the type of its records where one is given, called or not", () => {
    const tags = [
      new OutputTag("late"),
      new OutputTag("late", Types.INT()),
      new OutputTag("late", Types.STRING),
    ];
    expect(tags.map((tag) => [tag.id, tag.type?.text])).toEqual([
      ["late", undefined],
      ["late", "INT"],
      ["late", "STRING"],
    ]);
    expect([OutputTag.is(tags[0]), OutputTag.is({ id: "late" }), OutputTag.is(null)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test.each<[string, () => unknown, string, Readonly<Record<string, string>>]>([
    ["an empty id", () => new OutputTag(""), "API_WRONG_TYPE", { parameter: "id", value: '""' }],
    [
      "an object as id",
      () => new OutputTag({ id: "late" } as never),
      "API_WRONG_TYPE",
      { value: "an object with id" },
    ],
    ["a number as type", () => new OutputTag("late", 5 as never), "TYPE_EXPECTED", { value: "5" }],
    [
      "a list as type",
      () => new OutputTag("late", [Types.INT()] as never),
      "TYPE_EXPECTED",
      { method: "new OutputTag", parameter: "type" },
    ],
    [
      "a class as type",
      () => new OutputTag("late", Date as never),
      "TYPE_FUNCTION_AS_TYPE",
      { value: "Date" },
    ],
    [
      "a function as type",
      () => new OutputTag("late", (() => Types.INT()) as never),
      "TYPE_FUNCTION_AS_TYPE",
      {},
    ],
  ])("is refused with %s at the user's line", (_name, call, code, values) => {
    expect(call).toThrow(
      expect.objectContaining({
        code,
        values: expect.objectContaining(values),
        where: { location: expect.stringMatching(/output-tag\.test\.ts:\d+:\d+$/) },
      }),
    );
  });
});
