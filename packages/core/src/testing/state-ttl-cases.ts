/** The cases of the state suite for state that expires; the clock is the suite's. Names of upstream cases: TL-01 … TL-10. */
import type { KeyedStateBackend } from "../runtime/state/backend.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  type StateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import {
  StateTtlConfig,
  type TtlStateVisibility,
  type TtlUpdateType,
} from "../state/state-ttl-config.ts";
import {
  entriesOf,
  equal,
  type OpenedBackend,
  openBackend,
  refuses,
  type StateBackendSuiteContext,
  type SuiteCase,
} from "./state-suite-parts.ts";
import { stateTtlModelCase } from "./state-ttl-model.ts";

const TTL_MS = 100;
const kinds = ["value", "list", "map", "reducing", "aggregating"] as const;
type Kind = (typeof kinds)[number];

/** A state of any kind as one that holds texts. */
interface TextState {
  /** Replaces by (or adds) a text; `null` only where the kind takes it, and clears. */
  write(text: string | null): void;
  /** The text; `null` where nothing is seen. */
  read(): string | null;
}

/** The cases. */
export function stateTtlCases(context: StateBackendSuiteContext): readonly SuiteCase[] {
  const open = (): OpenedBackend => openBackend(context);
  const perKind = (name: string, run: (opened: OpenedBackend, kind: Kind) => void): SuiteCase[] =>
    kinds.map((kind) => ({ name: `${name}: ${kind} state`, run: () => run(open(), kind) }));
  return [
    ...perKind("TL-01 what was never written is empty", isEmptyAtFirst),
    ...perKind("TL-03 writes start the time, an expired one is seen once", expiresOnce),
    ...perKind("TL-04 reads start the time, an expired one is never seen", expiresExactly),
    ...perKind("TL-05 reads start the time, an expired one is seen once", expiresRelaxed),
    ...perKind("TL-06 the longest time does not overflow", doesNotOverflow),
    ...perKind("TL-10 touching other keys removes what has expired", cleansUp),
    {
      name: "each record removes what has expired, where asked",
      run: () => cleansByRecords(open()),
    },
    { name: "elements and entries expire one by one", run: () => expiresOneByOne(open()) },
    {
      name: "what has expired counts as it is seen when values are added",
      run: () => combines(open()),
    },
    { name: "a name with another time to live is refused", run: () => refusesOther(open()) },
    stateTtlModelCase(context),
  ];
}

/** A config of these cases; without cleanup in the background, unless asked for. */
function config(updateType: TtlUpdateType, visibility: TtlStateVisibility, ttlMs: number = TTL_MS) {
  return StateTtlConfig.newBuilder(ttlMs)
    .setUpdateType(updateType)
    .setStateVisibility(visibility)
    .disableCleanupInBackground();
}

function withTtl<D extends StateDescriptor>(descriptor: D, ttl: StateTtlConfig): D {
  descriptor.enableTimeToLive(ttl);
  return descriptor;
}

function textState(
  backend: KeyedStateBackend,
  kind: Kind,
  ttl: StateTtlConfig,
  name: string = "state",
): TextState {
  switch (kind) {
    case "value": {
      const state = backend.valueState(withTtl(new ValueStateDescriptor<string>(name), ttl));
      return { write: (text) => state.update(text), read: () => state.value() };
    }
    case "list": {
      const state = backend.listState(withTtl(new ListStateDescriptor<string>(name), ttl));
      return {
        write: (text) => state.update([String(text)]),
        read: () => [...state.get()][0] ?? null,
      };
    }
    case "map": {
      const state = backend.mapState(withTtl(new MapStateDescriptor<string, string>(name), ttl));
      return { write: (text) => state.put("entry", String(text)), read: () => state.get("entry") };
    }
    case "reducing": {
      const descriptor = new ReducingStateDescriptor<string>(name, (a, b) => `${a}${b}`);
      const state = backend.reducingState(withTtl(descriptor, ttl));
      return { write: (text) => state.add(text as string), read: () => state.get() };
    }
    case "aggregating": {
      const descriptor = new AggregatingStateDescriptor<string, string[], string>(name, {
        createAccumulator: () => [],
        add: (text, texts) => [...texts, text],
        getResult: (texts) => texts.join(""),
      });
      const state = backend.aggregatingState(withTtl(descriptor, ttl));
      return { write: (text) => state.add(text as string), read: () => state.get() };
    }
  }
}

function isEmptyAtFirst({ backend, clock }: OpenedBackend, kind: Kind): void {
  const state = textState(backend, kind, config("OnCreateAndWrite", "NeverReturnExpired").build());
  backend.setCurrentKey("k");
  equal(state.read(), null);
  clock.nowMs = 1000;
  equal(state.read(), null);
  if (kind === "list" || kind === "map") return;
  state.write("B");
  equal(state.read(), "B");
  state.write(null);
  equal(state.read(), null);
}

function expiresOnce({ backend, clock }: OpenedBackend, kind: Kind): void {
  const ttl = config("OnCreateAndWrite", "ReturnExpiredIfNotCleanedUp").build();
  const state = textState(backend, kind, ttl);
  backend.setCurrentKey("k");
  state.write("A");
  clock.nowMs = 50;
  equal(state.read(), "A");
  clock.nowMs = 120;
  equal(state.read(), "A");
  equal(state.read(), null);
  backend.clearCurrentKey();
  equal(backend.keyCount, 0);
}

function expiresExactly({ backend, clock }: OpenedBackend, kind: Kind): void {
  const state = textState(backend, kind, config("OnReadAndWrite", "NeverReturnExpired").build());
  backend.setCurrentKey("k");
  state.write("A");
  clock.nowMs = 50;
  equal(state.read(), "A");
  clock.nowMs = 120;
  equal(state.read(), "A");
  clock.nowMs = 219;
  equal(state.read(), "A");
  clock.nowMs = 319;
  equal(entriesOf(backend, "state"), []);
  equal(state.read(), null);
  backend.clearCurrentKey();
  equal(backend.keyCount, 0);
}

function expiresRelaxed({ backend, clock }: OpenedBackend, kind: Kind): void {
  const ttl = config("OnReadAndWrite", "ReturnExpiredIfNotCleanedUp").build();
  const state = textState(backend, kind, ttl);
  backend.setCurrentKey("k");
  state.write("A");
  clock.nowMs = 50;
  equal(state.read(), "A");
  clock.nowMs = 170;
  equal(state.read(), "A");
  equal(state.read(), null);
}

function doesNotOverflow({ backend, clock }: OpenedBackend, kind: Kind): void {
  const ttl = config("OnCreateAndWrite", "NeverReturnExpired", 2 ** 63).build();
  const state = textState(backend, kind, ttl);
  backend.setCurrentKey("k");
  clock.nowMs = 10;
  state.write("A");
  clock.nowMs = 50;
  equal(state.read(), "A");
}

function cleansUp({ backend, clock }: OpenedBackend, kind: Kind): void {
  const ttl = config("OnCreateAndWrite", "NeverReturnExpired").cleanupIncrementally(3, false);
  const state = textState(backend, kind, ttl.build());
  for (let key = 0; key < 9; key++) {
    backend.setCurrentKey(key);
    state.write("A");
  }
  clock.nowMs = 60;
  backend.setCurrentKey(8);
  state.write("B");
  clock.nowMs = 120;
  backend.setCurrentKey("other");
  equal(backend.keyCount, 10);
  state.read();
  equal(backend.keyCount, 7);
  for (let access = 0; access < 3; access++) state.read();
  backend.clearCurrentKey();
  equal(backend.keyCount, 1);
  backend.setCurrentKey(8);
  equal(state.read() === null, false);
}

function cleansByRecords({ backend, clock }: OpenedBackend): void {
  const ttl = config("OnCreateAndWrite", "NeverReturnExpired").cleanupIncrementally(2, true);
  const state = textState(backend, "value", ttl.build());
  for (let key = 0; key < 4; key++) {
    backend.setCurrentKey(key);
    state.write("A");
  }
  clock.nowMs = 100;
  for (const key of [0, 1, 0, 1]) backend.setCurrentKey(key);
  backend.clearCurrentKey();
  equal(backend.keyCount, 0);
}

function expiresOneByOne({ backend, clock }: OpenedBackend): void {
  const never = config("OnCreateAndWrite", "NeverReturnExpired").build();
  const once = config("OnCreateAndWrite", "ReturnExpiredIfNotCleanedUp").build();
  const list = backend.listState(withTtl(new ListStateDescriptor<string>("list"), never));
  const seen = backend.listState(withTtl(new ListStateDescriptor<string>("seen"), once));
  const map = backend.mapState(withTtl(new MapStateDescriptor<string, number>("map"), never));
  backend.setCurrentKey("k");
  for (const [timeMs, text] of [
    [0, "A"],
    [50, "B"],
    [60, "C"],
  ] as const) {
    // biome-ignore format: a table
    clock.nowMs = timeMs;
    list.add(text);
    seen.add(text);
    map.put(text, timeMs);
  }
  clock.nowMs = 100;
  equal([...list], ["B", "C"]);
  equal([...seen], ["A", "B", "C"]);
  equal([...map], [["B", 50], ["C", 60]]); // biome-ignore format: two entries
  map.put("B", 100);
  clock.nowMs = 160;
  equal([...list], []);
  equal([...seen], ["A", "B", "C"]);
  equal([...seen], []);
  equal([map.contains("C"), map.isEmpty(), ...map.keys()], [false, false, "B"]);
  clock.nowMs = 200;
  equal([map.isEmpty(), ...map.keys()], [true]);
}

function combines({ backend, clock }: OpenedBackend): void {
  for (const kind of ["reducing", "aggregating"] as const) {
    for (const [visibility, expected] of [
      ["NeverReturnExpired", "B"],
      ["ReturnExpiredIfNotCleanedUp", "AB"],
    ] as const) {
      clock.nowMs = 0;
      const ttl = config("OnCreateAndWrite", visibility).build();
      const state = textState(backend, kind, ttl, `${kind} ${visibility}`);
      backend.setCurrentKey("k");
      state.write("A");
      clock.nowMs = 100;
      state.write("B");
      equal(state.read(), expected);
    }
  }
}

function refusesOther({ backend }: OpenedBackend): void {
  textState(backend, "value", config("OnCreateAndWrite", "NeverReturnExpired").build());
  for (const other of [
    config("OnReadAndWrite", "NeverReturnExpired").build(),
    config("OnCreateAndWrite", "ReturnExpiredIfNotCleanedUp").build(),
    config("OnCreateAndWrite", "NeverReturnExpired", 200).build(),
    config("Disabled", "NeverReturnExpired").build(),
  ])
    refuses("STATE_NAME_CONFLICT", () => textState(backend, "value", other));
  textState(backend, "value", config("OnCreateAndWrite", "NeverReturnExpired").build());
}
