/** How long windows are remembered, and what becomes of their timers: WC-07, W-17, and what a trigger leaves behind. */
import { describe, expect, test } from "vitest";
import { expectCase, stepsOf } from "../../../../../../tests/conformance/cases.ts";
import { ValueStateDescriptor } from "../../../state/descriptors.ts";
import { runOperators } from "../../../testing/operator-harness.ts";
import {
  processingTime,
  record,
  runWindows,
  type WindowParts,
  watermark,
  windowRun,
} from "../../../testing/window-script.ts";
import type { ByteInput } from "../../../types/serializers/byte-input.ts";
import type { ByteOutput } from "../../../types/serializers/byte-output.ts";
import { TypeSerializer } from "../../../types/type-serializer.ts";
import { CountTrigger } from "../../../windowing/count-trigger.ts";
import { EventTimeTrigger } from "../../../windowing/event-time-trigger.ts";
import { PurgingTrigger } from "../../../windowing/purging-trigger.ts";
import { EventTimeSessionWindows } from "../../../windowing/session-windows.ts";
import { Trigger, type TriggerContext } from "../../../windowing/trigger.ts";
import { TriggerResult } from "../../../windowing/trigger-result.ts";
import { TumblingEventTimeWindows } from "../../../windowing/tumbling-windows.ts";
import type { Window } from "../../../windowing/window.ts";
import { WindowAssigner } from "../../../windowing/window-assigner.ts";

const FORMS = 6; // of the chain, in which the harness runs each script
const seen = new ValueStateDescriptor<number>("seen");
const sum: Pick<WindowParts, "apply"> = {
  apply: (_key: string, _window: Window, elements: Iterable<readonly [string, number]>) => [
    [...elements].reduce((all, [, n]) => all + n, 0),
  ],
};

/** Sets timers, counts its records in its state, and writes down when it is called. */
class Noting extends Trigger<unknown, Window> {
  readonly calls: string[];
  readonly times: readonly number[];
  readonly isClearing: boolean;

  constructor(calls: string[], times: readonly number[], isClearing: boolean) {
    super();
    this.calls = calls;
    this.times = times;
    this.isClearing = isClearing;
  }

  onElement(_value: unknown, _time: number, _window: Window, ctx: TriggerContext): TriggerResult {
    const state = ctx.getPartitionedState(seen);
    state.update((state.value() ?? 0) + 1);
    for (const time of this.times) ctx.registerEventTimeTimer(time);
    return TriggerResult.CONTINUE;
  }

  onEventTime(time: number, _window: Window, ctx: TriggerContext): TriggerResult {
    this.calls.push(`${time} ${ctx.getPartitionedState(seen).value()}`);
    return TriggerResult.FIRE;
  }

  onProcessingTime(): TriggerResult {
    return TriggerResult.CONTINUE;
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(): void {}

  clear(_window: Window, ctx: TriggerContext): void {
    this.calls.push("clear");
    if (this.isClearing) ctx.getPartitionedState(seen).clear();
  }
}

/** The same calls in each of the forms. */
function inEachForm(calls: readonly string[]): string[] {
  return Array.from({ length: FORMS }, () => calls).flat();
}

test("WC-07 a trigger that continues keeps contents, state and timers until the clean-up", async () => {
  const calls: string[] = [];
  const trigger = new Noting(calls, [5, 15], true);
  const parts = { assigner: TumblingEventTimeWindows.of(10), allowedLatenessMs: 20, trigger };
  const script = [record("a", 1, 1), record("a", 2, 2), watermark(5), watermark(28), watermark(29)];
  expect(await runWindows({ ...parts, ...sum }, script)).toEqual([
    "3@9",
    "WM 5",
    "3@9",
    "WM 28",
    "3@9",
    "WM 29",
  ]);
  expect(calls).toEqual(inEachForm(["5 2", "15 2", "29 2", "clear"]));
  expectCase("WC-07", [String(trigger.onProcessingTime())], "verdict");
});

test("W-17 the time of the clean-up does not go beyond the largest", async () => {
  const [element, first, second] = stepsOf("W-17");
  const max = Number.MAX_SAFE_INTEGER; // as the case text says; the rule is saturation
  const time = (text = "") => max - Number(/MAX-(\d+)/.exec(text)?.[1]);
  const at = time(element?.values[0]);
  const end = Math.floor(at / 1000) * 1000 + 999;
  const parts = {
    assigner: TumblingEventTimeWindows.of(1000),
    allowedLatenessMs: 2 ** 63,
    reduce: (a: readonly [string, number], b: readonly [string, number]) => [a[0], a[1] + b[1]],
  };
  const script = [record("key2", 1, at), watermark(time(first?.values[0])), watermark(end)];
  const expected = second?.outputs.map((text) => text.replace("window.maxTimestamp", String(end)));
  expect(await runWindows(parts, script)).toEqual([
    `WM ${time(first?.values[0])}`,
    ...(expected ?? []),
    `WM ${end}`,
  ]);
});

describe("timers that a trigger leaves behind", () => {
  const script = [record("a", 1, 1), watermark(9), record("a", 2, 12), watermark(50)];

  test("fire for the window, which is empty and gives nothing", async () => {
    const calls: string[] = [];
    const trigger = new Noting(calls, [40], true);
    const assigner = TumblingEventTimeWindows.of(10);
    expect(await runWindows({ assigner, trigger, ...sum }, script)).toEqual([
      "1@9",
      "WM 9",
      "2@19",
      "WM 50",
    ]);
    // At 40 for both windows: their state was cleared before.
    const expected = ["9 1", "clear", "19 1", "clear", "40 null", "40 null"];
    expect(calls).toEqual(inEachForm(expected));
  });

  test("of a session do not fire", async () => {
    const calls: string[] = [];
    const trigger = new Noting(calls, [40], true);
    const assigner = EventTimeSessionWindows.withGap(9);
    expect(await runWindows({ assigner, trigger, ...sum }, script)).toEqual([
      "1@9",
      "WM 9",
      "2@20",
      "WM 50",
    ]);
    expect(calls).toEqual(inEachForm(["9 1", "clear", "20 1", "clear"]));
  });

  // covers: Trigger.TriggerContext.getCurrentProcessingTime
  // covers: Trigger.TriggerContext.registerProcessingTimeTimer, WindowAssigner.assignWindows
  // covers: WindowAssigner.getDefaultTrigger, WindowAssigner.isEventTime
  test("of processing time meet a window of its own, where it comes back", async () => {
    class Returning extends WindowAssigner<unknown, Window> {
      assignWindows() {
        return [ended];
      }
      getDefaultTrigger() {
        return EventTimeTrigger.create();
      }
      isEventTime() {
        return false;
      }
      override getWindowSerializer() {
        return new EndedSerializer();
      }
    }
    const ended: Window = { maxTimestamp: () => 10 };
    class EndedSerializer extends TypeSerializer<Window> {
      serialize(): void {}
      deserialize() {
        return ended;
      }
    }
    class Late extends Noting {
      override onElement(value: unknown, time: number, window: Window, ctx: TriggerContext) {
        if (ctx.getCurrentProcessingTime() < 10) ctx.registerProcessingTimeTimer(30);
        return super.onElement(value, time, window, ctx);
      }
      override onProcessingTime(): TriggerResult {
        return TriggerResult.FIRE;
      }
    }
    const parts = { assigner: new Returning(), trigger: new Late([], [], true), ...sum };
    const back = [record("a", 1, 0), processingTime(20), record("a", 2, 0), processingTime(30)];
    // The clean-up timer of the second life is due at once; the timer of the first life finds the window empty.
    expect((await runWindows(parts, back)).filter((line) => line.includes("@"))).toEqual([
      "1@10",
      "2@10",
    ]);
  });
});

describe("a window without contents, state and timers", () => {
  /** A window whose number is read where it is compared with another. */
  class Compared implements Window {
    static reads = 0;
    readonly end: number;
    readonly #number: number;
    constructor(n: number, end: number) {
      this.#number = n;
      this.end = end;
      Object.defineProperty(this, "n", {
        enumerable: true,
        get: () => {
          Compared.reads += 1;
          return n;
        },
      });
    }
    maxTimestamp(): number {
      return this.end;
    }
    /** Without a read. */
    writeTo(stream: ByteOutput): void {
      stream.float64(this.#number);
      stream.float64(this.end);
    }
  }
  class ByNumber extends WindowAssigner<readonly [string, number], Window> {
    assignWindows([, n]: readonly [string, number]) {
      return [new Compared(n, 2 ** 63)];
    }
    getDefaultTrigger() {
      return CountTrigger.of(1);
    }
    isEventTime() {
      return false;
    }
    override getWindowSerializer() {
      return new ComparedSerializer();
    }
  }
  class ComparedSerializer extends TypeSerializer<Window> {
    serialize(window: Window, stream: ByteOutput): void {
      if (window instanceof Compared) window.writeTo(stream);
    }
    deserialize(stream: ByteInput) {
      return new Compared(stream.float64(), stream.float64());
    }
  }
  const script = Array.from({ length: 20 }, (_, n) => record("a", n, 0));

  test("is forgotten: the next one is compared with none", async () => {
    Compared.reads = 0;
    const trigger = PurgingTrigger.of(CountTrigger.of(1));
    await runWindows({ assigner: new ByNumber(), trigger, ...sum }, script);
    expect(Compared.reads).toBe(0);
  });

  // covers: WindowAssigner.getWindowSerializer, TypeSerializer.serialize, TypeSerializer.deserialize
  test("is remembered with its state while it has any", async () => {
    class Numbering extends Noting {
      override onElement(value: unknown, time: number, window: Window, ctx: TriggerContext) {
        super.onElement(value, time, window, ctx);
        this.calls.push(String(ctx.getPartitionedState(seen).value()));
        return TriggerResult.FIRE_AND_PURGE;
      }
    }
    const calls: string[] = [];
    const trigger = new Numbering(calls, [], false);
    const steps = [record("a", 1, 0), record("a", 2, 0), record("a", 1, 0)];
    await runWindows({ assigner: new ByNumber(), trigger, ...sum }, steps);
    expect(calls).toEqual(inEachForm(["1", "1", "2"]));
  });

  test("of event time that has ended is forgotten, whatever its trigger has left in its state", async () => {
    class Tens extends ByNumber {
      override assignWindows([, n]: readonly [string, number]) {
        return [new Compared(n, n * 10 + 9)];
      }
      override isEventTime() {
        return true;
      }
    }
    Compared.reads = 0;
    const trigger = new Noting([], [], false);
    const steps = [0, 1, 2, 3].flatMap((n) => [record("a", n, n * 10), watermark(n * 10 + 9)]);
    await runOperators({
      ...windowRun({ assigner: new Tens(), trigger, ...sum }),
      script: () => steps,
      notRestorable: "timers that are restored look for their window, which compares",
    });
    expect(Compared.reads).toBe(0);
  });
});
