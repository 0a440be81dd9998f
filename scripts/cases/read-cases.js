// Reads the case text: one entry for each `#### ID · title · [tags]`, with its modes and its text in one line.
const parallelismOne = /(^|\W)parallelism 1\b|\bone subtask\b/i;

/** Modes as `S2`, `B1`: streaming or batch, and the parallelism. Only sections 1 to 6 run jobs. */
function modesOf(section, tags, text, preamble) {
  if (section > 6) return [];
  const parallelism = parallelismOne.test(text) || parallelismOne.test(preamble) ? 1 : 2;
  const inBatch = tags.includes("batch") && section === 1;
  const letters = !inBatch ? ["S"] : tags[0] === "batch" ? ["B"] : ["S", "B"];
  return letters.map((letter) => `${letter}${parallelism}`);
}

/** All cases, in order: `{ id, section, title, tags, modes, text }`. */
export function readCases(source) {
  const cases = [];
  let section = 0;
  let preamble = "";
  for (const block of source.split(/^(?=#)/m)) {
    const heading = /^## (\d+)\. /.exec(block);
    if (heading !== null) {
      section = Number(heading[1]);
      preamble = block;
    }
    const found = /^#### ([A-Z]+-\d+) · (.*) · ((?:\[\w+\])+)\n([\s\S]*)$/.exec(block);
    if (found === null) continue;
    const [, id, title, tagText, body] = found;
    const tags = [...tagText.matchAll(/\w+/g)].map(([tag]) => tag);
    const text = body.split(/\n---|\n## /)[0].trim();
    cases.push({ id, section, title, tags, modes: modesOf(section, tags, text, preamble), text });
  }
  return cases;
}
