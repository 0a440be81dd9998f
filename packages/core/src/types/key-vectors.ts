/** Golden vectors of the key encoding, version 1: keys, their bytes (hexadecimal) and their hash. Never changed, only added to. */
import { BigDecimal } from "./big-decimal.ts";
import { Temporal } from "./temporal.ts";

/** One key and what it must be encoded to. */
export interface KeyVector {
  readonly name: string;
  readonly key: unknown;
  readonly bytes: string;
  readonly hash: number;
}

// biome-ignore format: a table
export const keyVectors: readonly KeyVector[] = [
  { name: "null", key: null, bytes: "00", hash: 1364076727 },
  { name: "false", key: false, bytes: "01", hash: -463810133 },
  { name: "true", key: true, bytes: "02", hash: 1814548639 },
  { name: "zero", key: 0, bytes: "1080000000", hash: -1051099643 },
  { name: "one", key: 1, bytes: "1080000001", hash: -1995022072 },
  { name: "minus one", key: -1, bytes: "107fffffff", hash: -2045017199 },
  { name: "the largest INT", key: 2147483647, bytes: "10ffffffff", hash: -1097880678 },
  { name: "a LONG", key: 2147483648, bytes: "118000000080000000", hash: 455342594 },
  { name: "the smallest LONG", key: -(2n ** 63n), bytes: "110000000000000000", hash: 816883805 },
  { name: "a large integer", key: 2n ** 64n, bytes: "120109010000000000000000", hash: -1719311978 },
  { name: "a negative large integer", key: -(2n ** 64n), bytes: "120009010000000000000000", hash: 1487561420 },
  { name: "a fraction", key: 1.5, bytes: "133ff8000000000000", hash: -1722585734 },
  { name: "NaN", key: Number.NaN, bytes: "137ff8000000000000", hash: -1582676653 },
  { name: "infinity", key: Infinity, bytes: "137ff0000000000000", hash: -920399800 },
  { name: "the empty text", key: "", bytes: "2000", hash: -629790692 },
  { name: "ASCII", key: "user-1", bytes: "2006757365722d31", hash: 2015641570 },
  { name: "other scripts", key: "žluťoučký 馬", bytes: "2011c5be6c75c5a56f75c48d6bc3bd20e9a6ac", hash: -697959834 },
  { name: "a long text", key: "x".repeat(200), bytes: "20c801" + "78".repeat(200), hash: 1990106527 },
  { name: "an ill-formed text", key: "a\ud800", bytes: "21020061d800", hash: -2146876550 },
  { name: "a date", key: new Date(0), bytes: "300000000000000000", hash: -50449878 },
  { name: "an invalid date", key: new Date(Number.NaN), bytes: "307ff8000000000000", hash: 1430357876 },
  { name: "a Temporal date", key: Temporal.PlainDate.from("2024-02-29"), bytes: "312009506c61696e44617465200a323032342d30322d3239", hash: -383325839 },
  { name: "an instant", key: Temporal.Instant.from("2024-02-29T12:00:00.5Z"), bytes: "312007496e7374616e742016323032342d30322d32395431323a30303a30302e355a", hash: 438424724 },
  { name: "a decimal", key: BigDecimal.of("-1.10"), bytes: "1480000001107ffffff5", hash: -1133494382 },
  { name: "an empty list", key: [], bytes: "4000", hash: -99266143 },
  { name: "a tuple", key: ["a", 1], bytes: "40022001611080000001", hash: 650801428 },
  { name: "a nested tuple", key: ["a", [1, null]], bytes: "40022001614002108000000100", hash: -2122925376 },
  { name: "an object", key: { b: 1, a: "x" }, bytes: "41022001612001782001621080000001", hash: 741096633 },
  { name: "a map", key: new Map([["b", 1], ["a", 2]]), bytes: "420220016110800000022001621080000001", hash: 55465558 },
  { name: "a set", key: new Set([2, 1]), bytes: "430210800000011080000002", hash: 1612322879 },
];
