import { describe, expect, test } from "vitest";
import { Duration } from "../base/duration.ts";
import { ValueStateDescriptor } from "../state/descriptors.ts";
import { StateTtlConfig } from "../state/state-ttl-config.ts";
import { BigDecimal } from "../types/big-decimal.ts";
import { Temporal } from "../types/temporal.ts";
import { IntCounter } from "./accumulators.ts";
import { checkCopyable, instantiate } from "./copy-function.ts";
import { OutputTag } from "./output-tag.ts";
import { perSubtask } from "./per-subtask.ts";

/** A slot as the plan holds it. */
function slot(value: unknown, role = "map"): { readonly value: unknown; readonly role: string } {
  return { value, role };
}

/** The values of the error that checking raises. */
function problemOf(fn: unknown): unknown {
  try {
    checkCopyable(fn, "map(fn)");
  } catch (error) {
    const { code, values } = error as { code: string; values: Record<string, string> };
    return [code, values["field"], values["reason"]];
  }
  return "copyable";
}

class Counter {
  count = 0;
  seen = new Map<string, number[]>([["a", [1]]]);
  since = new Date(5);
  map(value: number): number {
    this.count += 1;
    return value + this.count;
  }
}

describe("a copy of a function object", () => {
  test("has fields and methods of its own, for each subtask", () => {
    const original = new Counter();
    const [first, second] = [
      instantiate(slot(original), 0) as Counter,
      instantiate(slot(original), 1) as Counter,
    ];
    expect([first.map(10), first.map(10), second.map(10)]).toEqual([11, 12, 11]);
    first.seen.get("a")?.push(2);
    expect([
      first.seen.get("a"),
      second.seen.get("a"),
      original.seen.get("a"),
      original.count,
    ]).toEqual([[1, 2], [1], [1], 0]);
    expect(first).toBeInstanceOf(Counter);
    expect(first.since).toEqual(new Date(5));
    expect(first.since).not.toBe(original.since);
  });

  test("keeps the shape of shared and circular data", () => {
    const shared: unknown[] = [1, undefined, 2];
    const literal: Record<string, unknown> = {
      shared,
      again: shared,
      map: (value: number) => value,
    };
    literal["self"] = literal;
    const copy = instantiate(slot(literal), 0) as Record<string, unknown>;
    expect([
      copy["again"] === copy["shared"],
      copy["shared"] === shared,
      copy["self"] === copy,
    ]).toEqual([true, false, true]);
    expect(copy["map"]).toBe(literal["map"]);
  });

  test("shares the settings of time to live, which never change", () => {
    const ttl = StateTtlConfig.newBuilder(1000).build();
    const fn = { ttl, map: (value: number) => value };
    expect([problemOf(fn), (instantiate(slot(fn), 0) as typeof fn).ttl]).toEqual(["copyable", ttl]);
    expect((instantiate(slot(fn), 0) as typeof fn).ttl).toBe(ttl);
  });

  test("copies typed arrays, sets, regular expressions and nested plain objects", () => {
    const original = {
      bytes: new Uint8Array([1, 2]),
      names: new Set(["a"]),
      pattern: /x/g,
      options: { deep: [1] },
      map() {},
    };
    const copy = instantiate(slot(original), 0) as typeof original;
    expect(copy).toEqual(original);
    expect([
      copy.bytes === original.bytes,
      copy.names === original.names,
      copy.options.deep === original.options.deep,
    ]).toEqual([false, false, false]);
  });

  test("shares functions and immutable values of this package", () => {
    class Late {
      tag = new OutputTag<string>("late");
      state = new ValueStateDescriptor<number>("state");
      limit = BigDecimal.of("1.50");
      since = Temporal.PlainDate.from("2024-02-29");
      wait = Duration.ofSeconds(1);
      map() {}
    }
    const original = new Late();
    const copy = instantiate(slot(original), 0) as Late;
    const fields = ["tag", "state", "limit", "since", "wait"] as const;
    expect(fields.filter((field) => copy[field] !== original[field])).toEqual([]);
    expect(problemOf(original)).toBe("copyable");
    const lambda = () => 1;
    expect(instantiate(slot(lambda), 0)).toBe(lambda);
  });

  test("has clones of the accumulators in its fields", () => {
    class Counting {
      records = new IntCounter();
      map() {}
    }
    const original = new Counting();
    const copy = instantiate(slot(original), 0) as Counting;
    copy.records.add(2);
    expect([
      copy.records.getLocalValue(),
      original.records.getLocalValue(),
      problemOf(original),
    ]).toEqual([2, 0, "copyable"]);
  });

  test("is made by perSubtask where there is a recipe", () => {
    class Private {
      #count = 0;
      next() {
        return ++this.#count;
      }
    }
    const recipe = slot(perSubtask(Private), "next");
    const [first, second] = [instantiate(recipe, 0) as Private, instantiate(recipe, 1) as Private];
    expect([first.next(), first.next(), second.next()]).toEqual([1, 2, 1]);
    expect(
      (
        instantiate(slot(perSubtask((subtask) => ({ map: () => subtask }))), 3) as { map(): number }
      ).map(),
    ).toBe(3);
  });

  test.each<[string, () => unknown, string]>([
    ["nothing", () => undefined, "undefined"],
    ["an object without the method", () => ({ flatMap: () => [] }), "an object with flatMap"],
    ["a promise", async () => new Counter(), "an instance of Promise"],
    ["a class", () => Counter, "the class Counter"],
    ["another recipe", () => perSubtask(Counter), "another perSubtask"],
  ])("is refused where the recipe makes %s", (_name, recipe, value) => {
    expect(() => instantiate(slot(perSubtask(recipe)), 0)).toThrow(
      expect.objectContaining({
        code: "FUNCTION_WRONG_RECIPE",
        values: { role: "map", value, expected: "a function or an object with map" },
      }),
    );
  });

  test("is refused where a function stands for two methods", () => {
    const coMap = { ...slot(perSubtask(() => () => 1)), methods: ["map1", "map2"] };
    expect(() => instantiate(coMap, 0)).toThrow(
      expect.objectContaining({
        code: "FUNCTION_WRONG_RECIPE",
        values: expect.objectContaining({ expected: "an object with map1 and map2" }),
      }),
    );
  });

  test("needs a recipe that is a function", () => {
    expect(() => perSubtask(new Counter() as never)).toThrow(
      expect.objectContaining({
        code: "API_WRONG_TYPE",
        where: { location: expect.stringMatching(/copy-function\.test\.ts:\d+:\d+$/) },
        values: {
          method: "perSubtask",
          parameter: "create",
          value: "an instance of Counter",
          expected: "a class, or a function that makes the object of a subtask",
        },
      }),
    );
  });
});

describe("what cannot be proved copyable is refused, by field", () => {
  test("an arrow function in a field of a class is bound to the original", () => {
    class Arrow {
      count = 0;
      map = (value: number) => value + this.count++;
    }
    expect(problemOf(new Arrow())).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).map",
      "is a function that belongs to the original object (an arrow function in a field)",
    ]);
  });

  test("a private member would be missing in a copy, also an inherited one", () => {
    class Base {
      #n = 0;
      next() {
        return this.#n;
      }
    }
    class Derived extends Base {
      map() {}
    }
    expect(problemOf(new Derived())).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn)",
      "has private members (#) in the class Base, which a copy would not have",
    ]);
  });

  test("an instance of another class, however deep", () => {
    class Parser {}
    const reason = "is an instance of Parser, of which no copy can be proved to be right";
    expect(problemOf({ options: { list: [new Parser()] }, map() {} })).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).options.list[0]",
      reason,
    ]);
    expect(problemOf({ cache: new Map([["a", new Parser()]]), map() {} })).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).cache[a]",
      reason,
    ]);
  });

  test("functions inside of data, accessors, and objects of the platform", () => {
    expect(problemOf({ helpers: { parse() {} }, map() {} })).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).helpers.parse",
      "is a function inside of data",
    ]);
    const accessor = {
      get size() {
        return 1;
      },
      map() {},
    };
    expect(problemOf(accessor)).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).size",
      "is a getter or setter of the original object",
    ]);
    class Cache extends Map<string, string> {
      map() {}
    }
    expect(problemOf(new Cache())).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn)",
      "extends Map, whose inner parts cannot be copied",
    ]);
    expect(problemOf({ pending: Promise.resolve(), map() {} })).toEqual([
      "FUNCTION_NOT_COPYABLE",
      "map(fn).pending",
      "is an instance of Promise, of which no copy can be proved to be right",
    ]);
  });

  test("functions and recipes need no proof", () => {
    expect([problemOf(() => 1), problemOf(perSubtask(() => ({})))]).toEqual([
      "copyable",
      "copyable",
    ]);
  });
});
