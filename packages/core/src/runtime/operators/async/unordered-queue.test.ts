import { expect, test } from "vitest";
import type { QueueItem } from "./result-queue.ts";
import { UnorderedQueue } from "./unordered-queue.ts";

interface Named extends QueueItem {
  readonly name: string;
}

function item(name: string, parts: Partial<QueueItem> = {}): Named {
  return { name, isDone: false, isBarrier: false, segment: undefined, ...parts };
}

/** Completes an item and takes what can be taken. */
function completeAndTake(queue: UnorderedQueue<Named>, done: Named): string[] {
  done.isDone = true;
  queue.complete(done);
  const taken: string[] = [];
  while (queue.hasNext) taken.push(queue.take()?.name ?? "nothing");
  return taken;
}

test("a barrier that is not done holds back what comes after it, and waits for what was before", () => {
  const queue = new UnorderedQueue<Named>();
  const [first, barrier, last] = [
    item("first"),
    item("barrier", { isBarrier: true }),
    item("last"),
  ];
  for (const one of [first, barrier, last]) queue.add(one);
  expect(completeAndTake(queue, last)).toEqual([]);
  expect(completeAndTake(queue, barrier)).toEqual([]);
  expect(queue.waiting().map(({ name }) => name)).toEqual(["first", "barrier", "last"]);
  expect(completeAndTake(queue, first)).toEqual(["first", "barrier", "last"]);
  expect([queue.size, queue.take()]).toEqual([0, undefined]);
});

test("a barrier that is done and alone leaves at once, also after the queue was empty", () => {
  const queue = new UnorderedQueue<Named>();
  const first = item("first");
  queue.add(first);
  expect(completeAndTake(queue, first)).toEqual(["first"]);
  queue.add(item("mark", { isDone: true, isBarrier: true }));
  expect([queue.hasNext, queue.take()?.name, queue.size]).toEqual([true, "mark", 0]);
});
