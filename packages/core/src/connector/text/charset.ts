/**
 * Character sets by the names that Java and Flink use: how text is decoded, encoded, and where lines may be looked for.
 *
 * ISO-8859-1 and US-ASCII are decoded here, because `TextDecoder` takes windows-1252 for them.
 */
import { streamError } from "../../base/stream-error.ts";

/** Decodes bytes. */
export interface TextDecoding {
  /** The canonical name, lower case. */
  readonly name: string;
  /** True where byte 10 is always the character `\n`: lines can be cut in bytes, and each line decoded by itself. */
  readonly hasByteNewlines: boolean;
  /** A decoder for one stream of portions; `flush` ends it. Broken bytes become U+FFFD. A byte order mark is kept. */
  createDecoder(): (bytes: Uint8Array, flush: boolean) => string;
}

const SINGLE_BYTE = new Map([
  ["iso-8859-1", 0xff], ["iso8859-1", 0xff], ["iso_8859-1", 0xff], ["latin1", 0xff],
  ["us-ascii", 0x7f], ["ascii", 0x7f],
]); // biome-ignore format: a table
const WITHOUT_BYTE_NEWLINES = new Set(["utf-16le", "utf-16be", "iso-2022-jp"]);

/** The decoding of a charset; an unknown one is `CONNECTOR_UNKNOWN_CHARSET`. */
export function textDecoding(charset: string): TextDecoding {
  const name = charset.toLowerCase();
  const largest = SINGLE_BYTE.get(name);
  if (largest !== undefined) {
    return {
      name,
      hasByteNewlines: true,
      createDecoder: () => (bytes) => decodeSingleBytes(bytes, largest),
    };
  }
  if (name === "utf-16") return { name, hasByteNewlines: false, createDecoder: createUtf16Decoder };
  let canonical: string;
  try {
    canonical = new TextDecoder(name).encoding;
  } catch (cause) {
    throw streamError("CONNECTOR_UNKNOWN_CHARSET", { charset, use: "reading" }, { cause });
  }
  return {
    name: canonical,
    hasByteNewlines: !WITHOUT_BYTE_NEWLINES.has(canonical),
    createDecoder() {
      const decoder = new TextDecoder(canonical, { ignoreBOM: true });
      return (bytes, flush) => decoder.decode(bytes, { stream: !flush });
    },
  };
}

/** Encodes text in a charset; an unknown one is `CONNECTOR_UNKNOWN_CHARSET`, at once. */
export function textEncoding(charset: string): (text: string) => Uint8Array {
  const name = charset.toLowerCase();
  if (name === "utf-8" || name === "utf8") {
    const encoder = new TextEncoder();
    return (text) => encoder.encode(text);
  }
  const largest = SINGLE_BYTE.get(name);
  if (largest !== undefined) return (text) => encodeSingleBytes(text, largest, charset);
  if (name === "utf-16le") return (text) => encodeUtf16(text, true);
  if (name === "utf-16be") return (text) => encodeUtf16(text, false);
  throw streamError("CONNECTOR_UNKNOWN_CHARSET", { charset, use: "writing" });
}

/** True where `charset` is UTF-8. */
export function isUtf8(charset: string): boolean {
  return /^utf-?8$/i.test(charset);
}

const PORTION = 4096;

function decodeSingleBytes(bytes: Uint8Array, largest: number): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PORTION) {
    const portion = bytes.subarray(start, start + PORTION);
    const codes =
      largest === 0xff
        ? portion
        : Uint16Array.from(portion, (byte) => (byte > largest ? 0xfffd : byte));
    text += String.fromCharCode(...codes);
  }
  return text;
}

function encodeSingleBytes(text: string, largest: number, charset: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > largest) {
      const character = String.fromCodePoint(text.codePointAt(index) ?? code);
      throw streamError("CONNECTOR_TEXT_NOT_ENCODABLE", { character, charset });
    }
    bytes[index] = code;
  }
  return bytes;
}

function encodeUtf16(text: string, isLittleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), isLittleEndian);
  }
  return bytes;
}

/** The byte order mark decides, as in Java; without one it is big endian. */
function createUtf16Decoder(): (bytes: Uint8Array, flush: boolean) => string {
  let head: Uint8Array = new Uint8Array(0);
  let decode: ((bytes: Uint8Array, options: { stream: boolean }) => string) | undefined;
  return (bytes, flush) => {
    let input = bytes;
    if (decode === undefined) {
      input = new Uint8Array(head.length + bytes.length);
      input.set(head);
      input.set(bytes, head.length);
      head = input;
      if (input.length < 2 && !flush) return "";
      const isLittleEndian = input[0] === 0xff && input[1] === 0xfe;
      const decoder = new TextDecoder(isLittleEndian ? "utf-16le" : "utf-16be", {
        ignoreBOM: true,
      });
      decode = (portion, options) => decoder.decode(portion, options);
    }
    return decode(input, { stream: !flush });
  };
}
