/** Every built-in source keeps the contract of sources. */
import { describe, expect, test } from "vitest";
import { SourceDriver } from "../testing/source-driver.ts";
import { sourceSuite } from "../testing/source-suite.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { AsyncIterableSource } from "./async-iterable-source.ts";
import { CollectionSource } from "./collection-source.ts";
import { DataGeneratorSource } from "./data-generator-source.ts";
import { NumberSequenceSource } from "./number-sequence-source.ts";
import { RateLimiterStrategy } from "./rate-limiter.ts";
import { SourceFunctionSource } from "./source-function-source.ts";

const createPorts = () => createTestPorts();
const same = (value: unknown): unknown => value;

describe("a number sequence", () => {
  const createSource = () => new NumberSequenceSource(-3, 6);
  const expected = [-3, -2, -1, 0, 1, 2, 3, 4, 5, 6];
  test.each(sourceSuite({ createSource, createPorts, expected }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  // covers: NumberSequenceSource
  test("with more readers than numbers reads each once", async () => {
    const driver = new SourceDriver(new NumberSequenceSource(7, 8), {
      ports: createPorts(),
      parallelism: 5,
    });
    await driver.start();
    expect(await driver.read()).toEqual([7, 8]);
  });

  test("refuses a start behind its end, and fractions", () => {
    const refused = expect.objectContaining({ code: "CONNECTOR_INVALID_OPTION" });
    expect(() => new NumberSequenceSource(2, 1)).toThrow(refused);
    expect(() => new NumberSequenceSource(0.5, 1)).toThrow(refused);
  });
});

describe("a collection", () => {
  const items = [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }];
  const createSource = () =>
    new CollectionSource<{ id: number }>(items, undefined, structuredClone);
  test.each(sourceSuite({ createSource, createPorts, expected: items }))(
    "$name",
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );

  test("gives copies, so that changed records change nothing for the next attempt", async () => {
    const source = createSource();
    for (let attempt = 0; attempt < 2; attempt++) {
      const driver = new SourceDriver(source, { ports: createPorts(), parallelism: 1 });
      await driver.start();
      const records = await driver.read();
      expect(records).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
      for (const record of records) record.id = -1;
    }
  });

  test("with nothing in it ends at once", async () => {
    const driver = new SourceDriver(new CollectionSource([], undefined, same), {
      ports: createPorts(),
      parallelism: 1,
    });
    await driver.start();
    expect(await driver.read()).toEqual([]);
  });

  test("refuses undefined, naming the position", () => {
    const refused = expect.objectContaining({
      code: "CONNECTOR_RECORD_UNDEFINED",
      values: expect.objectContaining({ position: "1" }),
    });
    expect(() => new CollectionSource([1, undefined], undefined, same)).toThrow(refused);
  });
});

describe("a generator with a rate", () => {
  const createSource = () =>
    new DataGeneratorSource((index) => `r${index}`, 9, RateLimiterStrategy.perSecond(3));
  const expected = Array.from({ length: 9 }, (_, index) => `r${index}`);
  const onIdle = (ports: ReturnType<typeof createTestPorts>) => ports.scheduler.advance(100);
  const context = {
    createSource,
    createPorts,
    expected,
    onIdle: (ports: unknown) => onIdle(ports as never),
  };
  test.each(sourceSuite(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("gives no more records than its rate allows", async () => {
    const ports = createPorts();
    const driver = new SourceDriver(createSource(), { ports, parallelism: 1 });
    await driver.start();
    const reader = driver.readers[0]!;
    const counts: number[] = [];
    await driver.read(1);
    for (let second = 0; second < 3; second++) {
      await ports.scheduler.advance(1000);
      let count = 0;
      while (reader.next() !== undefined) count += 1;
      counts.push(count);
    }
    expect(counts).toEqual([3, 3, 2]);
  });
});

// covers: DataGeneratorSource, RateLimiterStrategy
test("a generator that nobody polled for long catches up for one second only", async () => {
  const ports = createPorts();
  const source = new DataGeneratorSource((index) => index, 1000, RateLimiterStrategy.perSecond(3));
  const driver = new SourceDriver(source, { ports, parallelism: 1 });
  await driver.start();
  await driver.read(1);
  await ports.scheduler.advance(60_000);
  let count = 0;
  while (driver.tryRead() !== undefined) count += 1;
  expect(count).toBe(3);
});

describe("an async iterable that a function opens", () => {
  const expected = ["a", "b", "c", "d", "e"];
  async function* open() {
    yield* expected;
  }
  const createSource = () => new AsyncIterableSource(open);
  test.each(sourceSuite({ createSource, createPorts, expected }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("is returned when the job ends before it does", async () => {
    let isReturned = false;
    async function* endless() {
      try {
        for (let index = 0; ; index++) yield index;
      } finally {
        isReturned = true;
      }
    }
    const driver = new SourceDriver(new AsyncIterableSource(endless), {
      ports: createPorts(),
      parallelism: 1,
    });
    await driver.start();
    expect(await driver.read(3)).toEqual([0, 1, 2]);
    await driver.close();
    expect(isReturned).toBe(true);
  });

  test("gives the records before its error, then throws it", async () => {
    const failing = async function* () {
      yield 1;
      throw new Error("no more");
    };
    const driver = new SourceDriver(new AsyncIterableSource(failing), {
      ports: createPorts(),
      parallelism: 1,
    });
    await driver.start();
    expect(await driver.read(1)).toEqual([1]);
    await expect(driver.read()).rejects.toThrow("no more");
  });

  test("that gives the same iterator again cannot be replayed", async () => {
    const source = new AsyncIterableSource(open());
    const first = new SourceDriver(source, { ports: createPorts(), parallelism: 1 });
    await first.start();
    await first.read(2);
    const restored = first.checkpoint();
    const second = new SourceDriver(source, { ports: createPorts(), parallelism: 1, restored });
    await second.start();
    await expect(second.read()).rejects.toThrow(
      expect.objectContaining({ code: "CONNECTOR_CANNOT_REPLAY" }),
    );
  });

  test("that ends before the position when it is opened again cannot be replayed", async () => {
    let openings = 0;
    const source = new AsyncIterableSource(async function* () {
      openings += 1;
      for (let item = 0; item < (openings === 1 ? 5 : 2); item++) yield item;
    });
    const first = new SourceDriver(source, { ports: createPorts(), parallelism: 1 });
    await first.start();
    await first.read(3);
    const restored = first.checkpoint();
    const second = new SourceDriver(source, { ports: createPorts(), parallelism: 1, restored });
    await second.start();
    await expect(second.read()).rejects.toThrow(
      expect.objectContaining({ code: "CONNECTOR_CANNOT_REPLAY" }),
    );
  });
});

describe("a source function", () => {
  const expected = [1, 2, 3, 4];
  const gaps = [
    {
      name: "a snapshot given to new readers yields exactly the rest",
      reason: "run() starts anew after a restore",
    },
  ];
  const forms: Record<string, unknown> = {
    generator: function* () {
      yield* expected;
    },
    "async generator": async function* () {
      yield* expected;
    },
    "async function": async (ctx: { collect(record: number): Promise<void> }) => {
      for (const record of expected) await ctx.collect(record);
    },
    function: (ctx: { collect(record: number): Promise<void> }) => {
      for (const record of expected) void ctx.collect(record);
    },
    "object with run": {
      *run() {
        yield* expected;
      },
    },
  };
  for (const [form, created] of Object.entries(forms)) {
    describe(`as ${form}`, () => {
      const createSource = () => new SourceFunctionSource<number>(() => created);
      const rest = form === "function" ? [] : gaps;
      test.each(sourceSuite({ createSource, createPorts, expected, gaps: rest }))(
        "$name",
        async ({ run }) => {
          await expect(run()).resolves.toBeUndefined();
        },
      );
    });
  }
});
