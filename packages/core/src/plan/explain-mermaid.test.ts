import { expect, test } from "vitest";
import { PlanSketch } from "../testing/plan-sketch.ts";
import { Types } from "../types/types.ts";
import { explainAsMermaid } from "./explain-mermaid.ts";

test("a flowchart shows chains, edges, and marks what is general and what has no uid", () => {
  const plan = new PlanSketch({ "parallelism.default": "2" });
  const source = plan.source("lines", { outputType: Types.STRING(), uid: "lines" });
  const words = plan.map(source, { name: "Split" });
  const counts = plan.reduce(plan.keyBy(words, Types.STRING()));
  const late = plan.sideOutput(counts, "late", Types.STRING());
  plan.sink(counts, { name: "out" });
  plan.sink(plan.partition(late, { type: "global" }), { name: "late", parallelism: 1 });
  expect(explainAsMermaid(plan.build("word count"))).toBe(`---
title: "word count"
---
flowchart LR
  subgraph vertex0["[0] parallelism 2"]
    operator1["Source: lines<br/>uid lines"]
    operator2["Split"]
    operator1 --> operator2
  end
  subgraph vertex1["[1] parallelism 2"]
    operator4["Keyed Reduce<br/>stateful without uid<br/>keeps keys STRING, running value general"]
    operator6["Sink: out"]
    operator4 --> operator6
  end
  subgraph vertex2["[2] parallelism 1"]
    operator8["Sink: late"]
  end
  operator2 -.->|"HASH by STRING<br/>general"| operator4
  operator4 -->|"side output late<br/>GLOBAL<br/>STRING"| operator8
  classDef general stroke-dasharray: 4 3
  classDef withoutUid stroke: #c00, stroke-width: 2px
  class operator4 general
  class operator4 withoutUid`);
});

test("texts of users never become syntax", () => {
  const plan = new PlanSketch({ "execution.runtime-mode": "BATCH" });
  const source = plan.source('a "b" <c>\n#9; & `d` {e} | é日', { outputType: Types.INT() });
  plan.map(source, { name: "1. list" });
  plan.map(source, { name: "- list", uid: "]" });
  expect(explainAsMermaid(plan.build('a "job": --- \n x'))).toBe(`---
title: "a \\"job\\": --- \\n x"
---
flowchart LR
  subgraph vertex0["[0] parallelism 1"]
    operator1["Source: a #34;b#34; #60;c#62; #35;9#59; #38; #96;d#96; #123;e#125; #124; é日"]
    operator2["1#46; list"]
    operator3["#45; list<br/>uid ]"]
    operator1 --> operator2
    operator1 --> operator3
  end`);
});

test("in BATCH mode it says what is sorted; uids are not missed, as nothing is restored", () => {
  const plan = new PlanSketch({ "execution.runtime-mode": "BATCH" });
  const source = plan.source("numbers", { outputType: Types.INT() });
  plan.reduce(plan.keyBy(source, Types.INT()), { outputType: Types.INT() });
  expect(explainAsMermaid(plan.build())).toBe(`---
title: "job"
---
flowchart LR
  subgraph vertex0["[0] parallelism 1"]
    operator1["Source: numbers"]
  end
  subgraph vertex1["[1] parallelism 1"]
    operator3["Keyed Reduce<br/>keeps keys INT, running value INT"]
  end
  operator1 -->|"HASH by INT, sorted<br/>INT"| operator3`);
});

test("an empty plan is an empty flowchart", () => {
  expect(explainAsMermaid(new PlanSketch().build())).toBe('---\ntitle: "job"\n---\nflowchart LR');
});
