/** Type tests of joins: what infers through where, equalTo, window and apply, and what does not compile. */
// biome-ignore-all format: a use is a line, so that each expected error is on the line behind its comment
import type { Collector } from "../functions/collector.ts";
import { CoGroupFunction, FlatJoinFunction, JoinFunction, ProcessJoinFunction } from "../functions/join-functions.ts";
import { OutputTag } from "../functions/output-tag.ts";
import { perSubtask } from "../functions/per-subtask.ts";
import type { Row } from "../types/row.ts";
import { Types } from "../types/types.ts";
import { DynamicEventTimeSessionWindows } from "../windowing/dynamic-session-windows.ts";
import type { TaggedUnion } from "../windowing/tagged-union.ts";
import type { TimeWindow } from "../windowing/time-window.ts";
import { TumblingEventTimeWindows } from "../windowing/tumbling-windows.ts";
import type { CoGroupedStreams } from "./co-grouped-streams.ts";
import type { DataStream } from "./data-stream.ts";
import type { JoinedStreams } from "./joined-streams.ts";
import type { KeyedStream } from "./keyed-stream.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function equal<Expected>(): <Actual>(actual: Actual, ...same: Same<Expected, Actual> extends true ? [] : [Expected]) => void;

interface Click {
  readonly user: string;
  readonly n: number;
}
interface Person {
  readonly name: string;
  readonly age: number;
}
declare const clicks: DataStream<Click>;
declare const people: DataStream<Person>;
declare const clicksByUser: KeyedStream<Click, string>;
declare const peopleByName: KeyedStream<Person, string>;
const tens = TumblingEventTimeWindows.of(10);
const joined = clicks.join(people).where((click) => click.user).equalTo((person) => person.name).window(tens);
const grouped = clicks.coGroup(people).where((click) => click.user).equalTo((person) => person.name).window(tens);

export function keysInfer(): void {
  equal<JoinedStreams<Click, Person>>()(clicks.join(people));
  equal<CoGroupedStreams<Click, Person>>()(clicks.coGroup(people));
  equal<JoinedStreams.Where<Click, Person, string>>()(clicks.join(people).where((click) => click.user));
  equal<JoinedStreams.WithWindow<Click, Person, string, TimeWindow>>()(joined);
  equal<CoGroupedStreams.WithWindow<Click, Person, string, TimeWindow>>()(grouped);
  clicks.join(people).where((click) => click.user, Types.STRING()).equalTo((person) => person.name, Types.STRING());
  clicks.join(people).where({ getKey: (click: Click) => click.n }).equalTo((person) => person.age);
  // @ts-expect-error the keys are of different types
  clicks.join(people).where((click) => click.user).equalTo((person) => person.age);
  // @ts-expect-error the keys are of different types
  clicks.coGroup(people).where((click) => click.n).equalTo((person) => person.name);
  // @ts-expect-error there is no such field
  clicks.join(people).where((click) => click.name);
  // @ts-expect-error windows come behind both keys
  void clicks.join(people).where((click) => click.user).window;
}

export function windowsSeeTags(): void {
  const gap = { extract: (tagged: TaggedUnion<Click, Person>) => (tagged.isOne() ? 1 : (tagged.getTwo()?.age ?? 2)) };
  clicks.join(people).where((click) => click.user).equalTo((person) => person.name).window(DynamicEventTimeSessionWindows.withDynamicGap(gap));
  joined.sideOutputLateData(new OutputTag<Click | Person>("late")).allowedLateness("1 s");
  // @ts-expect-error late records are of either stream
  joined.sideOutputLateData(new OutputTag<Click>("late"));
}

class Named extends JoinFunction<Click, Person, string> {
  join(click: Click, person: Person) { return `${click.n} ${person.name}`; }
}
class Flat extends FlatJoinFunction<Click, Person, string> {
  join(click: Click, person: Person): string[] { return [`${click.n} ${person.name}`]; }
}
class Outer extends CoGroupFunction<Click, Person, number> {
  coGroup(first: Iterable<Click>, second: Iterable<Person>): number[] { return [[...first].length, [...second].length]; }
}

export function joinsInfer(): void {
  equal<DataStream<string>>()(joined.apply((click, person) => `${click.user} ${person.age}`));
  equal<DataStream<[string, number]>>()(joined.apply((click, person) => [click.user, person.age]));
  equal<DataStream<string>>()(joined.apply(new Named()));
  equal<DataStream<string>>()(joined.apply(perSubtask(Named)));
  equal<DataStream<string>>()(joined.apply(new Flat()));
  equal<DataStream<string>>()(joined.apply((click, person, out: Collector<string>) => { if (click.n > person.age) out.collect(click.user); }));
  equal<DataStream<number>>()(joined.apply(function* (click, person) { yield click.n + person.age; }));
  equal<DataStream<Row<[string, number], object>>>()(joined.apply((click, person) => [click.user, person.age], Types.ROW([Types.STRING(), Types.INT()])));
  equal<DataStream<string>>()(joined.apply((click, _person, out) => out.collect(click.user), Types.STRING()));
  equal<DataStream<string>>()(joined.with((click) => click.user));
  // @ts-expect-error the declared type is another one
  joined.apply((click) => click.user, Types.INT());
  // @ts-expect-error a person has no field of that name
  joined.apply((_click, person) => person.user);
  // @ts-expect-error a record is never a promise
  joined.apply(async (click) => click);
}

export function coGroupsInfer(): void {
  equal<DataStream<number>>()(grouped.apply((first, second) => [[...first].length - [...second].length]));
  equal<DataStream<number>>()(grouped.apply(new Outer()));
  equal<DataStream<string>>()(grouped.apply((first, _second, out: Collector<string>) => { for (const { user } of first) out.collect(user); }));
  equal<DataStream<string>>()(grouped.with((first) => [...first].map(({ user }) => user), Types.STRING()));
  // @ts-expect-error groups are iterables, not records
  grouped.apply((first) => [first.user]);
  // @ts-expect-error a co-group function returns several records
  grouped.apply(() => 5);
}

class Near extends ProcessJoinFunction<Click, Person, string> {
  *processElement(click: Click, person: Person, ctx: ProcessJoinFunction.Context) { yield `${click.user} ${person.age} ${ctx.getTimestamp()}`; }
}

export function intervalJoinsInfer(): void {
  const near = clicksByUser.intervalJoin(peopleByName).between("-5 s", 1000);
  equal<DataStream<string>>()(near.process((click, person, ctx) => [`${click.user} ${person.name} ${ctx.getLeftTimestamp()}`]));
  equal<DataStream<string>>()(near.process(new Near()));
  equal<DataStream<number>>()(near.process((click, _person, _ctx, out: Collector<number>) => out.collect(click.n)));
  equal<DataStream<Row<[string], object>>>()(near.process((click) => [[click.user]], Types.ROW([Types.STRING()])));
  near.sideOutputLeftLateData(new OutputTag<Click>("left")).sideOutputRightLateData(new OutputTag<Person>("right"));
  // @ts-expect-error the tag is of the other stream
  near.sideOutputLeftLateData(new OutputTag<Person>("left"));
  // @ts-expect-error the other stream has no key
  clicksByUser.intervalJoin(people);
  // @ts-expect-error bounds come before the function
  void clicksByUser.intervalJoin(peopleByName).process;
  // @ts-expect-error the keys are of different types
  clicksByUser.intervalJoin(people.keyBy((person) => person.age));
}
