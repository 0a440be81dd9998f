/** Each case in scope is a test named by its id, or stands in `known-gaps.ts`; what stands there is still missing. */
import { describe, expect, test } from "vitest";
import { readSourceTree } from "../architecture/source-tree.ts";
import { collected, streaming } from "../golden/cases/streaming-environment.ts";
import { cases } from "./cases.ts";
import { beingBuilt, type KnownGap, knownGaps, modesBeingBuilt } from "./known-gaps.ts";
import { namedCases, namedIn } from "./named-cases.ts";

const named = namedCases();
const tested = new Set(named.map(({ id }) => id));
const awaited = Object.values(beingBuilt).flat();
const gaps = knownGaps.map(({ id }) => id);
/** Cases of these kinds are in the text; others (connectors) have their own. */
const kinds = new Set([...cases.keys()].map((id) => id.split("-")[0]));

describe("the cases", () => {
  test("are each a test, a gap, or being built", () => {
    const known = new Set([...tested, ...gaps, ...awaited]);
    expect([...cases.keys()].filter((id) => !known.has(id))).toEqual([]);
  });

  test("that tests name exist", () => {
    const unknown = named.filter(({ id }) => kinds.has(id.split("-")[0]) && !cases.has(id));
    expect(unknown).toEqual([]);
  });

  test("are not skipped", () => {
    expect(named.filter(({ isSkipped }) => isSkipped)).toEqual([]);
  });

  test("have something that is expected, as data", () => {
    const empty = [...cases.values()].filter(({ expected }) => Object.keys(expected).length === 0);
    expect(empty.map(({ id }) => id)).toEqual([]);
  });
});

async function isClosed(gap: KnownGap): Promise<boolean> {
  try {
    await gap.closes();
    return true;
  } catch {
    return false;
  }
}

describe("known gaps", () => {
  test("name cases that exist and have no test", () => {
    const listed = [...gaps, ...awaited];
    expect(listed.filter((id) => !cases.has(id) || tested.has(id))).toEqual([]);
    expect(listed.toSorted()).toEqual([...new Set(listed)].toSorted());
  });

  test("are at most three in a section", () => {
    const sections = Map.groupBy(gaps, (id) => cases.get(id)?.section);
    expect([...sections].filter(([, ids]) => ids.length > 3)).toEqual([]);
  });

  test("are open", async () => {
    const closed: string[] = [];
    for (const gap of knownGaps) if (await isClosed(gap)) closed.push(gap.id);
    expect(closed).toEqual([]);
  });

  test("of modes are open: a listed mode does not run", async () => {
    for (const mode of modesBeingBuilt) {
      const job = collected(streaming(2, mode).fromCollection([1, 2]));
      await expect(job).rejects.toMatchObject({ code: "CONFIG_NOT_SUPPORTED" });
    }
  });
});

test("a test that names a case takes what is expected from the data", () => {
  const files = readSourceTree("packages", "tests");
  const inScope = named.filter(({ id }) => cases.has(id));
  const typed = inScope.filter(({ id, file }) => !(files.get(file) ?? "").includes(`"${id}"`));
  expect(typed.map(({ id, file }) => `${file}: ${id}`)).toEqual([]);
});

test("titles are found in all forms", () => {
  const source = [
    'test("DS-01 one", () => {});',
    'test.each(modesOf("DS-02"))(\n  "DS-02 two (%s)",\n  () => {},\n);',
    'test.each([[1, "a(b)"]])("WA-08 size %d is refused", () => {});',
    'test("TG-10, TG-11 of event time, as WA-01", () => {});',
    'test("DS-64 DS-65 print", () => {});',
    'test("DS-60a strings", () => {});',
    'test.skip("DS-03 three", () => {});',
    'expectCase("DS-04", []);',
    'test("ISO-8859-1 is not windows-1252", () => {});',
  ].join("\n");
  expect(namedIn("a.test.ts", source).map(({ id, isSkipped }) => [id, isSkipped])).toEqual([
    ["DS-01", false],
    ["DS-02", false],
    ["WA-08", false],
    ["TG-10", false],
    ["TG-11", false],
    ["DS-64", false],
    ["DS-65", false],
    ["DS-60", false],
    ["DS-03", true],
  ]);
});
