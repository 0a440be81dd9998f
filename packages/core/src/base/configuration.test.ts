import { describe, expect, test } from "vitest";
import { ConfigOptions } from "./config-option.ts";
import { Configuration } from "./configuration.ts";
import { Duration } from "./duration.ts";

// covers: Configuration.setString
test("a configuration is empty or a copy of another one (CF-01)", () => {
  const original = new Configuration().setString("k1", "v1");
  const copy = new Configuration(original);
  copy.setString("k2", "v2");
  expect(new Configuration().toDict()).toEqual({});
  expect(original.toDict()).toEqual({ k1: "v1" });
  expect(copy.toDict()).toEqual({ k1: "v1", k2: "v2" });
  expect(Configuration.fromDict({ k1: "v1", k2: 1, k3: true }).toDict()).toEqual({
    k1: "v1",
    k2: "1",
    k3: "true",
  });
});

// covers: Configuration.setBoolean, Configuration.setBytearray, Configuration.setFloat
// covers: Configuration.setInteger
test("typed values come back by their typed getters (CF-02)", () => {
  const configuration = new Configuration()
    .setString("str", "v1")
    .setInteger("int", 2)
    .setBoolean("bool", true)
    .setFloat("float", 0.5)
    .setBytearray("bytes", Uint8Array.of(1, 2, 3));
  expect(configuration.getString("str", "")).toBe("v1");
  expect(configuration.getInteger("int", 0)).toBe(2);
  expect(configuration.getBoolean("bool", false)).toBe(true);
  expect(configuration.getFloat("float", 0)).toBe(0.5);
  expect(configuration.getBytearray("bytes", new Uint8Array(0))).toEqual(Uint8Array.of(1, 2, 3));
});

// covers: Configuration.getBoolean, Configuration.getBytearray, Configuration.getFloat
// covers: Configuration.getInteger, Configuration.getString
test("defaults stand in for missing keys, null too", () => {
  const configuration = new Configuration();
  expect(configuration.getString("k", null)).toBeNull();
  expect(configuration.getInteger("k", 7)).toBe(7);
  expect(configuration.getBoolean("k", true)).toBe(true);
  expect(configuration.getFloat("k", 1.5)).toBe(1.5);
  expect(configuration.getBytearray("k", undefined)).toBeUndefined();
});

describe("values of the wrong kind are refused with key, value and what is expected", () => {
  const text = new Configuration().setString("k", "abc!");
  test.each([
    [
      "getInteger",
      () => text.getInteger("k", 0),
      "a whole number from -9007199254740991 to 9007199254740991",
    ],
    ["getBoolean", () => text.getBoolean("k", true), "true or false"],
    ["getFloat", () => text.getFloat("k", 0), "a number"],
    ["getBytearray", () => text.getBytearray("k", null), "bytes in base64"],
  ])("%s", (_, read, expected) => {
    expect(read).toThrowError(
      expect.objectContaining({
        code: "CONFIG_WRONG_VALUE",
        values: { key: "k", value: '"abc!"', expected },
      }),
    );
  });

  test.each([
    ["setInteger", () => text.setInteger("k", 1.5), "1.5"],
    ["setFloat", () => text.setFloat("k", Number.NaN), "NaN"],
    ["setBoolean", () => text.setBoolean("k", "yes" as never), '"yes"'],
    ["setString", () => text.setString("k", 5 as never), "5"],
  ])("%s", (_, write, value) => {
    expect(write).toThrowError(
      expect.objectContaining({
        code: "CONFIG_WRONG_VALUE",
        values: expect.objectContaining({ key: "k", value }),
      }),
    );
    expect(text.toDict()).toEqual({ k: "abc!" });
  });
});

// covers: Configuration.containsKey, Configuration.fromDict, Configuration.keySet
// covers: Configuration.removeConfig
test("keys are listed, asked for and removed (CF-03)", () => {
  const configuration = Configuration.fromDict({ k1: "v1", k2: "v2", k3: "v3" });
  expect(configuration.keySet()).toEqual(new Set(["k1", "k2", "k3"]));
  expect(configuration.containsKey("k1")).toBe(true);
  expect(configuration.removeConfig("k1")).toBe(true);
  expect(configuration.removeConfig("k1")).toBe(false);
  expect(configuration.containsKey("k1")).toBe(false);
});

// covers: Configuration.addAll, Configuration.addAllToDict, Configuration.toDict
test("addAll copies the settings, with a prefix before each key where one is given (CF-05)", () => {
  const other = Configuration.fromDict({ k1: "v1" });
  expect(new Configuration().addAll(other).toDict()).toEqual({ k1: "v1" });
  expect(new Configuration().addAll(other, "conf_").toDict()).toEqual({ conf_k1: "v1" });
  const target = { there: 1 };
  other.addAllToDict(target);
  expect(target).toEqual({ there: 1, k1: "v1" });
});

test("equality, text and dictionary go by content (CF-06, CF-07, CF-08)", () => {
  const configuration = new Configuration()
    .setString("k1", "v1")
    .setInteger("k2", 1)
    .setFloat("k3", 1.2)
    .setBoolean("k4", true);
  const copy = new Configuration(configuration);
  expect(copy.equals(configuration)).toBe(true);
  expect(copy.setString("k1", "v2").equals(configuration)).toBe(false);
  expect(copy.equals(new Configuration())).toBe(false);
  expect(configuration.toDict()).toEqual({ k1: "v1", k2: "1", k3: "1.2", k4: "true" });
  expect(String(Configuration.fromDict({ k1: "v1", k2: 1 }))).toBe("{k1=v1, k2=1}");
});

test("__proto__ and constructor are ordinary keys", () => {
  const configuration = new Configuration()
    .setString("__proto__", "a")
    .setString("constructor", "b");
  const dictionary = configuration.toDict();
  const target: Record<string, unknown> = {};
  configuration.addAllToDict(target);
  for (const object of [dictionary, target]) {
    expect(Object.entries(object)).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
    expect(Object.getPrototypeOf(object)).toBe(Object.prototype);
  }
  expect(new Configuration().containsKey("toString")).toBe(false);
  expect(Configuration.fromDict(JSON.parse('{"__proto__":"x"}')).getString("__proto__", null)).toBe(
    "x",
  );
});

// covers: Configuration.parseListValue
test("list values are YAML lists or parts separated by semicolons", () => {
  expect(Configuration.parseListValue("")).toEqual([]);
  expect(Configuration.parseListValue("a;b; c")).toEqual(["a", "b", "c"]);
  expect(Configuration.parseListValue("[\"a;1\", 'b', c]")).toEqual(["a;1", "b", "c"]);
});

// covers: ConfigOptions.key
// covers: ConfigOptions.OptionBuilder.intType, ConfigOptions.TypedConfigOptionBuilder.defaultValue
// covers: ConfigOptions.TypedConfigOptionBuilder.noDefaultValue
test("typed options read and write by their type", () => {
  const delay = ConfigOptions.key("my.delay").durationType().defaultValue(Duration.ofSeconds(1));
  const size = ConfigOptions.key("my.size").intType().noDefaultValue();
  const configuration = new Configuration();
  expect(configuration.get(delay)).toEqual(Duration.ofSeconds(1));
  expect(configuration.get(size)).toBeNull();
  configuration.set(delay, Duration.ofMinutes(2)).set(size, 5);
  expect(configuration.toDict()).toEqual({ "my.delay": "2 min", "my.size": "5" });
  expect(configuration.get(delay).toMillis()).toBe(120_000);
  expect(configuration.get(size)).toBe(5);
  expect(() => configuration.set(size, 2 ** 31)).toThrowError(
    expect.objectContaining({ code: "CONFIG_WRONG_VALUE" }),
  );
});
