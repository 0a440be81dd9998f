/**
 * The values that the parity page builds on are exported: type stripping does not elide imports. The inventory itself
 * is tests/parity; whether the recorded reflection is complete shows an end-to-end test, on the packed package.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as millrace from "millrace";
import * as connector from "millrace/connector";
import * as testing from "millrace/testing";
import { expect, test } from "vitest";
import { repository } from "./source-tree.ts";

type Recorded = Readonly<Record<string, Readonly<Record<string, { readonly kind: string }>>>>;

const recorded = JSON.parse(
  readFileSync(join(repository, "etc/api/reflection.json"), "utf8"),
) as Recorded;

test.each([
  ["millrace", millrace],
  ["millrace/connector", connector],
  ["millrace/testing", testing],
])("%s exports the values of etc/api/reflection.json", (entry, module) => {
  const values = Object.entries(recorded[entry] ?? {})
    .filter(([name, { kind }]) => ["class", "value"].includes(kind) && !name.includes("."))
    .map(([name]) => name);
  expect(values.length).toBeGreaterThan(5);
  expect(values.filter((name) => !Object.hasOwn(module, name))).toEqual([]);
});
