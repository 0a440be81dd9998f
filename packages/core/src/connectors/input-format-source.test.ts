import { describe, expect, test } from "vitest";
import { InputFormat } from "../connector/input-format.ts";
import { SourceDriver } from "../testing/source-driver.ts";
import { sourceSuite } from "../testing/source-suite.ts";
import { createTestPorts } from "../testing/test-ports.ts";
import { InputFormatSource } from "./input-format-source.ts";

/** Reads the numbers of its splits; opens after a turn of the event loop. */
class Numbers extends InputFormat<number, { from: number; to: number }> {
  next = 0;
  to = 0;
  createInputSplits() {
    return [
      { from: 1, to: 4 },
      { from: 5, to: 5 },
      { from: 6, to: 9 },
    ];
  }
  async open(split: { from: number; to: number }) {
    await Promise.resolve();
    this.next = split.from;
    this.to = split.to;
  }
  reachedEnd() {
    return this.next > this.to;
  }
  nextRecord() {
    const record = this.next++;
    return record === 8 ? null : record;
  }
}

describe("an input format", () => {
  const context = {
    createSource: () => new InputFormatSource(() => new Numbers()),
    createPorts: createTestPorts,
    expected: [1, 2, 3, 4, 5, 6, 7, 9],
  };
  test.each(sourceSuite(context))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });

  test("is closed once for each split that was opened, also where open failed", async () => {
    const closed: string[] = [];
    class Failing extends Numbers {
      override async open() {
        throw new Error("no such table");
      }
      override close() {
        closed.push("closed");
      }
    }
    const driver = new SourceDriver(new InputFormatSource(() => new Failing()), {
      ports: createTestPorts(),
      parallelism: 1,
    });
    await driver.start();
    await expect(driver.read()).rejects.toThrow("no such table");
    await driver.close();
    await driver.close();
    expect(closed).toEqual(["closed"]);
  });
});
