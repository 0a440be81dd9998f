import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { ByteInput } from "./byte-input.ts";
import { ByteOutput } from "./byte-output.ts";

function bytesOf(write: (output: ByteOutput) => void): Uint8Array {
  const output = new ByteOutput(1);
  write(output);
  return output.take();
}

function hexOf(write: (output: ByteOutput) => void): string {
  return Buffer.from(bytesOf(write)).toString("hex");
}

function inputOf(hex: string): ByteInput {
  return new ByteInput(Uint8Array.from(Buffer.from(hex, "hex")), "state.bin");
}

describe("an output", () => {
  test("writes numbers big endian", () => {
    expect(hexOf((output) => output.byte(255))).toBe("ff");
    expect(hexOf((output) => output.int16(-2))).toBe("fffe");
    expect(hexOf((output) => output.int32(-2))).toBe("fffffffe");
    expect(hexOf((output) => output.safeInteger(-2))).toBe("fffffffffffffffe");
    expect(hexOf((output) => output.safeInteger(2 ** 53 - 1))).toBe("001fffffffffffff");
    expect(hexOf((output) => output.int64(-(2n ** 63n)))).toBe("8000000000000000");
    expect(hexOf((output) => output.float32(1.5))).toBe("3fc00000");
    expect(hexOf((output) => output.float64(-0))).toBe("8000000000000000");
    expect(hexOf((output) => output.float64(Number.NaN))).toBe("7ff8000000000000");
    expect(hexOf((output) => output.float32(Number.NaN))).toBe("7fc00000");
  });

  test("writes counts, integers of any size and texts in as few bytes as possible", () => {
    expect(hexOf((output) => output.count(127))).toBe("7f");
    expect(hexOf((output) => output.count(128))).toBe("8001");
    expect(hexOf((output) => output.count(2 ** 32))).toBe("8080808010");
    expect(hexOf((output) => output.integer(0n))).toBe("0100");
    expect(hexOf((output) => output.integer(127n))).toBe("017f");
    expect(hexOf((output) => output.integer(128n))).toBe("020080");
    expect(hexOf((output) => output.integer(-128n))).toBe("0180");
    expect(hexOf((output) => output.integer(-129n))).toBe("02ff7f");
    expect(hexOf((output) => output.text("ab"))).toBe("046162");
    expect(hexOf((output) => output.text("é"))).toBe("04c3a9");
    expect(hexOf((output) => output.text("a\ud800"))).toBe("050061d800");
  });

  test("begins anew after it was cleared, and without what was written", () => {
    const output = new ByteOutput();
    output.text("x".repeat(2_000_000));
    output.clear();
    output.byte(1);
    expect(output.take()).toEqual(Uint8Array.of(1));
    expect(output.bytes.length).toBe(256);
  });

  test("what was taken does not change when more is written", () => {
    const output = new ByteOutput();
    output.byte(1);
    const taken = output.take();
    output.clear();
    output.byte(2);
    expect(taken).toEqual(Uint8Array.of(1));
  });
});

describe("an input", () => {
  test("reads what was written, whatever it is", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 90 }),
        fc.array(fc.nat(0xffff), { maxLength: 60 }),
        fc.bigInt(),
        fc.double(),
        fc.maxSafeInteger(),
        fc.nat(2 ** 30),
        (text, units, integer, double, long, count) => {
          const illFormed = String.fromCharCode(...units);
          const input = new ByteInput(
            bytesOf((output) => {
              output.text(text);
              output.text(illFormed);
              output.integer(integer);
              output.float64(double);
              output.safeInteger(long);
              output.count(count);
            }),
            "bytes",
          );
          expect(input.text()).toBe(text);
          expect(input.text()).toBe(illFormed);
          expect(input.integer()).toBe(integer);
          expect(input.float64()).toBe(double);
          expect(input.safeInteger()).toBe(long);
          expect(input.count(0)).toBe(count);
          expect(input.remaining).toBe(0);
        },
      ),
      propertyRuns(200),
    );
  });

  test("says how much is missing, and where", () => {
    const input = inputOf("0011");
    input.byte();
    expect(() => input.int32()).toThrow(
      expect.objectContaining({
        code: "TYPE_BYTES_TRUNCATED",
        message:
          "TYPE_BYTES_TRUNCATED  state.bin ends too early: 4 bytes are needed at byte 1, 1 are left.",
      }),
    );
  });

  test("refuses a length that is longer than what is left, before anything is allocated", () => {
    expect(() => inputOf("ffffffff7f").text()).toThrow(/34359738366 bytes are needed at byte 5/);
    expect(() => inputOf("80808080100011").count(4)).toThrow(
      /17179869184 bytes are needed at byte 5, 2 are left/,
    );
    expect(() => inputOf("05").block()).toThrow(/5 bytes are needed at byte 1, 0 are left/);
  });

  test("refuses what no output writes", () => {
    expect(() => inputOf("ffffffffff01").count(1)).toThrow(
      "state.bin is damaged at byte 0: a count of more than five bytes.",
    );
    expect(() => inputOf("04c328").text()).toThrow(
      "state.bin is damaged at byte 0: a text that is not UTF-8.",
    );
    expect(() => inputOf("00").integer()).toThrow(/an integer without bytes/);
    expect(() => inputOf("7fffffffffffffff").safeInteger()).toThrow(
      "state.bin is damaged at byte 0: the 64-bit integer 9223372036854775807 is beyond ±(2^53-1).",
    );
  });

  test("keeps a byte order mark at the beginning of a text", () => {
    const text = `\ufeff${"x".repeat(100)}`;
    expect(
      new ByteInput(
        bytesOf((output) => output.text(text)),
        "bytes",
      ).text(),
    ).toBe(text);
  });
});
