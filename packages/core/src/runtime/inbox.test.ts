import { expect, test } from "vitest";
import { Inbox, type InboxTarget } from "./inbox.ts";

function target(seen: unknown[]): InboxTarget {
  return {
    element: (value, timestampMs) => seen.push(["record", value, timestampMs]),
    watermark: (timestampMs) => seen.push(["watermark", timestampMs]),
    status: (isIdle) => seen.push(["idle", isIdle]),
    endInput: () => seen.push(["end"]),
  };
}

test("everything leaves in the order of its arrival, as long as it can be taken and within the limit", () => {
  const inbox = new Inbox([undefined], "last");
  const seen: unknown[] = [];
  inbox.element("a", 1);
  inbox.watermark(2);
  inbox.status(true);
  inbox.element("b", 3);
  inbox.endInput();
  expect(inbox.drain(target(seen), 2, () => true)).toBe(2);
  expect(inbox.drain(target(seen), 9, () => seen.length < 4)).toBe(2);
  expect(seen).toEqual([
    ["record", "a", 1],
    ["watermark", 2],
    ["idle", true],
    ["record", "b", 3],
  ]);
  expect(inbox.size).toBe(1);
  inbox.drain(target(seen), 9, () => true);
  expect(seen.at(-1)).toEqual(["end"]);
});

test("a long inbox that never runs empty keeps its order", () => {
  const inbox = new Inbox([undefined], "last");
  const seen: unknown[] = [];
  let next = 0;
  for (let round = 0; round < 50; round++) {
    for (let count = 0; count < 100; count++) inbox.element(next++, 0);
    inbox.drain(target(seen), 90, () => true);
  }
  inbox.drain(target(seen), 10_000, () => true);
  expect(seen).toEqual(Array.from({ length: 5000 }, (_, value) => ["record", value, 0]));
});

test("a record waits as it was when it came, whatever its sender makes of it afterwards", () => {
  const inbox = new Inbox([undefined], "last");
  const seen: unknown[] = [];
  const reused = { count: 1 };
  inbox.element(reused, 0);
  reused.count = 2;
  inbox.element(reused, 0);
  inbox.drain(target(seen), 9, () => true);
  expect(seen).toEqual([
    ["record", { count: 1 }, 0],
    ["record", { count: 2 }, 0],
  ]);
});

test("a record that cannot be copied waits as it is", () => {
  class Account {}
  const inbox = new Inbox([undefined], "last");
  const seen: unknown[][] = [];
  const account = new Account();
  inbox.element(account, 0);
  inbox.drain(target(seen), 9, () => true);
  expect(seen[0]?.[1]).toBe(account);
});

test("of watermarks with nothing between them the last one waits", () => {
  const inbox = new Inbox([undefined], "last");
  const seen: unknown[] = [];
  inbox.watermark(1);
  inbox.watermark(2);
  inbox.status(true);
  inbox.watermark(3);
  expect(inbox.size).toBe(3);
  inbox.drain(target(seen), 1, () => true);
  inbox.drain(target(seen), 9, () => true);
  expect(seen).toEqual([
    ["watermark", 2],
    ["idle", true],
    ["watermark", 3],
  ]);
});
