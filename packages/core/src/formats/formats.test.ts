/** Encoders and schemas of text. */
import { expect, test } from "vitest";
import type { EncoderOutput } from "../connector/record-encoder.ts";
import { textOf } from "../types/text.ts";
import { Encoder } from "./encoder.ts";
import { SimpleStringEncoder } from "./simple-string-encoder.ts";
import { SimpleStringSchema } from "./simple-string-schema.ts";
import { StreamFormat } from "./stream-format.ts";

function encoded(encoder: SimpleStringEncoder, ...records: unknown[]): number[] {
  const bytes: number[] = [];
  const output: EncoderOutput = {
    textOf,
    write: (piece) => void bytes.push(...piece),
    writeText: (text) => void bytes.push(...new TextEncoder().encode(text)),
  };
  for (const record of records) encoder.encode(record, output);
  return bytes;
}

test("a simple string encoder writes the text form of each record and a line end", () => {
  const text = new TextDecoder().decode(
    Uint8Array.from(encoded(new SimpleStringEncoder(), "größe", 1, [1, "a"], { id: 1 })),
  );
  expect(text).toBe('größe\n1\n[1,"a"]\n{"id":1}\n');
});

// covers: Encoder.simpleStringEncoder
test("a simple string encoder writes the charset that is asked for", () => {
  expect(encoded(Encoder.simpleStringEncoder("ISO-8859-1"), "é")).toEqual([0xe9, 10]);
  expect(encoded(Encoder.simpleStringEncoder("UTF-16LE"), "é")).toEqual([0xe9, 0, 10, 0]);
});

test("characters that a charset has not, and unknown charsets, are errors", () => {
  const missing = expect.objectContaining({
    code: "CONNECTOR_TEXT_NOT_ENCODABLE",
    values: { character: "🙂", charset: "latin1" },
  });
  expect(() => encoded(new SimpleStringEncoder("latin1"), "a🙂")).toThrow(missing);
  expect(() => new SimpleStringEncoder("klingon")).toThrow(
    expect.objectContaining({ code: "CONNECTOR_UNKNOWN_CHARSET" }),
  );
});

test("a simple string schema reads what it writes", () => {
  for (const charset of ["UTF-8", "ISO-8859-1", "UTF-16BE"]) {
    const schema = new SimpleStringSchema(charset);
    expect(schema.deserialize(schema.serialize("größe"))).toBe("größe");
  }
});

test("a schema of a charset that can only be read is refused when it writes", () => {
  const schema = new SimpleStringSchema("Shift_JIS");
  expect(schema.deserialize(Uint8Array.of(0x83, 0x65))).toBe("テ");
  expect(() => schema.serialize("テ")).toThrow(
    expect.objectContaining({ code: "CONNECTOR_UNKNOWN_CHARSET" }),
  );
});

// covers: StreamFormat.textLineFormat
test("text lines are UTF-8 unless another charset is named", () => {
  expect(StreamFormat.textLineFormat()).toMatchObject({ charsetName: "UTF-8", isSplittable: true });
  expect(StreamFormat.textLineFormat("UTF-16LE")).toMatchObject({
    charsetName: "UTF-16LE",
    isSplittable: false,
  });
});
