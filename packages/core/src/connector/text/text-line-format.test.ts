import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatSuite } from "../../testing/format-suite.ts";
import { textEncoding } from "./charset.ts";
import { TextLineFormat } from "./text-line-format.ts";

function linesOf(bytes: Uint8Array, charset = "UTF-8", portion = 1 << 20): string[] {
  const range = { startOffset: 0, startsInside: false, endOffset: undefined, inputName: "input" };
  const decoder = new TextLineFormat(charset).createDecoder(range);
  const lines: string[] = [];
  const drain = (): void => {
    for (let line = decoder.next(); line !== undefined; line = decoder.next()) lines.push(line);
  };
  for (let offset = 0; offset < bytes.length; offset += portion) {
    decoder.push(bytes.subarray(offset, offset + portion));
    drain();
  }
  decoder.end();
  drain();
  return lines;
}

const utf8 = textEncoding("UTF-8");

describe("lines in UTF-8 keep the format's contract", () => {
  const bytes = utf8("größe\r\n\n→ zwei\n\r\nsechs 🙂\nohne Ende");
  const expected = ["größe", "", "→ zwei", "", "sechs 🙂", "ohne Ende"];
  test.each(formatSuite({ createFormat: () => new TextLineFormat("UTF-8"), bytes, expected }))(
    "$name",
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );
});

describe("lines in UTF-16 keep the format's contract", () => {
  const bytes = textEncoding("UTF-16BE")("\ufeffaĊb\r\n\nਊ");
  const expected = ["aĊb", "", "ਊ"];
  test.each(formatSuite({ createFormat: () => new TextLineFormat("UTF-16"), bytes, expected }))(
    "$name",
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined();
    },
  );
});

test("a file that ends with a line end has no empty last line", () => {
  expect(linesOf(utf8("a\nb\n"))).toEqual(["a", "b"]);
  expect(linesOf(utf8(""))).toEqual([]);
  expect(linesOf(utf8("\n"))).toEqual([""]);
});

test("a carriage return inside of a line stays, also directly before the file's end", () => {
  expect(linesOf(utf8("a\rb\r\nc\r"))).toEqual(["a\rb", "c"]);
});

test("a byte order mark is left out at the start of a file only", () => {
  expect(linesOf(utf8("\ufeffa\n\ufeffb"), "UTF-8", 2)).toEqual(["a", "\ufeffb"]);
});

test("a file of a byte order mark alone has no line", () => {
  expect(linesOf(utf8("\ufeff"), "UTF-8", 2)).toEqual([]);
  expect(linesOf(textEncoding("UTF-16LE")("\ufeff"), "UTF-16")).toEqual([]);
  expect(linesOf(utf8("\ufeff\n"))).toEqual([""]);
});

test("ISO-8859-1 is not windows-1252", () => {
  expect(linesOf(Uint8Array.of(0x80, 0xe9, 10, 0xff), "ISO-8859-1")).toEqual(["\u0080é", "ÿ"]);
});

test("broken bytes become U+FFFD", () => {
  expect(linesOf(Uint8Array.of(0x61, 0xc3, 10, 0x62))).toEqual(["a\ufffd", "b"]);
});

test("UTF-16 without a mark is big endian, with one it is as the mark says", () => {
  expect(linesOf(textEncoding("UTF-16BE")("a\nb"), "UTF-16")).toEqual(["a", "b"]);
  expect(linesOf(textEncoding("UTF-16LE")("\ufeffa\nb"), "UTF-16")).toEqual(["a", "b"]);
});

test("an unknown charset is refused when the format is made", () => {
  expect(() => new TextLineFormat("klingon")).toThrow(
    expect.objectContaining({ code: "CONNECTOR_UNKNOWN_CHARSET" }),
  );
});

test("any text, cut into ranges anywhere, gives the lines that split() gives", () => {
  const text = fc
    .array(fc.constantFrom("a", "ß", "\n", "\r\n", "→", "🙂", ""), { maxLength: 30 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat(120), { maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      (input, cuts, portion) => {
        const bytes = utf8(input);
        const expected = input.split("\n").map((line) => line.replace(/\r$/, ""));
        if (input === "" || input.endsWith("\n")) expected.pop();
        else expected[expected.length - 1] = input.split("\n").at(-1)?.replace(/\r$/, "") ?? "";
        const inside = [...new Set(cuts.filter((cut) => cut > 0 && cut < bytes.length))].sort(
          (a, b) => a - b,
        );
        const bounds = [0, ...inside];
        const lines = bounds.flatMap((start, index) => {
          const first = start === 0 ? 0 : start - 1;
          const range = {
            startOffset: first,
            startsInside: start > 0,
            endOffset: bounds[index + 1],
            inputName: "input",
          };
          const decoder = new TextLineFormat("UTF-8").createDecoder(range);
          const found: string[] = [];
          for (let offset = first; offset < bytes.length && !decoder.isDone; offset += portion) {
            decoder.push(bytes.subarray(offset, offset + portion));
            for (let line = decoder.next(); line !== undefined; line = decoder.next())
              found.push(line);
          }
          decoder.end();
          for (let line = decoder.next(); line !== undefined; line = decoder.next())
            found.push(line);
          return found;
        });
        expect(lines).toEqual(expected);
      },
    ),
  );
});
