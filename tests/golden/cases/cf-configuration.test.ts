/** CF-01 … CF-08: `Configuration`. */
import { Configuration } from "millrace";
import { expect, test } from "vitest";
import { expectCase } from "../../conformance/cases.ts";

const text = (configuration: Configuration) =>
  `{${Object.entries(configuration.toDict())
    .map(([key, value]) => `${key}:${value}`)
    .join(", ")}}`;

test("CF-01 empty at first; a copy has the same", () => {
  expectCase("CF-01", [text(new Configuration())], "empty");
  const given = new Configuration().setString("k1", "v1");
  expectCase("CF-01", [text(new Configuration(given))], "copy");
});

test("CF-02 typed values come back", () => {
  const configuration = new Configuration()
    .setString("text", "v1")
    .setInteger("integer", 2)
    .setBoolean("boolean", true)
    .setFloat("float", 0.5)
    .setBytearray("bytes", Uint8Array.of(1, 2, 3));
  const values = [
    configuration.getString("text", ""),
    configuration.getInteger("integer", 0),
    configuration.getBoolean("boolean", false),
    configuration.getFloat("float", 0),
    [...configuration.getBytearray("bytes", new Uint8Array())],
  ].map((value) => (Array.isArray(value) ? `[${value.join(",")}]` : value));
  expectCase("CF-02", values, "values");
  expect(configuration.getInteger("missing", 7)).toBe(7);
});

test("CF-03 keys are known, and removed once", () => {
  const configuration = new Configuration();
  for (const key of ["k1", "k2", "k3"]) configuration.setString(key, "v");
  expectCase("CF-03", [...configuration.keySet()], "keys");
  expect(configuration.containsKey("k1")).toBe(true);
  const removed = [configuration.removeConfig("k1"), configuration.removeConfig("k1")];
  expectCase("CF-03", removed, "removed");
  expect(configuration.containsKey("k1")).toBe(false);
});

test("CF-05 all of another one, under a prefix too", () => {
  const other = new Configuration().setString("k1", "v1");
  expect(new Configuration().addAll(other).equals(other)).toBe(true);
  expectCase("CF-05", [...new Configuration().addAll(other, "conf_").keySet()], "key");
});

test("CF-06 a copy is equal until it is changed", () => {
  const configuration = new Configuration().setString("k1", "v1");
  const copy = new Configuration(configuration);
  const compared = () => (configuration.equals(copy) ? "equals" : "unequal");
  expectCase("CF-06", [compared(), (copy.setString("k1", "v2"), compared())], "result");
});

test("CF-07 a dictionary of texts", () => {
  const configuration = new Configuration()
    .setString("k1", "v1")
    .setInteger("k2", 1)
    .setFloat("k3", 1.2)
    .setBoolean("k4", true);
  expectCase("CF-07", Object.values(configuration.toDict()), "dictionary");
});

test("CF-08 equal by content, and so is the text", () => {
  const make = () => new Configuration().setString("k1", "v1").setInteger("k2", 1);
  expect([make().equals(make()), make().hashCode() === make().hashCode()]).toEqual([true, true]);
  expectCase("CF-08", [String(make())], "text");
});
