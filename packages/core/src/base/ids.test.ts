import { expect, test } from "vitest";
import { newJobId } from "./ids.ts";

test("a job id is 16 random bytes as 32 hexadecimal digits", () => {
  const id = newJobId({
    bytes: (count) => Uint8Array.from({ length: count }, (_, index) => index * 16 + 1),
  });
  expect(id).toBe("0111213141516171819 1a1b1c1d1e1f1".replace(" ", ""));
});
