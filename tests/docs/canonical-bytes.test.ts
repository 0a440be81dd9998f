/** The page about canonical bytes shows the golden vectors and widenings that the code has, and the vectors hold. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { widenings } from "../../packages/core/src/types/serializers/adapt-scalar.ts";
import { ByteInput } from "../../packages/core/src/types/serializers/byte-input.ts";
import { ByteOutput } from "../../packages/core/src/types/serializers/byte-output.ts";
import { byteVectors } from "../../packages/core/src/types/serializers/byte-vectors.ts";
import { serializerOf } from "../../packages/core/src/types/serializers/serializer-of.ts";
import { seen } from "../property/typed-values.ts";

const page = readFileSync(
  new URL("../../docs/reference/canonical-bytes.md", import.meta.url),
  "utf8",
);

function table(name: string): string {
  const [, text = "", ...others] = page.split(new RegExp(`<!-- (?:end of )?${name} -->\n`));
  expect(others).toHaveLength(1);
  return text;
}

describe.each(["allowed", "forbidden"] as const)("with code generation %s", (codeGeneration) => {
  test.each(byteVectors)("$type.text $text", ({ type, value, bytes }) => {
    const serializer = serializerOf(type, codeGeneration);
    const output = new ByteOutput();
    serializer.write(value, output);
    expect(Buffer.from(output.take()).toString("hex")).toBe(bytes);
    const input = new ByteInput(Uint8Array.from(Buffer.from(bytes, "hex")), "vector");
    expect(seen(serializer.read(input))).toEqual(seen(value));
    expect(input.remaining).toBe(0);
  });
});

test("the page shows the vectors", () => {
  const rows = byteVectors.map(
    ({ type, text, bytes }) => `| \`${type.text}\` | ${text} | \`${bytes}\` |\n`,
  );
  expect(table("vectors")).toBe(`| type | value | bytes |\n| --- | --- | --- |\n${rows.join("")}`);
});

test("the page shows the widenings", () => {
  const rows = widenings().map(([stored, current]) => `| ${stored} | ${current.join(", ")} |\n`);
  expect(table("widenings")).toBe(`| stored | may become |\n| --- | --- |\n${rows.join("")}`);
});
