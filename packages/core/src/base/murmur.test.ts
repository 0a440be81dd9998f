import fc from "fast-check";
import { expect, test } from "vitest";
import { expectCase, expectedOf } from "../../../../tests/conformance/cases.ts";
import { readRecord } from "../../../../tests/conformance/record-text.ts";
import {
  defaultMaxParallelism,
  keyGroupOfHash,
  keyGroupRangeOfSubtask,
  murmur3x32,
  murmurHash,
  subtaskOfKeyGroup,
} from "./murmur.ts";

const textOf = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  [textOf(""), 0, 0],
  [textOf(""), 1, 0x514e28b7],
  [textOf(""), 0xffffffff, 0x81f16f39],
  [Uint8Array.of(0xff, 0xff, 0xff, 0xff), 0, 0x76293b50],
  [Uint8Array.of(0x21, 0x43, 0x65, 0x87), 0, 0xf55b516b],
  [Uint8Array.of(0x21, 0x43, 0x65), 0, 0x7e4a8634],
  [Uint8Array.of(0x21, 0x43), 0, 0xa0f7b07a],
  [Uint8Array.of(0x21), 0, 0x72661cf4],
  [Uint8Array.of(0, 0, 0, 0), 0, 0x2362f9de],
  [Uint8Array.of(0), 0, 0x514e28b7],
  [textOf("aaaa"), 0x9747b28c, 0x5a97808a],
  [textOf("Hello, world!"), 0x9747b28c, 0x24884cba],
  [textOf("The quick brown fox jumps over the lazy dog"), 0x9747b28c, 0x2fa826cd],
])("murmur3 of %o with seed %d is the reference's", (bytes, seed, hash) => {
  expect(murmur3x32(bytes, 0, bytes.length, seed) >>> 0).toBe(hash);
});

test("a part of an array hashes as the part alone", () => {
  const bytes = textOf("xxHello, world!yy");
  expect(murmur3x32(bytes, 2, 15, 0x9747b28c) >>> 0).toBe(0x24884cba);
});

test("Flink's hash of an integer is the absolute murmur3 of its four bytes", () => {
  expect([murmurHash(0), murmurHash(-1)]).toEqual([593_689_054, 1_982_413_648]);
  fc.assert(
    fc.property(fc.integer(), (code) => {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setInt32(0, code, true);
      expect(murmurHash(code)).toBe(Math.abs(murmur3x32(bytes)));
    }),
  );
});

test("key groups and ranges are those of Flink's KeyGroupRangeAssignment", () => {
  expect([0, 1, 42, -1].map((hash) => keyGroupOfHash(hash, 128))).toEqual(
    [0, 1, 42, -1].map((hash) => murmurHash(hash) % 128),
  );
  expect(keyGroupOfHash(0, 128)).toBe(94);
  expect([0, 1, 2].map((subtask) => keyGroupRangeOfSubtask(subtask, 3, 128))).toEqual([
    { first: 0, last: 42 },
    { first: 43, last: 85 },
    { first: 86, last: 127 },
  ]);
});

test("KG-08 every key group lies in the range of the subtask floor(group * parallelism / max)", () => {
  const named = expectedOf("KG-08", "pairs").map((text) => readRecord(text) as [number, number]);
  const random = fc.sample(
    fc
      .integer({ min: 1, max: 500 })
      .chain((max) => fc.tuple(fc.constant(max), fc.integer({ min: 1, max }))),
    1000,
  );
  for (const [maxParallelism, parallelism] of [...named, ...random]) {
    const outside: number[] = [];
    for (let group = 0; group < maxParallelism; group++) {
      const subtask = Math.floor((group * parallelism) / maxParallelism);
      const { first, last } = keyGroupRangeOfSubtask(subtask, parallelism, maxParallelism);
      if (group < first || group > last) outside.push(group);
    }
    expect(outside).toEqual([]);
  }
  const rangesOf = (maxParallelism: number, parallelism: number) =>
    Array.from({ length: parallelism }, (_, subtask) =>
      Object.values(keyGroupRangeOfSubtask(subtask, parallelism, maxParallelism)).join("-"),
    );
  expectCase("KG-08", rangesOf(13, 2), "two");
  expectCase("KG-08", rangesOf(10, 3), "10 by 3");
  expectCase("KG-08", rangesOf(128, 3), "128 by 3");
  expectCase("KG-08", rangesOf(128, 5), "128 by 5");
});

test("each key group belongs to exactly the subtask whose range holds it", () => {
  const parallelisms = fc
    .integer({ min: 1, max: 300 })
    .chain((max) => fc.tuple(fc.integer({ min: 1, max }), fc.constant(max)));
  fc.assert(
    fc.property(parallelisms, ([parallelism, maxParallelism]) => {
      const owners: number[] = [];
      for (let subtask = 0; subtask < parallelism; subtask++) {
        const { first, last } = keyGroupRangeOfSubtask(subtask, parallelism, maxParallelism);
        for (let group = first; group <= last; group++) owners[group] = subtask;
      }
      const expected = Array.from({ length: maxParallelism }, (_, group) =>
        subtaskOfKeyGroup(group, parallelism, maxParallelism),
      );
      expect(owners).toEqual(expected);
    }),
  );
});

test("the derived max parallelism is a power of two between 128 and 32,768", () => {
  expect([1, 85, 86, 128, 200, 20_000, 32_768].map(defaultMaxParallelism)).toEqual([
    128, 128, 256, 256, 512, 32_768, 32_768,
  ]);
});
