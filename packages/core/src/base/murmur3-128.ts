/**
 * MurmurHash3 x64 128 with seed 0, as Guava computes it: Flink derives operator ids with it.
 *
 * Written with bigints: it runs a few times for each operator when a plan is compiled, never for a record.
 */

const MASK = 0xffff_ffff_ffff_ffffn;
const C1 = 0x87c3_7b91_1142_53d5n;
const C2 = 0x4cf5_ad43_2745_937fn;

/** Hashes bytes to 16 bytes: the two halves, each with its lowest byte first. */
export function murmur3x128(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let h1 = 0n;
  let h2 = 0n;
  const blockBytes = bytes.length - (bytes.length % 16);
  for (let offset = 0; offset < blockBytes; offset += 16) {
    h1 ^= mixFirst(view.getBigUint64(offset, true));
    h1 = (((rotateLeft(h1, 27n) + h2) & MASK) * 5n + 0x52dc_e729n) & MASK;
    h2 ^= mixSecond(view.getBigUint64(offset + 8, true));
    h2 = (((rotateLeft(h2, 31n) + h1) & MASK) * 5n + 0x3849_5ab5n) & MASK;
  }
  h1 ^= mixFirst(littleEndian(bytes, blockBytes, Math.min(blockBytes + 8, bytes.length)));
  h2 ^= mixSecond(littleEndian(bytes, blockBytes + 8, bytes.length));
  const length = BigInt(bytes.length);
  h1 ^= length;
  h2 ^= length;
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = avalanche(h1);
  h2 = avalanche(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  const hash = new Uint8Array(16);
  const out = new DataView(hash.buffer);
  out.setBigUint64(0, h1, true);
  out.setBigUint64(8, h2, true);
  return hash;
}

function mixFirst(word: bigint): bigint {
  return (rotateLeft((word * C1) & MASK, 31n) * C2) & MASK;
}

function mixSecond(word: bigint): bigint {
  return (rotateLeft((word * C2) & MASK, 33n) * C1) & MASK;
}

function rotateLeft(word: bigint, bits: bigint): bigint {
  return ((word << bits) | (word >> (64n - bits))) & MASK;
}

function avalanche(word: bigint): bigint {
  let mixed = word ^ (word >> 33n);
  mixed = (mixed * 0xff51_afd7_ed55_8ccdn) & MASK;
  mixed ^= mixed >> 33n;
  mixed = (mixed * 0xc4ce_b9fe_1a85_ec53n) & MASK;
  return mixed ^ (mixed >> 33n);
}

function littleEndian(bytes: Uint8Array, from: number, to: number): bigint {
  let word = 0n;
  for (let index = to - 1; index >= from; index--) {
    word = (word << 8n) | BigInt(bytes[index] ?? 0);
  }
  return word;
}
