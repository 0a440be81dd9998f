/**
 * `Configuration`, as PyFlink's: settings by key, kept as text, read by type.
 *
 * Keys are data (`__proto__` is an ordinary key): they live in a Map and are never used as names of properties, except
 * in the plain objects that `toDict` creates and `addAllToDict` fills, where they are defined as own properties.
 */
import {
  booleanType,
  type ConfigOption,
  type ConfigType,
  floatType,
  intType,
} from "./config-option.ts";
import { murmur3x32 } from "./murmur.ts";
import { streamError } from "./stream-error.ts";

const integerType = intType(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);

/**
 * Settings by key.
 *
 * @example
 * ```ts
 * import { Configuration } from "millrace";
 *
 * const configuration = new Configuration().setInteger("parallelism.default", 2);
 * configuration.getString("parallelism.default", "1"); // => "2"
 * ```
 */
export class Configuration {
  readonly #values = new Map<string, string>();

  /** Empty, or a copy of another configuration or Map of texts. */
  constructor(other?: Configuration | ReadonlyMap<string, string>) {
    if (other instanceof Configuration) this.addAll(other);
    else if (other !== undefined) for (const [key, value] of other) this.#values.set(key, value);
  }

  /** Builds a configuration from a plain object. */
  static fromDict(map: Readonly<Record<string, string | number | boolean>>): Configuration {
    return new Configuration(
      new Map(Object.entries(map).map(([key, value]) => [key, String(value)])),
    );
  }

  getString<Default extends string | null | undefined>(
    key: string,
    defaultValue: Default,
  ): string | Default {
    return this.#values.get(key) ?? defaultValue;
  }

  setString(key: string, value: string): this {
    return this.#put(key, value);
  }

  /** A whole number; throws `CONFIG_WRONG_VALUE` where the value is none that a number holds exactly. */
  getInteger<Default extends number | null | undefined>(
    key: string,
    defaultValue: Default,
  ): number | Default {
    return this.#read(key, integerType, defaultValue);
  }

  setInteger(key: string, value: number): this {
    return this.#putTyped(key, value, integerType);
  }

  /** `true` or `false` in any case; throws `CONFIG_WRONG_VALUE` for everything else. */
  getBoolean<Default extends boolean | null | undefined>(
    key: string,
    defaultValue: Default,
  ): boolean | Default {
    return this.#read(key, booleanType, defaultValue);
  }

  setBoolean(key: string, value: boolean): this {
    return this.#putTyped(key, value, booleanType);
  }

  /** A number; throws `CONFIG_WRONG_VALUE` where the value is none. */
  getFloat<Default extends number | null | undefined>(
    key: string,
    defaultValue: Default,
  ): number | Default {
    return this.#read(key, floatType, defaultValue);
  }

  setFloat(key: string, value: number): this {
    return this.#putTyped(key, value, floatType);
  }

  /** Bytes, kept as base64; throws `CONFIG_WRONG_VALUE` where the value is not base64. */
  getBytearray<Default extends Uint8Array | null | undefined>(
    key: string,
    defaultValue: Default,
  ): Uint8Array | Default {
    return this.#read(key, bytesType, defaultValue);
  }

  setBytearray(key: string, value: Uint8Array): this {
    return this.#put(key, bytesToBase64(value));
  }

  /** The value of a typed key, or its default; throws `CONFIG_WRONG_VALUE`. */
  get<T>(option: ConfigOption<T>): T {
    const text = this.#values.get(option.key);
    return text === undefined ? option.defaultValue : option.parse(text);
  }

  /** Sets a typed key. */
  set<T>(option: ConfigOption<T>, value: NonNullable<T>): this {
    return this.#putTyped(option.key, value, option.type);
  }

  /** The keys, in the order in which they were first set. */
  keySet(): Set<string> {
    return new Set(this.#values.keys());
  }

  containsKey(key: string): boolean {
    return this.#values.has(key);
  }

  /** Removes a key; false where it was not set. */
  removeConfig(key: string): boolean {
    return this.#values.delete(key);
  }

  /** Takes all settings of another configuration over, with `prefix` before their keys. */
  addAll(other: Configuration, prefix = ""): this {
    for (const [key, value] of other.toMap()) this.#values.set(prefix + key, value);
    return this;
  }

  /** Defines all settings as properties of a plain object. */
  addAllToDict(targetDict: Record<string, unknown>): void {
    for (const [key, value] of this.#values) {
      Object.defineProperty(targetDict, key, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }

  /** A plain object with all settings as text. */
  toDict(): Record<string, string> {
    return Object.fromEntries(this.#values);
  }

  /** A new Map with all settings as text: what plans and contexts carry. */
  toMap(): Map<string, string> {
    return new Map(this.#values);
  }

  /** A list value: a YAML list (`["a", "b"]`, `[a, b]`) or parts separated by `;`; empty text is an empty list. */
  static parseListValue(value: string): string[] {
    const text = value.trim();
    const [, inner] = /^\[([\s\S]*)\]$/.exec(text) ?? [];
    const parts = inner === undefined ? text.split(";") : inner.split(",");
    return parts
      .map((part) => part.trim().replace(/^(["'])([\s\S]*)\1$/, "$2"))
      .filter((part) => part !== "");
  }

  /** Equal where the same keys have the same text. */
  equals(other: unknown): boolean {
    if (!(other instanceof Configuration) || other.#values.size !== this.#values.size) return false;
    for (const [key, value] of this.#values) if (other.#values.get(key) !== value) return false;
    return true;
  }

  /** A 32-bit hash; equal configurations have equal ones. */
  hashCode(): number {
    let hash = this.#values.size;
    // A sum, because the order of the keys does not count.
    for (const [key, value] of this.#values)
      hash = (hash + murmur3x32(new TextEncoder().encode(`${key}=${value}`))) | 0;
    return hash;
  }

  /** `{k1=v1, k2=1}`. */
  toString(): string {
    return `{${[...this.#values].map(([key, value]) => `${key}=${value}`).join(", ")}}`;
  }

  #put(key: string, value: string): this {
    if (typeof key !== "string" || typeof value !== "string")
      throw wrongValue(String(key), value, "a text");
    this.#values.set(key, value);
    return this;
  }

  #putTyped<T>(key: string, value: T, type: ConfigType<T>): this {
    const text = type.format(value);
    if (type.parse(text) === undefined) throw wrongValue(key, value, type.expected);
    return this.#put(key, text);
  }

  #read<T, Default>(key: string, type: ConfigType<T>, defaultValue: Default): T | Default {
    const text = this.#values.get(key);
    if (text === undefined) return defaultValue;
    const value = type.parse(text);
    if (value === undefined) throw wrongValue(key, text, type.expected);
    return value;
  }
}

const bytesType: ConfigType<Uint8Array> = {
  name: "string",
  expected: "bytes in base64",
  parse(text) {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text))
      return undefined;
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  },
  format: bytesToBase64,
};

function bytesToBase64(bytes: Uint8Array): string {
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  return btoa(characters);
}

function wrongValue(key: string, value: unknown, expected: string): Error {
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return streamError("CONFIG_WRONG_VALUE", { key, value: text, expected });
}
