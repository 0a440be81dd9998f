// Pairs in prose: `0 -> [0,5000); 4999 -> same`, with lists, ranges and "same" on the right.
import { recordsOf } from "./records.js";

/** Every `a -> b`: what follows an arrow up to the next pair is its right side. */
export function arrowsOf(text) {
  const clean = text.replaceAll("`", "");
  const found = [...clean.matchAll(/(?:^|[\s(;,])([^\s;,(]+|\([^()]*\)) (?:->|=) /g)];
  const pairs = [];
  let step = 1;
  for (const [index, match] of found.entries()) {
    const end = found[index + 1]?.index ?? clean.length;
    const right = clean.slice(match.index + match[0].length, end).replace(/[;.]\s[\s\S]*$/, "");
    const isSame = /^(the )?same\b/.test(right.trim());
    const to = isSame
      ? (pairs.at(-1)?.to ?? [])
      : recordsOf(right.replace(/\bstarts\b/g, " "), { step });
    // A range goes on in the steps of the list before it.
    if (to.length > 1) step = Number(to[1]) - Number(to[0]) || 1;
    pairs.push({ from: match[1], to });
  }
  return pairs;
}
