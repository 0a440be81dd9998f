/** What the built-in windows are stored as: each assigner's serializer reads back what it wrote, and nothing more. */
import { expect, test } from "vitest";
import { ByteInput } from "../types/serializers/byte-input.ts";
import { ByteOutput } from "../types/serializers/byte-output.ts";
import type { TypeSerializer } from "../types/type-serializer.ts";
import { CountWindow } from "./count-window.ts";
import {
  CountSlidingWindowAssigner,
  CountTumblingWindowAssigner,
} from "./count-window-assigners.ts";
import {
  DynamicEventTimeSessionWindows,
  DynamicProcessingTimeSessionWindows,
} from "./dynamic-session-windows.ts";
import { GlobalWindow } from "./global-window.ts";
import { GlobalWindows } from "./global-windows.ts";
import { EventTimeSessionWindows, ProcessingTimeSessionWindows } from "./session-windows.ts";
import { SlidingEventTimeWindows, SlidingProcessingTimeWindows } from "./sliding-windows.ts";
import { TimeWindow } from "./time-window.ts";
import { TumblingEventTimeWindows, TumblingProcessingTimeWindows } from "./tumbling-windows.ts";

/** The window after its bytes, and how many those are. */
function stored<W>(serializer: TypeSerializer<W>, window: W): [W, number] {
  const output = new ByteOutput();
  serializer.serialize(window, output);
  const bytes = output.take();
  return [serializer.deserialize(new ByteInput(bytes, "window")), bytes.length];
}

// covers: TumblingEventTimeWindows.getWindowSerializer
// covers: TumblingProcessingTimeWindows.getWindowSerializer
// covers: SlidingEventTimeWindows.getWindowSerializer
// covers: SlidingProcessingTimeWindows.getWindowSerializer
// covers: EventTimeSessionWindows.getWindowSerializer
// covers: ProcessingTimeSessionWindows.getWindowSerializer
// covers: DynamicEventTimeSessionWindows.getWindowSerializer
// covers: DynamicProcessingTimeSessionWindows.getWindowSerializer
// covers: TimeWindowSerializer.serialize, TimeWindowSerializer.deserialize
test.each([
  TumblingEventTimeWindows.of(1),
  TumblingProcessingTimeWindows.of(1),
  SlidingEventTimeWindows.of(2, 1),
  SlidingProcessingTimeWindows.of(2, 1),
  EventTimeSessionWindows.withGap(1),
  ProcessingTimeSessionWindows.withGap(1),
  DynamicEventTimeSessionWindows.withDynamicGap(() => 1),
  DynamicProcessingTimeSessionWindows.withDynamicGap(() => 1),
])("%s stores start and end", (assigner) => {
  const window = new TimeWindow(-5, 2 ** 50);
  expect(stored(assigner.getWindowSerializer(), window)).toEqual([window, 16]);
});

// covers: CountTumblingWindowAssigner.getWindowSerializer
// covers: CountSlidingWindowAssigner.getWindowSerializer
// covers: CountWindowSerializer.serialize, CountWindowSerializer.deserialize
test.each([CountTumblingWindowAssigner.of(1), CountSlidingWindowAssigner.of(2, 1)])(
  "%s stores the window's number",
  (assigner) => {
    const window = new CountWindow(7);
    expect(stored(assigner.getWindowSerializer(), window)).toEqual([window, 8]);
  },
);

// covers: GlobalWindows.getWindowSerializer
// covers: GlobalWindowSerializer.serialize, GlobalWindowSerializer.deserialize
test("the global window is itself again", () => {
  const serializer = GlobalWindows.create().getWindowSerializer();
  const [window, length] = stored(serializer, GlobalWindow.get());
  expect(window).toBe(GlobalWindow.get());
  expect(length).toBe(8);
});
