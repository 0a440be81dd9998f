/** Types of broadcast streams: what infers, and what does not compile. Never run. */
import {
  type BroadcastContext,
  BroadcastProcessFunction,
  type BroadcastReadOnlyContext,
  type KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  type KeyedBroadcastReadOnlyContext,
} from "../functions/broadcast-functions.ts";
import type { Collector } from "../functions/collector.ts";
import type { OutputTag } from "../functions/output-tag.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "../state/broadcast-state.ts";
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ValueStateDescriptor,
} from "../state/descriptors.ts";
import type { ListState, ValueState } from "../state/handles.ts";
import { Types } from "../types/types.ts";
import type {
  BroadcastConnectedStream,
  KeyedBroadcastConnectedStream,
} from "./broadcast-connected-stream.ts";
import type { BroadcastStream } from "./broadcast-stream.ts";
import type { DataStream } from "./data-stream.ts";
import type { KeyedStream } from "./keyed-stream.ts";

interface Click {
  readonly user: string;
  readonly n: number;
}
interface Rule {
  readonly id: number;
  readonly text: string;
}
declare const clicks: DataStream<Click>;
declare const keyed: KeyedStream<Click, string>;
declare const rules: DataStream<Rule>;
declare const tag: OutputTag<number>;
const byId = new MapStateDescriptor<number, Rule>("rules", Types.INT());
const names = new MapStateDescriptor<string, string>("names");
const counts = new ValueStateDescriptor<number>("counts");
const lists = new ListStateDescriptor<Click>("lists");

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** `equal<Expected>()(value)`: the value's type is exactly the expected one. */
function equal<E>(): <A>(value: A, ..._same: Same<A, E> extends true ? [] : [never]) => void {
  return () => {};
}

export function streamsInfer(): void {
  equal<DataStream<Rule>>()(rules.broadcast());
  equal<BroadcastStream<Rule>>()(rules.broadcast(byId));
  equal<BroadcastStream<Rule>>()(rules.broadcast(byId, names));
  equal<BroadcastConnectedStream<Click, Rule>>()(clicks.connect(rules.broadcast(byId)));
  equal<KeyedBroadcastConnectedStream<Click, Rule, string>>()(keyed.connect(rules.broadcast(byId)));
  // @ts-expect-error a value is not replicated
  rules.broadcast(counts);
  // @ts-expect-error a keyed stream cannot be broadcast
  keyed.broadcast(byId).stream.map((rule: Rule) => rule);
  // @ts-expect-error a broadcast stream is only good for connect
  rules.broadcast(byId).map((rule: Rule) => rule);
}

export function outputsInfer(): void {
  const both = clicks.connect(rules.broadcast(byId));
  equal<DataStream<string | number>>()(
    both.process({
      processElement: (click) => [click.user],
      processBroadcastElement: (rule) => [rule.id],
    }),
  );
  equal<DataStream<string>>()(
    both.process({
      *processElement(click) {
        yield click.user;
        yield [tag, click.n];
      },
      processBroadcastElement() {},
    }),
  );
  equal<DataStream<string>>()(
    both.process(
      {
        processElement: (click, _ctx, out) => out.collect(click.user),
        processBroadcastElement: (rule, _ctx, out) => out.collect(rule.text),
      },
      Types.STRING(),
    ),
  );
  equal<DataStream<string>>()(
    both.process({
      processElement(click: Click, _ctx: BroadcastReadOnlyContext, out: Collector<string>) {
        out.collect(click.user);
      },
      processBroadcastElement() {},
    }),
  );
  class Matching extends BroadcastProcessFunction<Click, Rule, string> {
    processElement(click: Click) {
      return [click.user];
    }
    processBroadcastElement(rule: Rule, ctx: BroadcastContext) {
      ctx.getBroadcastState(byId).put(rule.id, rule);
    }
  }
  equal<DataStream<string>>()(both.process(new Matching()));
  // @ts-expect-error one method is missing
  both.process({ processElement: (click) => [click.user] });
  // @ts-expect-error two inputs need two functions
  both.process((click: Click) => [click.user]);
}

export function readOnlyDoesNotWrite(): void {
  clicks.connect(rules.broadcast(byId)).process({
    processElement(click, ctx) {
      const state = ctx.getBroadcastState(byId);
      equal<ReadOnlyBroadcastState<number, Rule>>()(state);
      equal<Rule | null>()(state.get(click.n));
      // @ts-expect-error this side only reads
      state.put(1, { id: 1, text: "" });
      // @ts-expect-error this side only reads
      state.remove(1);
      // @ts-expect-error this side only reads
      state.clear();
      // @ts-expect-error the keys are numbers
      state.get("a");
      // @ts-expect-error without a key there is no keyed state
      ctx.getState(counts);
      // @ts-expect-error without a key there are no timers
      ctx.timerService();
      return [click.user];
    },
    processBroadcastElement(rule, ctx) {
      const state = ctx.getBroadcastState(byId);
      equal<BroadcastState<number, Rule>>()(state);
      state.put(rule.id, rule);
      // @ts-expect-error the values are rules
      state.put(rule.id, rule.text);
      // @ts-expect-error without a key there is none to visit
      ctx.applyToKeyedState(counts, () => {});
    },
  });
}

export function keyedFunctionsInfer(): void {
  const both = keyed.connect(rules.broadcast(byId));
  const result = both.process({
    processElement(click, ctx) {
      equal<string>()(ctx.getCurrentKey());
      equal<ValueState<number>>()(ctx.getState(counts));
      equal<ReadOnlyBroadcastState<number, Rule>>()(ctx.getBroadcastState(byId));
      ctx.timerService().registerEventTimeTimer(1);
      // @ts-expect-error this side only reads
      ctx.getBroadcastState(byId).put(1, { id: 1, text: "" });
      return [click.user];
    },
    processBroadcastElement(rule, ctx) {
      ctx.applyToKeyedState(counts, (key, state) => {
        equal<string>()(key);
        equal<ValueState<number>>()(state);
      });
      ctx.applyToKeyedState(lists, {
        process(_key, state) {
          equal<ListState<Click>>()(state);
        },
      });
      // @ts-expect-error there is no key on this side
      ctx.getCurrentKey();
      // @ts-expect-error there are no timers on this side
      ctx.timerService();
      return [rule.id];
    },
    onTimer(timestampMs, ctx) {
      equal<string>()(ctx.getCurrentKey());
      // @ts-expect-error timers only read
      ctx.getBroadcastState(byId).clear();
      return [timestampMs > 0];
    },
  });
  equal<DataStream<string | number | boolean>>()(result);
  class Matching extends KeyedBroadcastProcessFunction<string, Click, Rule, string> {
    processElement(click: Click, ctx: KeyedBroadcastReadOnlyContext<string>) {
      return [`${ctx.getCurrentKey()} ${click.n}`];
    }
    processBroadcastElement(_rule: Rule, _ctx: KeyedBroadcastContext<string>) {}
  }
  equal<DataStream<string>>()(both.process(new Matching()));
}
