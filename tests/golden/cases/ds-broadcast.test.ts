/** DS-10, DS-11, DS-16, DS-19: broadcast state, seen by every subtask, keyed and not. */
import {
  type BroadcastContext,
  BroadcastProcessFunction,
  type BroadcastReadOnlyContext,
  type BroadcastState,
  type Collector,
  type DataStream,
  KeyedBroadcastProcessFunction,
  MapStateDescriptor,
  OutputTag,
  type ReadOnlyBroadcastState,
  type ReducingState,
  ReducingStateDescriptor,
  type Row,
  type RuntimeContext,
  Types,
} from "millrace";
import { test } from "vitest";
import { expectCase, modesOf } from "../../conformance/cases.ts";
import { collected, streaming } from "./streaming-environment.ts";

type Letter = Row<[number, string]>;

const mapping = new MapStateDescriptor<number, string>("mapping", Types.INT(), Types.STRING());

/** Runs the job once and returns the records of several streams. */
async function outputsOf(
  env: ReturnType<typeof streaming>,
  ...streams: readonly DataStream<unknown>[]
): Promise<unknown[][]> {
  const outputs = streams.map((stream) => {
    const records: unknown[] = [];
    stream.addSink((value) => void records.push(value));
    return records;
  });
  await env.execute();
  return outputs;
}

/** Keeps elements until the letter of their parity is known. */
class Waiting<T> {
  readonly elements = new Map<number, T[]>();

  /** The elements that can be emitted now. */
  add(parity: number, element: T, letters: ReadOnlyBroadcastState<number, string>): T[] {
    const waiting = [...(this.elements.get(parity) ?? []), element];
    this.elements.set(parity, letters.contains(parity) ? [] : waiting);
    return letters.contains(parity) ? waiting : [];
  }

  known(parity: number, letter: string, letters: BroadcastState<number, string>): T[] {
    letters.put(parity, letter);
    const waiting = this.elements.get(parity) ?? [];
    this.elements.delete(parity);
    return waiting;
  }
}

class Naming extends BroadcastProcessFunction<number, [number, string], string> {
  declare waiting: Waiting<number>;
  override open() {
    this.waiting = new Waiting();
  }
  processElement(value: number, ctx: BroadcastReadOnlyContext) {
    const letters = ctx.getBroadcastState(mapping);
    const parity = value % 2;
    return this.waiting.add(parity, value, letters).map((one) => `${letters.get(parity)}${one}`);
  }
  processBroadcastElement([parity, letter]: [number, string], ctx: BroadcastContext) {
    const letters = ctx.getBroadcastState(mapping);
    const known = this.waiting.known(parity, letter, letters).map((one) => `${letter}${one}`);
    return [`${parity}${letter}`, ...known];
  }
}

// covers: BroadcastConnectedStream.process
// covers: ReadOnlyBroadcastState.contains
test.each(modesOf("DS-10"))(
  "DS-10 every subtask sees every broadcast element, whenever it comes (%s)",
  async (mode) => {
    const env = streaming(2, mode);
    const letters = env.fromCollection(
      [
        [0, "a"],
        [1, "b"],
      ] satisfies [number, string][],
      Types.TUPLE([Types.INT(), Types.STRING()]),
    );
    const result = env
      .fromCollection([1, 2, 3, 4, 5], Types.INT())
      .connect(letters.broadcast(mapping))
      .process(new Naming(), Types.STRING())
      .setParallelism(2);
    expectCase("DS-10", await collected(result));
  },
);

class NamingWithTime extends KeyedBroadcastProcessFunction<
  number,
  Letter,
  Row<[number, string, string]>,
  string
> {
  declare waiting: Waiting<Letter>;
  override open() {
    this.waiting = new Waiting();
  }
  processElement(value: Letter, ctx: KeyedBroadcastProcessFunction.ReadOnlyContext<number>) {
    ctx.timerService().registerEventTimeTimer((ctx.timestamp() ?? 0) + 10_000);
    const letters = ctx.getBroadcastState(mapping);
    const parity = value[0] % 2;
    return this.waiting
      .add(parity, value, letters)
      .map((one) => `${letters.get(parity)}${one[0]}@${one[1]}`);
  }
  processBroadcastElement(
    value: Row<[number, string, string]>,
    ctx: KeyedBroadcastProcessFunction.Context<number>,
  ) {
    const [parity, letter] = [value[0], value[2]];
    const known = this.waiting.known(parity, letter, ctx.getBroadcastState(mapping));
    return [
      `${parity}${letter}@${ctx.timestamp()}`,
      ...known.map((one) => `${letter}${one[0]}@${one[1]}`),
    ];
  }
  override onTimer(
    timestampMs: number,
    ctx: KeyedBroadcastProcessFunction.OnTimerContext<number>,
    out: Collector<string>,
  ) {
    out.collect(`${ctx.getCurrentKey()}@${timestampMs}`);
  }
}

// covers: BaseBroadcastProcessFunction.BaseContext.timestamp
// covers: KeyedBroadcastProcessFunction.OnTimerContext.getCurrentKey
// covers: KeyedBroadcastProcessFunction.ReadOnlyContext.getCurrentKey
// covers: KeyedBroadcastProcessFunction.ReadOnlyContext.timerService
// covers: KeyedBroadcastProcessFunction.onTimer
test.each(modesOf("DS-11"))(
  "DS-11 a keyed function reads broadcast state and has timers (%s)",
  async (mode) => {
    const env = streaming(2, mode);
    const main = [1, 2, 3, 4].map((id): [number, string] => [id, `160370821${id}000`]);
    const letters: [number, string, string][] = [
      [0, "1603708215000", "a"],
      [1, "1603708215000", "b"],
    ];
    const broadcast = env
      .fromCollection(letters, Types.ROW([Types.INT(), Types.STRING(), Types.STRING()]))
      .assignTimestampsAndWatermarks((s) =>
        s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
      );
    const result = env
      .fromCollection(main, Types.ROW([Types.INT(), Types.STRING()]))
      .assignTimestampsAndWatermarks((s) =>
        s.forMonotonousTimestamps().withTimestampAssigner((value) => Number(value[1])),
      )
      .keyBy((value) => value[0], Types.INT())
      .connect(broadcast.broadcast(mapping))
      .process(new NamingWithTime(), Types.STRING())
      .setParallelism(2);
    expectCase("DS-11", await collected(result));
  },
);

// covers: BroadcastProcessFunction.processElement
test.each(modesOf("DS-16"))("DS-16 both sides emit to a side output (%s)", async (mode) => {
  const env = streaming(2, mode);
  const tag = new OutputTag<number>("side", Types.INT());
  const main = env
    .fromCollection(
      [
        ["a", 0],
        ["b", 1],
        ["c", 2],
      ],
      Types.ROW([Types.STRING(), Types.INT()]),
    )
    .connect(
      env
        .fromCollection(
          [
            [3, "d"],
            [4, "f"],
          ],
          Types.ROW([Types.INT(), Types.STRING()]),
        )
        .broadcast(mapping),
    )
    .process(
      {
        *processElement(value: Row<[string, number]>) {
          yield value[0];
          yield [tag, value[1]];
        },
        *processBroadcastElement(value: Letter) {
          yield value[1];
          yield [tag, value[0]];
        },
      },
      Types.STRING(),
    )
    .setParallelism(2);
  const [records = [], sides = []] = await outputsOf(env, main, main.getSideOutput(tag));
  expectCase("DS-16", records, "main");
  expectCase("DS-16", sides, "side");
});

// covers: KeyedBroadcastProcessFunction.processBroadcastElement
// covers: KeyedBroadcastProcessFunction.processElement
test.each(modesOf("DS-19"))(
  "DS-19 a keyed function with reducing state emits to a side output from both sides (%s)",
  async (mode) => {
    const env = streaming(2, mode);
    const tag = new OutputTag<number>("side", Types.INT());
    class Summing extends KeyedBroadcastProcessFunction<
      string,
      Row<[string, number]>,
      Letter,
      string
    > {
      declare sum: ReducingState<number>;
      override open(context: RuntimeContext) {
        this.sum = context.getReducingState(
          new ReducingStateDescriptor("sum", (a: number, b: number) => a + b, Types.INT()),
        );
      }
      *processElement(value: Row<[string, number]>) {
        this.sum.add(value[1]);
        yield value[0];
        yield [tag, this.sum.get()] as const;
      }
      *processBroadcastElement(value: Letter) {
        yield value[1];
        yield [tag, value[0]] as const;
      }
    }
    const main = env
      .fromCollection(
        [
          ["a", 0],
          ["b", 1],
          ["a", 2],
          ["b", 3],
        ],
        Types.ROW([Types.STRING(), Types.INT()]),
      )
      .keyBy((value) => value[0], Types.STRING())
      .connect(
        env
          .fromCollection(
            [
              [5, "c"],
              [6, "d"],
            ],
            Types.ROW([Types.INT(), Types.STRING()]),
          )
          .broadcast(mapping),
      )
      .process(new Summing(), Types.STRING())
      .setParallelism(2);
    const [records = [], sides = []] = await outputsOf(env, main, main.getSideOutput(tag));
    expectCase("DS-19", records, "main");
    expectCase("DS-19", sides, "side");
  },
);
