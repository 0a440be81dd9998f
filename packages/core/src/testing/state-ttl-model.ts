/** State that expires against a naive model: lists of values with their times, for all settings and random clocks. */
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import { StateTtlConfig } from "../state/state-ttl-config.ts";
import {
  createRandom,
  equal,
  openBackend,
  type StateBackendSuiteContext,
  type SuiteCase,
} from "./state-suite-parts.ts";

const TTL_MS = 10;

interface Timed<V> {
  readonly value: V;
  timeMs: number;
}

/** What the model decides by. */
interface Setting {
  readonly isRenewedByReads: boolean;
  readonly returnsExpired: boolean;
  readonly isCleanedInBackground: boolean;
}

/** What of a group of items is seen at a time, and what is left of them then. */
function look<V>(
  items: readonly Timed<V>[],
  nowMs: number,
  setting: Setting,
): { readonly seen: readonly V[]; readonly left: Timed<V>[] } {
  const live = items.filter(({ timeMs }) => nowMs - timeMs < TTL_MS);
  const visible = setting.returnsExpired ? items : live;
  const isKept = setting.returnsExpired && !setting.isRenewedByReads && live.length > 0;
  const left = (isKept ? items : live).map(({ value, timeMs }) => ({
    value,
    timeMs: setting.isRenewedByReads ? nowMs : timeMs,
  }));
  return { seen: visible.map(({ value }) => value), left };
}

/** The case; each setting runs the same steps. Cleanup in the background shows nothing where the expired is never seen. */
export function stateTtlModelCase(context: StateBackendSuiteContext): SuiteCase {
  return {
    name: "random steps in random time give the same as a model that keeps times",
    run: () => {
      for (const isRenewedByReads of [false, true])
        for (const returnsExpired of [false, true])
          for (const isCleanedInBackground of returnsExpired ? [false] : [false, true])
            runSteps(context, { isRenewedByReads, returnsExpired, isCleanedInBackground });
    },
  };
}

function configOf(setting: Setting): StateTtlConfig {
  const builder = StateTtlConfig.newBuilder(TTL_MS)
    .setUpdateType(setting.isRenewedByReads ? "OnReadAndWrite" : "OnCreateAndWrite")
    .setStateVisibility(
      setting.returnsExpired ? "ReturnExpiredIfNotCleanedUp" : "NeverReturnExpired",
    );
  return setting.isCleanedInBackground
    ? builder.cleanupIncrementally(2, true).build()
    : builder.disableCleanupInBackground().build();
}

function runSteps(context: StateBackendSuiteContext, setting: Setting): void {
  const seed = context.seed ?? 1;
  const { backend, clock } = openBackend(context);
  const descriptors = {
    value: new ValueStateDescriptor<number>("value"),
    list: new ListStateDescriptor<number>("list"),
    map: new MapStateDescriptor<number, number>("map"),
    sum: new ReducingStateDescriptor<number>("sum", (a, b) => a + b),
  };
  for (const descriptor of Object.values(descriptors))
    descriptor.enableTimeToLive(configOf(setting));
  const value = backend.valueState(descriptors.value);
  const list = backend.listState(descriptors.list);
  const map = backend.mapState(descriptors.map);
  const sum = backend.reducingState(descriptors.sum);
  const model = new Map<string, Timed<number>[]>();
  const see = (name: string): readonly number[] => {
    const { seen, left } = look(model.get(name) ?? [], clock.nowMs, setting);
    model.set(name, left);
    return seen;
  };
  const random = createRandom(seed);
  for (let step = 0; step < 1500; step++) {
    clock.nowMs += random(4);
    const key = random(5);
    backend.setCurrentKey(key);
    const place = `seed ${seed}, step ${step}, ${JSON.stringify(setting)}`;
    const item = random(3);
    const entry = `map ${key} ${item}`;
    const stored = { value: step, timeMs: clock.nowMs };
    switch (random(8)) {
      case 0:
        equal(value.value(), see(`value ${key}`)[0] ?? null, place);
        break;
      case 1:
        value.update(step);
        model.set(`value ${key}`, [stored]);
        break;
      case 2:
        equal([...list], see(`list ${key}`), place);
        break;
      case 3:
        list.add(step);
        model.set(`list ${key}`, [...(model.get(`list ${key}`) ?? []), stored]);
        break;
      case 4:
        equal(map.get(item), see(entry)[0] ?? null, place);
        break;
      case 5:
        map.put(item, step);
        model.set(entry, [stored]);
        break;
      case 6:
        equal(sum.get(), see(`sum ${key}`)[0] ?? null, place);
        break;
      case 7: {
        const kept = model.get(`sum ${key}`) ?? [];
        const { seen } = look(kept, clock.nowMs, setting);
        sum.add(step);
        model.set(`sum ${key}`, [{ ...stored, value: (seen[0] ?? 0) + step }]);
      }
    }
    if (step % 50 === 49) {
      const all = [0, 1, 2].flatMap((other) =>
        see(`map ${key} ${other}`).map((kept) => [other, kept]),
      );
      equal(
        [...map].sort(([a], [b]) => a - b),
        all,
        place,
      );
    }
  }
}
