/**
 * Typed keys of the configuration: PyFlink's `ConfigOptions.key("k").intType().defaultValue(1)`, and the value types behind.
 *
 * A value is kept as text; a type reads it and says what it expects. Nothing here knows which keys exist.
 */
import { Duration, parseDuration } from "./duration.ts";
import { streamError } from "./stream-error.ts";

/** How the values of a key are written. */
export interface ConfigType<T> {
  readonly name:
    | "string"
    | "int"
    | "float"
    | "boolean"
    | "duration"
    | "memory"
    | "enum"
    | "map"
    | "list";
  /** What a value looks like, to stand after "it takes". */
  readonly expected: string;
  /** Reads a value; `undefined` where the text is none. */
  parse(text: string): T | undefined;
  format(value: T): string;
}

export const stringType: ConfigType<string> = {
  name: "string",
  expected: "a text",
  parse: (text) => text,
  format: String,
};

export const booleanType: ConfigType<boolean> = {
  name: "boolean",
  expected: "true or false",
  parse(text) {
    const word = text.trim().toLowerCase();
    return word === "true" ? true : word === "false" ? false : undefined;
  },
  format: String,
};

export const floatType: ConfigType<number> = {
  name: "float",
  expected: "a number",
  parse(text) {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  },
  format: String,
};

/** A duration of at least 0, as Flink writes it. */
export const durationType: ConfigType<Duration> = {
  name: "duration",
  expected: "a duration such as 200 ms, 5 s or 1 min",
  parse(text) {
    const ms = parseDuration(text);
    return ms === undefined ? undefined : Duration.ofMillis(ms);
  },
  format: String,
};

const memoryUnits: readonly (readonly [unit: RegExp, sizeBytes: number])[] = [
  [/^(b|bytes?)?$/, 1],
  [/^(k|kb|kibibytes?)$/, 2 ** 10],
  [/^(m|mb|mebibytes?)$/, 2 ** 20],
  [/^(g|gb|gibibytes?)$/, 2 ** 30],
  [/^(t|tb|tebibytes?)$/, 2 ** 40],
];

/** A size in bytes; units are binary, as Flink's MemorySize: `1 kb` is 1,024. */
export const memoryType: ConfigType<number> = {
  name: "memory",
  expected: "a size such as 64 kb or 32 mb",
  parse(text) {
    const [, digits = "", unit = "?"] = /^(\d+)\s*([a-z]*)$/.exec(text.trim().toLowerCase()) ?? [];
    const size = memoryUnits.find(([pattern]) => pattern.test(unit))?.[1];
    return size === undefined || digits === "" ? undefined : Number(digits) * size;
  },
  format: (sizeBytes) => `${sizeBytes} bytes`,
};

/** Pairs as Flink writes them: `key1:value1,key2:value2`; quotes `'…'` protect separators, `;` of lists too. */
export const mapType: ConfigType<ReadonlyMap<string, string>> = {
  name: "map",
  expected: "pairs such as key1:value1,key2:value2",
  parse(text) {
    const pairs = new Map<string, string>();
    if (text.trim() === "") return pairs;
    for (const part of splitQuoted(text, ",")) {
      const [key, ...rest] = splitQuoted(part, ":");
      if (key === undefined || rest.length === 0) return undefined;
      pairs.set(unquote(key), unquote(rest.join(":")));
    }
    return pairs;
  },
  format: (pairs) => [...pairs].map(([key, value]) => `${quote(key)}:${quote(value)}`).join(","),
};

/** A whole number between two limits, both included. */
export function intType(from: number, to: number): ConfigType<number> {
  return {
    name: "int",
    expected: `a whole number from ${from} to ${to}`,
    parse(text) {
      const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
      return value >= from && value <= to ? value : undefined;
    },
    format: String,
  };
}

/** One of some words; case and `-` for `_` do not matter, and the word is returned as it is listed. */
export function enumType<const Word extends string>(...words: readonly Word[]): ConfigType<Word> {
  return {
    name: "enum",
    expected: `one of ${words.join(", ")}`,
    parse: (text) => words.find((word) => foldWord(word) === foldWord(text)),
    format: String,
  };
}

/**
 * A key with its type and default. Never changes.
 *
 * @example
 * ```ts
 * import { ConfigOptions, Configuration } from "millrace";
 *
 * const RETRIES = ConfigOptions.key("my.retries").intType().defaultValue(3);
 * new Configuration().get(RETRIES); // => 3
 * ```
 */
export class ConfigOption<T> {
  readonly key: string;
  readonly type: ConfigType<NonNullable<T>>;
  readonly defaultValue: T;

  constructor(key: string, type: ConfigType<NonNullable<T>>, defaultValue: T) {
    this.key = key;
    this.type = type;
    this.defaultValue = defaultValue;
  }

  /** Reads a value of this key; throws `CONFIG_WRONG_VALUE`. */
  parse(text: string): NonNullable<T> {
    return parseConfigValue(this.key, this.type, text);
  }
}

/** Reads the value of a key; throws `CONFIG_WRONG_VALUE` naming key, value and what is expected. */
export function parseConfigValue<T>(key: string, type: ConfigType<T>, text: string): T {
  const value = type.parse(text);
  if (value === undefined) {
    throw streamError("CONFIG_WRONG_VALUE", {
      key,
      value: JSON.stringify(text),
      expected: type.expected,
    });
  }
  return value;
}

/** Flink's nested names. */
export declare namespace ConfigOptions {
  /** Default step of the builder. */
  interface TypedConfigOptionBuilder<T> {
    defaultValue(value: T): ConfigOption<T>;
    /** The option reads as `null` where it is not set. */
    noDefaultValue(): ConfigOption<T | null>;
  }

  /** Type step of the builder. */
  interface OptionBuilder {
    booleanType(): TypedConfigOptionBuilder<boolean>;
    /** 32-bit whole numbers. */
    intType(): TypedConfigOptionBuilder<number>;
    /** Whole numbers that a JavaScript number holds exactly. */
    longType(): TypedConfigOptionBuilder<number>;
    floatType(): TypedConfigOptionBuilder<number>;
    doubleType(): TypedConfigOptionBuilder<number>;
    stringType(): TypedConfigOptionBuilder<string>;
    durationType(): TypedConfigOptionBuilder<Duration>;
  }
}

/** Builds typed keys; see `ConfigOption`. */
export const ConfigOptions: { key(key: string): ConfigOptions.OptionBuilder } = Object.freeze({
  key(key: string): ConfigOptions.OptionBuilder {
    return {
      booleanType: () => builderOf(key, booleanType),
      intType: () => builderOf(key, intType(-(2 ** 31), 2 ** 31 - 1)),
      longType: () => builderOf(key, intType(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)),
      floatType: () => builderOf(key, floatType),
      doubleType: () => builderOf(key, floatType),
      stringType: () => builderOf(key, stringType),
      durationType: () => builderOf(key, durationType),
    };
  },
});

function builderOf<T extends {}>(
  key: string,
  type: ConfigType<T>,
): ConfigOptions.TypedConfigOptionBuilder<T> {
  return {
    defaultValue: (value) => new ConfigOption<T>(key, type as ConfigType<NonNullable<T>>, value), // T excludes null already
    noDefaultValue: () => new ConfigOption<T | null>(key, type as ConfigType<NonNullable<T>>, null), // as above
  };
}

function foldWord(word: string): string {
  return word.trim().toUpperCase().replaceAll("-", "_");
}

/** Splits where a separator stands outside of single quotes. @internal */
export function splitQuoted(text: string, separator: string): string[] {
  const parts = [""];
  let isQuoted = false;
  for (const character of text) {
    if (character === "'") isQuoted = !isQuoted;
    if (character === separator && !isQuoted) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function unquote(text: string): string {
  const [, inner] = /^\s*'([\s\S]*)'\s*$/.exec(text) ?? [];
  return inner === undefined ? text.trim() : inner.replaceAll("''", "'");
}

function quote(text: string): string {
  return /[,:;'\s]/.test(text) || text === "" ? `'${text.replaceAll("'", "''")}'` : text;
}
