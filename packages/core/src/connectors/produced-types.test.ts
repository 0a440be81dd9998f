import { expect, test } from "vitest";
import { SimpleStringSchema } from "../formats/simple-string-schema.ts";
import { StreamFormat } from "../formats/stream-format.ts";
import { FileSource } from "./file-source/file-source.ts";
import { NumberSequenceSource } from "./number-sequence-source.ts";
import { SocketTextSource } from "./socket-text-source.ts";

test("sources and schemas whose records have one type declare it, so that it need not be repeated", () => {
  const format = StreamFormat.textLineFormat();
  const sources = [
    FileSource.forRecordStreamFormat(format, "a.txt").build(),
    new NumberSequenceSource(1, 2),
    new SocketTextSource({ host: "localhost", port: 1, delimiter: "\n", maxRetries: 0 }),
    new SimpleStringSchema(),
  ];
  expect(sources.map((source) => source.producedType?.text)).toEqual([
    "STRING",
    "LONG",
    "STRING",
    "STRING",
  ]);
});
