/**
 * The canonical encoding of keys (S2): it alone defines which keys are equal, how they hash, and how BATCH sorts them.
 *
 * K1 Equal by value, whatever the declared type or width: `1`, `1n` and a SHORT 1 are equal, `-0` equals `0`, `NaN` equals `NaN`.
 * K2 Different values have different bytes, and no encoding is a prefix of another: every part has a tag and a length.
 * K3 Rows, tuples and arrays of the same fields are equal; so are instances and plain objects. No class name is encoded.
 * K4 Fields are sorted by name; fields that are `undefined` count as missing. Maps and sets are sorted by their bytes.
 * K5 `keyHash` is murmur3 over `encodeKey`, `lookupKey` is equal exactly where `encodeKey` is; both have shorter ways there.
 *
 * Version 1. The golden vectors in the test hold it: a change is a new version of the checkpoint format.
 */
import { murmur3x32 } from "../base/murmur.ts";
import { encodeValue, KEY_TAGS, keyFormOf } from "./encode-value.ts";
import { KeyBytes } from "./key-bytes.ts";

/** What a `Map` finds a key by. */
export type LookupKey = string | number | bigint | boolean | null;

const SHORT_TEXT = 64; // a length is one byte below 128; longer texts gain nothing by the short way
const COMPOSITE_DEPTH = 20;
const CHUNK = 4096; // arguments of one call of fromCharCode
const COMPOSITE = "\u0000"; // begins the look-up keys that are not the key itself

let spareBytes: KeyBytes | undefined = new KeyBytes(); // lent to one call at a time; nothing stays in it
const scratch = new Uint8Array(SHORT_TEXT + 2); // of keyHash alone, full only within one call

/** The canonical bytes of a key; the caller owns them. Throws `TYPE_NOT_A_KEY`, naming the place in the key. */
export function encodeKey(key: unknown): Uint8Array {
  return withBytes(key, takeBytes);
}

/** The 32-bit hash that places a key: murmur3 over its canonical bytes. */
export function keyHash(key: unknown): number {
  if (typeof key === "number" && (key | 0) === key) {
    scratch[0] = KEY_TAGS.int32;
    scratch[1] = (key >>> 24) ^ 0x80;
    scratch[2] = key >>> 16;
    scratch[3] = key >>> 8;
    scratch[4] = key;
    return murmur3x32(scratch, 0, 5);
  }
  if (typeof key === "string" && key.length <= SHORT_TEXT && writeAscii(key))
    return murmur3x32(scratch, 0, key.length + 2);
  return withBytes(key, hashBytes);
}

/**
 * The primitive by which a `Map` finds the key by value.
 *
 * Strings, numbers, booleans and null are themselves; bigints that a number can hold are that number. A composite is a
 * string that begins with U+0000; so is a plain string that itself begins so, and no two different keys share one.
 */
export function lookupKey(key: unknown): LookupKey {
  switch (typeof key) {
    case "string":
      return key.charCodeAt(0) === 0 ? `${COMPOSITE}${textPart(key)}` : key;
    case "number":
      return key === 0 ? 0 : key; // not -0
    case "boolean":
      return key;
    case "bigint":
      return lookupInteger(key);
    case "object":
      return key === null ? null : compositeKey(key);
    case "undefined":
    case "function":
    case "symbol":
      return COMPOSITE + bytesPart(key); // which refuses them
  }
}

/** Encodes a key into the spare buffer, or a new one where a key's own code (a getter) encodes another key meanwhile. */
function withBytes<R>(key: unknown, read: (bytes: KeyBytes) => R): R {
  const bytes = spareBytes ?? new KeyBytes();
  spareBytes = undefined;
  try {
    encodeValue(key, bytes, "key", 0);
    return read(bytes);
  } finally {
    bytes.clear();
    spareBytes = bytes;
  }
}

function takeBytes(bytes: KeyBytes): Uint8Array {
  return bytes.take();
}

function hashBytes(bytes: KeyBytes): number {
  return bytes.hash();
}

function compositeKey(key: object): string {
  try {
    return COMPOSITE + objectPart(key, 0);
  } catch (error) {
    encodeKey(key); // throws the same, with the place in the whole key
    throw error;
  }
}

/** Fills the scratch with tag, length and characters; false where one is not ASCII. */
function writeAscii(text: string): boolean {
  scratch[0] = KEY_TAGS.text;
  scratch[1] = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) return false;
    scratch[index + 2] = unit;
  }
  return true;
}

function lookupInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isFinite(number) && BigInt(number) === value ? number : value;
}

/** A part of a composite: a letter, and a length or an end mark, so that no part is a prefix of another (K2). */
function lookupPart(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return textPart(value);
    case "number":
      return `n${value};`; // -0 reads as 0
    case "bigint":
      return `n${lookupInteger(value)};`;
    case "boolean":
      return value ? "t" : "f";
    case "object":
      return value === null ? "0" : objectPart(value, depth);
    case "undefined":
    case "function":
    case "symbol":
      return bytesPart(value); // which refuses them
  }
}

function objectPart(value: object, depth: number): string {
  if (depth > COMPOSITE_DEPTH) return bytesPart(value); // which ends at cycles
  const form = keyFormOf(value);
  if (form === "list") return listPart(value as ArrayLike<unknown>, depth); // the form says so
  return form === "fields" ? fieldsPart(value, depth) : bytesPart(value);
}

function textPart(text: string): string {
  return `s${text.length}:${text}`;
}

function listPart(list: ArrayLike<unknown>, depth: number): string {
  let text = `l${list.length}:`;
  for (let index = 0; index < list.length; index++) text += lookupPart(list[index], depth + 1);
  return text;
}

function fieldsPart(value: object, depth: number): string {
  const fields = value as Readonly<Record<string, unknown>>; // own fields are read only
  let [text, count] = ["", 0];
  for (const name of Object.keys(value).sort()) {
    const field = fields[name];
    if (field === undefined) continue;
    count += 1;
    text += textPart(name) + lookupPart(field, depth + 1);
  }
  return `o${count}:${text}`;
}

/** Everything else by its canonical bytes, one character each. */
function bytesPart(value: unknown): string {
  const bytes = encodeKey(value);
  let text = `b${bytes.length}:`;
  for (let start = 0; start < bytes.length; start += CHUNK)
    text += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return text;
}
