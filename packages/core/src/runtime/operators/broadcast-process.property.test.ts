/** A keyed broadcast process function against plain maps, with snapshots and restores to other numbers of subtasks. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { redistributeOperatorStates } from "../../checkpoint/rescale/operator-states.ts";
import type {
  KeyedBroadcastContext,
  KeyedBroadcastReadOnlyContext,
} from "../../functions/broadcast-functions.ts";
import { ListStateDescriptor, MapStateDescriptor } from "../../state/descriptors.ts";
import {
  createHarnessChain,
  type HarnessChain,
  type HarnessStep,
  runOperators,
  valuesOf,
} from "../../testing/operator-harness.ts";
import { functionSlot, operatorNode } from "../../testing/operator-nodes.ts";
import { propertyRuns } from "../../testing/property-runs.ts";
import { operatorSnapshot } from "../../testing/snapshot-bytes.ts";
import { Types } from "../../types/types.ts";

/** A record of a key, a rule that is set or removed, or a broadcast record that empties the even or odd lists. */
type Step =
  | { readonly type: "record"; readonly key: string; readonly rule: number }
  | { readonly type: "put"; readonly rule: number; readonly text: string | null }
  | { readonly type: "remove"; readonly rule: number }
  | { readonly type: "visit"; readonly clears: boolean };

const rule = fc.integer({ min: 0, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("record" as const), key: fc.constantFrom("a", "b", "__proto__"), rule }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("put" as const), rule, text: fc.option(fc.constantFrom("x", "y")) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("remove" as const), rule }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("visit" as const), clears: fc.boolean() }) },
); // biome-ignore format: a kind each

const rules = new MapStateDescriptor<number, string>("rules", Types.INT(), Types.STRING());
const seen = new ListStateDescriptor<number>("seen", Types.INT());

const functions = {
  processElement(
    value: Extract<Step, { type: "record" }>,
    ctx: KeyedBroadcastReadOnlyContext<string>,
  ) {
    const list = ctx.getListState(seen);
    list.add(value.rule);
    const state = ctx.getBroadcastState(rules);
    const known = state.contains(value.rule) ? String(state.get(value.rule)) : "none";
    return [
      `${ctx.getCurrentKey()} ${known} ${[...list].join("")} of ${[...state.keys()].join("")}`,
    ];
  },
  processBroadcastElement(value: Step, ctx: KeyedBroadcastContext<string>) {
    const state = ctx.getBroadcastState(rules);
    if (value.type === "put") state.put(value.rule, value.text as never);
    if (value.type === "remove") state.remove(value.rule);
    if (value.type !== "visit") return [];
    const visited: string[] = [];
    ctx.applyToKeyedState(seen, (key, list) => {
      visited.push(`${key} ${[...list].join("")}`);
      if (value.clears) list.clear();
    });
    return visited.sort();
  },
};

/** The same over maps. */
class Model {
  readonly rules = new Map<number, string | null>();
  readonly seen = new Map<string, number[]>();

  run(one: Step): string[] {
    if (one.type === "put") this.rules.set(one.rule, one.text);
    if (one.type === "remove") this.rules.delete(one.rule);
    if (one.type === "visit") {
      const visited = [...this.seen].map(([key, list]) => `${key} ${list.join("")}`).sort();
      if (one.clears) this.seen.clear();
      return visited;
    }
    if (one.type !== "record") return [];
    const list = [...(this.seen.get(one.key) ?? []), one.rule];
    this.seen.set(one.key, list);
    const known = this.rules.has(one.rule) ? String(this.rules.get(one.rule)) : "none";
    return [`${one.key} ${known} ${list.join("")} of ${[...this.rules.keys()].join("")}`];
  }
}

const node = operatorNode({
  kind: "broadcastProcess",
  isKeyed: true,
  function: functionSlot(functions, "processElement"),
  descriptors: [rules],
});

const harnessStep = (one: Step): HarnessStep =>
  one.type === "record"
    ? { type: "record", value: one, key: one.key }
    : { type: "record", value: one, input: 1 };

test("a keyed broadcast process function gives the same as maps, in every form", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const model = new Model();
      const script = () => steps.map(harnessStep);
      const result = await runOperators({ nodes: [node], isKeyed: true, script });
      expect(result.error).toBeUndefined();
      expect(valuesOf(result)).toEqual(steps.flatMap((one) => model.run(one)));
    }),
    propertyRuns(60),
  );
});

/** What the rules of a subtask are, as its snapshot has them. */
async function restoredTo(
  subtasks: readonly HarnessChain[],
  parallelism: number,
): Promise<HarnessChain[]> {
  const states = subtasks.map(({ chain }) => chain.snapshotOperatorState(0, 1));
  const shares = redistributeOperatorStates(states, parallelism);
  return Promise.all(
    shares.map(async (operatorStates, subtaskIndex) => {
      const snapshot = operatorSnapshot({ operatorStates });
      const restored = () => snapshot;
      const harness = createHarnessChain(
        { nodes: [node], isKeyed: true, subtaskIndex, restored },
        "auto",
      );
      await harness.chain.open();
      return harness;
    }),
  );
}

test("broadcast state is the same in all subtasks, through snapshots and other parallelisms", async () => {
  const changes = step.filter(({ type }) => type === "put" || type === "remove");
  const phase = fc.record({
    steps: fc.array(changes, { maxLength: 8 }),
    parallelism: fc.integer({ min: 1, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(phase, { maxLength: 4 }), async (phases) => {
      const model = new Model();
      let subtasks = [createHarnessChain({ nodes: [node], isKeyed: true }, "auto")];
      await subtasks[0]!.chain.open();
      for (const { steps, parallelism } of phases) {
        for (const one of steps) {
          model.run(one);
          for (const { chain } of subtasks) chain.inputs[1]?.element(one, 0, undefined);
        }
        subtasks = await restoredTo(subtasks, parallelism);
        const probe = { type: "record", key: "probe", rule: 0 } as const;
        const expected = model.run(probe);
        model.seen.clear();
        for (const { chain, events } of subtasks) {
          chain.inputs[0]?.element(probe, 0, "probe");
          expect(valuesOf({ events })).toEqual(expected);
          chain.inputs[1]?.element({ type: "visit", clears: true }, 0, undefined);
        }
      }
    }),
    propertyRuns(40),
  );
});
