/** `createInput`: an input format of the user's own, read by several subtasks. */
import { InputFormat, Types } from "millrace";
import { expect, test } from "vitest";
import { collected, streaming } from "./streaming-environment.ts";

class Squares extends InputFormat<number, number[]> {
  waiting: number[] = [];
  createInputSplits() {
    return [[1, 2], [3], [4, 5]];
  }
  open(split: number[]) {
    this.waiting = [...split];
  }
  reachedEnd() {
    return this.waiting.length === 0;
  }
  nextRecord() {
    const n = this.waiting.shift();
    return n === undefined ? null : n * n;
  }
}

// covers: StreamExecutionEnvironment.createInput
// covers: InputFormat
test("createInput reads every split of the format once", async () => {
  const records = await collected(streaming().createInput(new Squares(), Types.INT()));
  expect(records.sort((a, b) => a - b)).toEqual([1, 4, 9, 16, 25]);
});

test("what is no input format is refused at the call", () => {
  expect(() => streaming().createInput({ open() {} } as never)).toThrow("createInputSplits");
});
