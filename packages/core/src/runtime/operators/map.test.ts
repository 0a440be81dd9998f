import { describe, expect, test } from "vitest";
import { records, runOperators, valuesOf } from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { Types } from "../../types/types.ts";

function mapNode(
  value: unknown,
  outputType?: ReturnType<typeof Types.LONG> | ReturnType<typeof Types.STRING>,
) {
  return operatorNode({
    kind: "map",
    function: functionSlot(value, "map"),
    ...(outputType === undefined ? {} : { outputType }),
  });
}

describe("map", () => {
  test("emits what the function returns, under the record's timestamp", async () => {
    const result = await runOperators({
      nodes: [mapNode((value: number) => value * 2)],
      script: () => [
        { type: "record", value: 1, timestampMs: 10 },
        { type: "record", value: 2, timestampMs: 20 },
      ],
    });
    expect(result).toEqual({
      events: [
        ["record", 0, 2, 10],
        ["record", 0, 4, 20],
      ],
      error: undefined,
      counts: [[2, 2]],
    });
  });

  test("calls the method of an object with the object as this, opened and closed once", async () => {
    const calls: string[] = [];
    class Adding {
      #offset = 0;
      open() {
        calls.push("open");
        this.#offset = 10;
      }
      map(value: number) {
        return value + this.#offset;
      }
      close() {
        calls.push("close");
      }
    }
    const { perSubtask } = await import("../../functions/per-subtask.ts");
    const result = await runOperators({
      nodes: [mapNode(perSubtask(Adding))],
      script: () => records(1, 2),
      notRestorable: "the calls of one instance are counted",
    });
    expect(valuesOf(result)).toEqual([11, 12]);
    expect(calls).toEqual(["open", "close", "open", "close", "open", "close", "open", "close"]);
  });

  test("refuses undefined and promises by name", async () => {
    const forgotten = await runOperators({
      nodes: [mapNode(() => undefined)],
      script: () => records("a"),
    });
    expect(forgotten.error).toMatchObject({
      code: "FUNCTION_RETURNED_UNDEFINED",
      operator: "map",
      location: "job.ts:1:1",
      record: '"a"',
    });
    const asynchronous = await runOperators({
      nodes: [mapNode(async () => 1)],
      script: () => records("a"),
    });
    expect(asynchronous.error).toMatchObject({
      code: "FUNCTION_RETURNED_PROMISE",
      operator: "map",
    });
    const declared = await runOperators({
      nodes: [mapNode(() => undefined, Types.LONG())],
      script: () => records("a"),
    });
    expect(declared.error).toMatchObject({ code: "FUNCTION_RETURNED_UNDEFINED", operator: "map" });
  });

  test("passes null, and converts into the declared type", async () => {
    expect(
      valuesOf(await runOperators({ nodes: [mapNode(() => null)], script: () => records(1) })),
    ).toEqual([null]);
    const wrapped = await runOperators({
      nodes: [
        operatorNode({
          kind: "map",
          function: functionSlot((value: number) => value, "map"),
          outputType: Types.SHORT(),
        }),
      ],
      script: () => records(43878, 7),
    });
    expect(valuesOf(wrapped)).toEqual([-21658, 7]);
    const bigints = await runOperators({
      nodes: [
        operatorNode({
          kind: "map",
          function: functionSlot((value: number) => value, "map"),
          outputType: Types.LONG({ bigint: true }),
        }),
      ],
      script: () => records(5),
    });
    expect(valuesOf(bigints)).toEqual([5n]);
    const wrong = await runOperators({
      nodes: [mapNode(() => "text", Types.LONG())],
      script: () => records(1),
    });
    expect(wrong.error).toMatchObject({ code: "TYPE_WRONG_VALUE", operator: "map", record: "1" });
  });

  test("describes what the function throws: operator, place, and the record that entered the chain", async () => {
    const result = await runOperators({
      nodes: [
        mapNode((value: number) => value + 1),
        operatorNode({
          kind: "map",
          name: "parse",
          location: "job.ts:7:3",
          function: functionSlot(() => {
            throw new TypeError("bad input.");
          }, "map"),
        }),
      ],
      script: () => records(1),
    });
    expect(result.error).toEqual({
      code: "RUNTIME_FUNCTION_FAILED",
      operator: "parse",
      location: "job.ts:7:3",
      record: "1",
      key: undefined,
      message: "RUNTIME_FUNCTION_FAILED  The function of parse failed: bad input.",
    });
  });

  test("a stack that overflows is an error of the operator", async () => {
    const endless = (value: number): number => endless(value) + 1;
    const result = await runOperators({ nodes: [mapNode(endless)], script: () => records(1) });
    expect(result.error).toMatchObject({ code: "RUNTIME_STACK_OVERFLOW", operator: "map" });
  });
});
