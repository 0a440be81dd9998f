import { expect, test } from "vitest";
import { newJobId, parseJobId, parseOperatorId, parseVertexId } from "./ids.ts";

test("a job id is 16 random bytes as 32 hexadecimal digits", () => {
  const id = newJobId({
    bytes: (count) => Uint8Array.from({ length: count }, (_, index) => index * 16 + 1),
  });
  expect(id).toBe("0111213141516171819 1a1b1c1d1e1f1".replace(" ", ""));
});

test.each([parseJobId, parseOperatorId, parseVertexId])(
  "ids are read only where they are 32 hexadecimal digits",
  (parse) => {
    const id = "0123456789abcdef0123456789abcdef";
    expect(parse(id)).toBe(id);
    expect(
      ["", id.toUpperCase(), id.slice(1), `${id}0`, "g".repeat(32)].map((text) => parse(text)),
    ).toEqual([undefined, undefined, undefined, undefined, undefined]);
  },
);
