import { describe, expect, test } from "vitest";
import type { MetricReading } from "../../base/metrics/metric-reading.ts";
import { ScopedMetricGroup } from "./scoped-metric-group.ts";

function operatorGroup() {
  const warnings: string[] = [];
  const clock = { nowMs: 0 };
  const owner = {
    operatorName: "Map",
    operatorId: "00",
    subtaskIndex: 2,
    nowMs: () => clock.nowMs,
    warn: (failure: Error) => warnings.push(failure.message),
  };
  const group = new ScopedMetricGroup(owner, new Map([["<subtask_index>", "2"]]));
  const read = (): MetricReading[] => {
    const readings: MetricReading[] = [];
    group.readInto(readings);
    return readings;
  };
  const values = () => read().map(({ identifier, kind, value }) => [identifier, kind, value]);
  return { group, read, values, warnings, clock };
}

// covers: MetricGroup, MetricGroup.counter, MetricGroup.gauge, MetricGroup.meter, MetricGroup.distribution, MetricGroup.histogram
test("metrics of all kinds are read under their groups", () => {
  const { group, values, clock } = operatorGroup();
  group.counter("seen").inc(3);
  const orders = group.addGroup("orders");
  orders.gauge("size", () => 4);
  orders.gauge("state", { getValue: () => "open" });
  orders.addGroup("late").distribution("delay").update(5);
  group.meter("events", 1).markEvent(6);
  clock.nowMs = 1000;
  group.histogram("lengths").update(7);
  const seven = { count: 1, min: 7, max: 7, mean: 7, stdDev: 0, median: 7 };
  expect(values()).toEqual([
    ["Map.2.seen", "counter", 3],
    ["Map.2.events", "meter", { count: 6, rate: 6 }],
    ["Map.2.lengths", "histogram", { ...seven, p75: 7, p95: 7, p98: 7, p99: 7, p999: 7 }],
    ["Map.2.orders.size", "gauge", 4],
    ["Map.2.orders.state", "gauge", "open"],
    ["Map.2.orders.late.delay", "distribution", { sum: 5, count: 1, min: 5, max: 5, mean: 5 }],
  ]);
});

// covers: MetricGroup.addGroup
test("a reading says where its metric belongs", () => {
  const { group, read } = operatorGroup();
  group.addGroup("topic", "orders").counter("seen");
  expect(read()).toEqual([
    {
      identifier: "Map.2.topic.orders.seen",
      name: "seen",
      groups: ["topic", "orders"],
      operatorName: "Map",
      operatorId: "00",
      subtaskIndex: 2,
      variables: new Map([
        ["<subtask_index>", "2"],
        ["<topic>", "orders"],
      ]),
      kind: "counter",
      value: 0,
    },
  ]);
});

test("the same arguments give the same group and metric", () => {
  const { group } = operatorGroup();
  expect(group.addGroup("a")).toBe(group.addGroup("a"));
  expect(group.addGroup("k", "v")).toBe(group.addGroup("k", "v"));
  expect(group.counter("c")).toBe(group.counter("c"));
  expect(group.meter("m")).toBe(group.meter("m", 60));
  expect(group.histogram("h", 5)).toBe(group.histogram("h", 5));
  expect(group.distribution("d")).toBe(group.distribution("d"));
  expect(group.addGroup("a").counter("c")).not.toBe(group.counter("c"));
});

test("a group says its names, variables and identifiers", () => {
  const { group } = operatorGroup();
  const orders = group.addGroup("topic", "orders");
  expect(orders.getScopeComponents()).toEqual(["topic", "orders"]);
  expect(orders.getAllVariables().get("<topic>")).toBe("orders");
  expect(group.addGroup("topic").getAllVariables().has("<topic>")).toBe(false);
  expect(orders.getMetricIdentifier("seen")).toBe("Map.2.topic.orders.seen");
});

test("names that objects have already are names like others", () => {
  const { group, values } = operatorGroup();
  for (const name of ["__proto__", "constructor", "toString"]) {
    group.counter(name).inc();
    group.addGroup(name).counter(name).inc(2);
  }
  expect(values().map(([, , value]) => value)).toEqual([1, 1, 1, 2, 2, 2]);
  expect(values()[3]).toEqual(["Map.2.__proto__.__proto__", "counter", 2]);
});

describe("misuse", () => {
  test.each<[string, (group: ScopedMetricGroup) => void]>([
    ["another kind", (group) => group.meter("seen")],
    ["a gauge", (group) => group.gauge("seen", () => 1)],
    [
      "a gauge that exists",
      (group) => {
        group.gauge("size", () => 1);
        group.gauge("size", () => 2);
      },
    ],
    [
      "another time span",
      (group) => {
        group.meter("rate", 10);
        group.meter("rate", 20);
      },
    ],
    [
      "a metric of the engine",
      (group) => {
        group.view("counter", "numRecordsIn", () => 1);
        group.counter("numRecordsIn");
      },
    ],
  ])("%s under a name that is taken is METRIC_EXISTS", (_what, register) => {
    const { group } = operatorGroup();
    group.counter("seen");
    expect(() => register(group)).toThrow(expect.objectContaining({ code: "METRIC_EXISTS" }));
  });

  test("the error names both kinds", () => {
    const { group } = operatorGroup();
    group.counter("seen");
    expect(() => group.distribution("seen")).toThrow(
      "METRIC_EXISTS  There is a counter Map.2.seen already; it cannot be registered as a distribution too.",
    );
  });

  test.each<[string, (group: ScopedMetricGroup) => void]>([
    ["MetricGroup.counter was called with 5 as name", (group) => group.counter(5 as never)],
    ['MetricGroup.counter was called with "" as name', (group) => group.counter("")],
    ["MetricGroup.addGroup was called with null as name", (group) => group.addGroup(null as never)],
    [
      "MetricGroup.addGroup was called with 3 as value",
      (group) => group.addGroup("partition", 3 as never),
    ],
    ["MetricGroup.gauge was called with 3 as gauge", (group) => group.gauge("g", 3 as never)],
    ["MetricGroup.meter was called with 0 as timeSpanInSeconds", (group) => group.meter("m", 0)],
    [
      "MetricGroup.histogram was called with 1.5 as windowSize",
      (group) => group.histogram("h", 1.5),
    ],
  ])("%s is API_WRONG_TYPE", (message, call) => {
    const { group, values } = operatorGroup();
    expect(() => call(group)).toThrow(message);
    expect(values()).toEqual([]);
  });
});

describe("a gauge that cannot be read", () => {
  test("has no value but the error, and warns once", () => {
    const { group, read, warnings } = operatorGroup();
    const cause = new Error("not connected");
    group.gauge("pool", () => {
      throw cause;
    });
    group.counter("seen");
    const message = "METRIC_GAUGE_FAILED  The gauge Map.2.pool could not be read: not connected.";
    for (let look = 0; look < 2; look += 1) {
      const [gauge, counter] = read();
      expect(gauge).toMatchObject({
        kind: "gauge",
        value: undefined,
        error: { code: "METRIC_GAUGE_FAILED", message, cause },
      });
      expect(counter).toMatchObject({ identifier: "Map.2.seen", value: 0 });
    }
    expect(warnings).toEqual([message]);
  });

  test("is one that returns a promise", () => {
    const { group, read } = operatorGroup();
    group.gauge("pool", async () => {
      throw new Error("nobody waits");
    });
    expect(read()[0]).toMatchObject({
      value: undefined,
      error: { code: "METRIC_GAUGE_FAILED", cause: { code: "METRIC_WRONG_VALUE" } },
    });
  });
});
