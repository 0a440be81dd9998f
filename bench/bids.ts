/** The records and user functions of the chain benchmark: one definition for all variants. */
import type { Collector } from "millrace";

/** An auction's bid: the NEXMark benchmark's record without its strings. */
export interface Bid {
  readonly auction: number;
  readonly bidder: number;
  readonly price: number;
  readonly channel: number;
  readonly timeMs: number;
}

/** Bids of a day, made before anything is measured, as records are that were read before. */
const bids: readonly Bid[] = Array.from({ length: 1 << 16 }, (_, n) => ({
  auction: n % 997,
  bidder: n % 10_007,
  price: (n * 31) % 10_000,
  channel: n & 7,
  timeMs: n,
}));

/** The bid number `n`; they repeat after 65,536. */
export const bid = (n: number): Bid => bids[n & 0xffff] as Bid;

/** The same bid at another price. */
export function withPrice(b: Bid, price: number): Bid {
  return { auction: b.auction, bidder: b.bidder, price, channel: b.channel, timeMs: b.timeMs };
}

export const isCheap = (b: Bid): boolean => b.price < 9_500;
export const convert = (b: Bid): Bid => withPrice(b, b.price * 0.5);
export const isKnown = (b: Bid): boolean => b.auction !== 13;
export const isBig = (b: Bid): boolean => b.price > 4_000;
export const withFee = (b: Bid): Bid => withPrice(b, b.price + 2);
export const isOpen = (b: Bid): boolean => b.channel !== 3;
export const score = (b: Bid): number => b.auction + b.price + b.channel;

/** Emits the bid, and a second one where it is big. */
export function split(b: Bid, out: Collector<Bid>): void {
  out.collect(b);
  if (isBig(b)) out.collect(withPrice(b, 1));
}
