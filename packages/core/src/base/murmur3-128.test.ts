import { expect, test } from "vitest";
import { murmur3x128 } from "./murmur3-128.ts";

const hex = (bytes: Uint8Array) =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const text = (value: string) => new TextEncoder().encode(value);

test("the hash equals the published values of MurmurHash3 x64 128 with seed 0", () => {
  expect(hex(murmur3x128(text("")))).toBe("00000000000000000000000000000000");
  expect(hex(murmur3x128(text("hello")))).toBe("029bbd41b3a7d8cb191dae486a901e5b");
  expect(hex(murmur3x128(text("The quick brown fox jumps over the lazy dog")))).toBe(
    "6c1b07bc7bbc4be347939ac4a93c437a",
  );
});

test("zero integers give the vertex ids that every Flink web page shows for its first source", () => {
  expect(hex(murmur3x128(new Uint8Array(4)))).toBe("bc764cd8ddf7a0cff126f51c16239658");
  expect(hex(murmur3x128(new Uint8Array(8)))).toBe("cbc357ccb763df2852fee8c4fc7d55f2");
});

test("a part of a larger buffer hashes like its own copy", () => {
  const buffer = text("--hello--");
  expect(murmur3x128(buffer.subarray(2, 7))).toEqual(murmur3x128(text("hello")));
});
