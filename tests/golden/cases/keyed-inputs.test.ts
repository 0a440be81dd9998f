/** Which operators behind keyed streams are keyed themselves: both sides of a connect must be, a union is not. */
import { type RuntimeContext, Types, type ValueState, ValueStateDescriptor } from "millrace";
import { describe, expect, test } from "vitest";
import { collected, sortedText, streaming } from "./streaming-environment.ts";

const seen = new ValueStateDescriptor("seen", Types.INT());

/** Counts by key, which only a keyed operator can. */
class Counting {
  declare count: ValueState<number>;

  open(context: RuntimeContext) {
    this.count = context.getState(seen);
  }

  map(value: string) {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    return `${value}${count}`;
  }
}

describe("a keyed and a plain stream, connected", () => {
  const pair = () => {
    const env = streaming();
    return [env.fromCollection([1, 2]), env.fromCollection(["a", "b"])] as const;
  };

  // covers: ConnectedStreams.map
  test("go through a co-map, whichever side is keyed", async () => {
    const both = { map1: (value: number) => `${value}`, map2: (value: string) => value };
    const [numbers, texts] = pair();
    const first = numbers.keyBy((value) => value).connect(texts);
    const second = numbers.connect(texts.keyBy((value) => value));
    for (const connected of [first, second])
      expect(sortedText(await collected(connected.map(both)))).toEqual(["1", "2", "a", "b"]);
  });

  // covers: ConnectedStreams.process
  test("go through a co-flatMap and a co-process", async () => {
    const [numbers, texts] = pair();
    const connected = numbers.keyBy((value) => value).connect(texts);
    const flat = connected.flatMap({ flatMap1: (n) => [`${n}`], flatMap2: (text) => [text] });
    const processed = connected.process({
      processElement1: (n) => [`${n}`],
      processElement2: (text) => [text],
    });
    expect(sortedText(await collected(flat))).toEqual(["1", "2", "a", "b"]);
    expect(sortedText(await collected(processed))).toEqual(["1", "2", "a", "b"]);
  });

  test("have no state", async () => {
    const [numbers, texts] = pair();
    const connected = numbers.keyBy((value) => value).connect(texts);
    const stateful = connected.map({
      open: (context: RuntimeContext) => {
        context.getState(seen);
      },
      map1: (value) => value,
      map2: () => null,
    });
    await expect(collected(stateful)).rejects.toMatchObject({ code: "STATE_NOT_KEYED" });
  });
});

test("a keyed stream's map has state, that of a union of keyed streams has none", async () => {
  const keyed = streaming()
    .fromCollection(["a", "b", "a"])
    .keyBy((value) => value);
  expect(sortedText(await collected(keyed.map(new Counting())))).toEqual(["a1", "a2", "b1"]);
  await expect(collected(keyed.union(keyed).map(new Counting()))).rejects.toMatchObject({
    code: "STATE_NOT_KEYED",
  });
});
