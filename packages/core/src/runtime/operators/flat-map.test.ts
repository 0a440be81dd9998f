import { describe, expect, test } from "vitest";
import type { Collector } from "../../functions/collector.ts";
import {
  createHarnessChain,
  records,
  runOperators,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";

function flatMapNode(value: unknown, parts: object = {}) {
  return operatorNode({ kind: "flatMap", function: functionSlot(value, "flatMap"), ...parts });
}

function failingMap() {
  return operatorNode({
    kind: "map",
    name: "failing",
    function: functionSlot(() => {
      throw new Error("downstream");
    }, "map"),
  });
}

const forms = {
  array: (value: number) => [value, -value],
  iterable: (value: number) => new Set([value, -value]),
  *generator(value: number) {
    yield value;
    yield -value;
  },
  collector: (value: number, out: Collector<number>) => {
    out.collect(value);
    out.collect(-value);
  },
};

describe("flatMap", () => {
  test.each(Object.entries(forms))("emits the same in the %s form", async (_name, form) => {
    const result = await runOperators({
      nodes: [flatMapNode(form)],
      script: () => [
        { type: "record", value: 1, timestampMs: 10 },
        { type: "record", value: 2, timestampMs: 20 },
      ],
    });
    expect(result).toEqual({
      events: [
        ["record", 0, 1, 10],
        ["record", 0, -1, 10],
        ["record", 0, 2, 20],
        ["record", 0, -2, 20],
      ],
      error: undefined,
      counts: [[2, 4]],
    });
  });

  test.each([
    ["a text", () => "text", "FUNCTION_RETURNED_STRING"],
    ["a promise", async () => [1], "FUNCTION_RETURNED_PROMISE"],
    [
      "an async generator",
      async function* () {
        yield 1;
      },
      "FUNCTION_RETURNED_PROMISE",
    ],
    ["a number", () => 5, "FUNCTION_RETURNED_NOT_ITERABLE", "returned 5, which"],
    ["an object", () => ({ id: 1 }), "FUNCTION_RETURNED_NOT_ITERABLE", 'returned {"id":1}, which'],
    ["a list with a hole", () => [1, undefined], "FUNCTION_RETURNED_UNDEFINED"],
  ])("refuses %s", async (_name, form, code, message = "") => {
    const result = await runOperators({ nodes: [flatMapNode(form)], script: () => records(7) });
    expect(result.error).toMatchObject({
      code,
      message: expect.stringContaining(message),
      operator: "flatMap",
      location: "job.ts:1:1",
      record: "7",
    });
  });

  test("a collector that is used after the call is closed", async () => {
    let kept: Collector<number> | undefined;
    for (const codeGeneration of ["auto", "off"] as const) {
      const { chain, signals } = createHarnessChain(
        {
          nodes: [
            flatMapNode((_: number, out: Collector<number>) => {
              kept = out;
            }),
          ],
        },
        codeGeneration,
      );
      signals.beginSlice();
      chain.inputs[0]?.element(1, 0, undefined);
      expect(() => kept?.collect(1)).toThrow(
        expect.objectContaining({ code: "OUTPUT_OUTSIDE_CALL" }),
      );
      signals.endSlice();
      expect(() => kept?.collect(1)).toThrow(
        expect.objectContaining({ code: "OUTPUT_OUTSIDE_CALL" }),
      );
    }
  });

  test.each([
    ["a list", () => [1, undefined]],
    [
      "a generator",
      function* () {
        yield* [1, undefined];
      },
    ],
    [
      "the collector",
      (_value: number, out: Collector<unknown>) => {
        for (const element of [1, undefined]) out.collect(element);
      },
    ],
  ])(
    "a wrong element of %s is the function's mistake, although an operator behind has run since",
    async (_name, form) => {
      const behind = operatorNode({
        kind: "map",
        name: "behind",
        function: functionSlot((value: number) => value, "map"),
      });
      const result = await runOperators({
        nodes: [{ ...flatMapNode(form), name: "wrong" }, behind],
        script: () => records(7),
      });
      expect([result.error?.code, result.error?.operator]).toEqual([
        "FUNCTION_RETURNED_UNDEFINED",
        "wrong",
      ]);
    },
  );

  test("a try around collect cannot swallow the failure of another operator", async () => {
    const swallowing = (value: number, out: Collector<number>) => {
      try {
        out.collect(value);
      } catch {
        // swallowed
      }
    };
    const result = await runOperators({
      nodes: [flatMapNode(swallowing), failingMap()],
      script: () => records(1, 2),
    });
    expect(result.error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", operator: "failing" });
    expect(result.counts[0]?.[0]).toBe(1);
  });

  test("an exception that the function throws and catches itself is its own", async () => {
    const careful = (value: number) => {
      try {
        throw new Error("own");
      } catch {
        return [value];
      }
    };
    expect(
      valuesOf(await runOperators({ nodes: [flatMapNode(careful)], script: () => records(1) })),
    ).toEqual([1]);
  });

  test("an error between two yields is the generator's, not the next operator's", async () => {
    const result = await runOperators({
      nodes: [
        flatMapNode(function* (value: number) {
          yield value;
          throw new Error("in the middle");
        }),
        operatorNode({
          kind: "map",
          name: "behind",
          function: functionSlot((value: number) => value, "map"),
        }),
      ],
      script: () => records(1),
    });
    expect(result.error).toMatchObject({ code: "RUNTIME_FUNCTION_FAILED", operator: "flatMap" });
    expect(valuesOf(result)).toEqual([1]);
  });
});
