/**
 * `npm run bench [-- --gate] [-- NAME…]`: runs each benchmark in a process of its own and prints ratios.
 *
 * With `--gate` the exit code is 1 where a figure misses its target (targets.json) by more than a quarter.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import type { Measured } from "./interleaved.ts";

/** A figure that is compared with its target. */
interface Figure {
  readonly name: string;
  readonly value: number;
}

type Targets = Readonly<Record<string, { readonly atMost?: number; readonly atLeast?: number }>>;

/** How far a figure may miss its target before `--gate` fails. */
const margin = 0.25;
const names = [
  "chain",
  "keyed-reduce",
  "map-async",
  "timers",
  "windows",
  "batch",
  "serializers",
  "file-lines",
  "start-up",
];

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const targets = JSON.parse(
  readFileSync(join(import.meta.dirname, "targets.json"), "utf8"),
) as Targets;

console.log(machine());
const medians = new Map<string, number>();
const broken: string[] = [];
for (const name of asked.length > 0 ? asked : names) {
  for (const measured of runBenchmark(name) ?? []) {
    medians.set(measured.name, measured.medianNs);
    const spread = measured.roundsNs.map((ns) => shown(ns)).join(" ");
    console.log(
      `${measured.name.padEnd(36)} ${shown(measured.medianNs).padStart(10)}   (${spread})`,
    );
  }
}
const missed = figuresOf(medians).filter((figure) => !isMet(figure));
for (const name of broken) console.log(`${name} FAILED`);
process.exitCode =
  broken.length > 0 || (process.argv.includes("--gate") && missed.length > 0) ? 1 : 0;

/** What a benchmark measured; `undefined` where it failed, so that the others are still shown. */
function runBenchmark(name: string): Measured[] | undefined {
  const file = join(import.meta.dirname, `${name}.ts`);
  const finished = spawnSync(process.execPath, ["--expose-gc", file], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (finished.status !== 0) {
    broken.push(name);
    return undefined;
  }
  // The last line is what report() wrote.
  return JSON.parse(finished.stdout.trimEnd().split("\n").at(-1) ?? "[]") as Measured[];
}

/** The figures that can be computed from what was measured. */
function figuresOf(ns: ReadonlyMap<string, number>): Figure[] {
  const of = (name: string): number => ns.get(name) ?? Number.NaN;
  const figures: Figure[] = [
    ...[4, 8].flatMap((length) => [
      {
        name: `chain ${length} operators / hand-written loop`,
        value: of(`job ${length}`) / of(`hand-written ${length}`),
      },
      {
        name: `RxJS / chain ${length} operators`,
        value: of(`RxJS ${length}`) / of(`job ${length}`),
      },
      {
        name: `Node streams / chain ${length} operators`,
        value: of(`Node streams ${length}`) / of(`job ${length}`),
      },
    ]),
    { name: "one more operator, ns", value: (of("job 8") - of("job 4")) / 4 },
    { name: "keyed reduce / loop over a Map", value: of("keyed reduce") / of("loop over a Map") },
    {
      name: "keyed reduce with object reuse / loop over a Map",
      value: of("keyed reduce, object reuse") / of("loop over a Map"),
    },
    { name: "mapAsync / pool of promises", value: of("mapAsync") / of("pool of promises") },
    {
      name: "timers / loop with a Map and a heap",
      value: of("timers") / of("loop with a Map and a heap"),
    },
    {
      name: "timers that fire at the end / loop that does",
      value: of("timers that fire at the end") / of("loop that fires at the end"),
    },
    { name: "registering a timer, ns", value: of("registering a timer") },
    { name: "firing a timer, ns", value: of("firing a timer") },
    {
      name: "longest turn while a million timers fire, ms",
      value: of("longest turn of a million timers") / 1e6,
    },
    {
      name: "tumbling windows / loop with a Map for each",
      value: of("tumbling windows") / of("loop with a Map for each window"),
    },
    {
      name: "sliding windows / loop with five Maps",
      value: of("sliding windows") / of("loop with five Maps"),
    },
    {
      name: "session windows / loop with a Map of sessions",
      value: of("session windows") / of("loop with a Map of sessions"),
    },
    {
      name: "word count in BATCH mode / loop that sorts",
      value: of("word count in BATCH mode") / of("loop that sorts and counts"),
    },
    {
      name: "word count sorted on disk / loop that sorts",
      value: of("the same, sorted on disk") / of("loop that sorts and counts"),
    },
    {
      name: "serializer of a declared type / by hand",
      value: of("serializer of a declared type") / of("encoder written by hand"),
    },
    {
      name: "JSON / serializer of a declared type",
      value: of("JSON") / of("serializer of a declared type"),
    },
    {
      name: "v8.serialize / serializer of a declared type",
      value: of("v8.serialize") / of("serializer of a declared type"),
    },
    {
      name: "serializer of undeclared values / v8.serialize",
      value: of("serializer of undeclared values") / of("v8.serialize"),
    },
    { name: "readline / lines of a file", value: of("readline") / of("lines of a file") },
    {
      name: "tutorial from the packed install, ms",
      value: of("tutorial from the packed install") / 1e6,
    },
    { name: "tutorial from the sources, ms", value: of("tutorial from the sources") / 1e6 },
  ];
  return figures.filter((figure) => !Number.isNaN(figure.value));
}

/** Prints a figure beside its target, and says whether it is within the margin. */
function isMet({ name, value }: Figure): boolean {
  const { atMost, atLeast } = targets[name] ?? {};
  const within =
    (atMost === undefined || value <= atMost * (1 + margin)) &&
    (atLeast === undefined || value >= atLeast * (1 - margin));
  const reached =
    (atMost === undefined || value <= atMost) && (atLeast === undefined || value >= atLeast);
  const target = atMost === undefined ? `at least ${atLeast}` : `at most ${atMost}`;
  const verdict = reached ? "reached" : within ? "within a quarter" : "MISSED";
  console.log(
    `${name.padEnd(52)} ${value.toFixed(2).padStart(8)}   ${target.padEnd(14)} ${verdict}`,
  );
  return within;
}

function shown(ns: number): string {
  return ns >= 1e6 ? `${(ns / 1e6).toFixed(0)} ms` : `${ns.toFixed(1)} ns`;
}

function machine(): string {
  const { stdout } = spawnSync("git", ["rev-parse", "--short", "HEAD"], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Node ${process.version}, ${processors.length} × ${processors[0]?.model ?? "processor"}, ${memory}, ${process.platform} ${release()}, commit ${stdout.trim()}`;
}
