/** The serializers of the built-in windows: what keyed state and timers of a window are stored under. */
import type { ByteInput } from "../types/serializers/byte-input.ts";
import type { ByteOutput } from "../types/serializers/byte-output.ts";
import { TypeSerializer } from "../types/type-serializer.ts";
import { CountWindow } from "./count-window.ts";
import { GlobalWindow } from "./global-window.ts";
import { TimeWindow } from "./time-window.ts";

/** Start and end, 8 bytes each. Flink: `TimeWindow.Serializer`; PyFlink: `TimeWindowSerializer`. */
export class TimeWindowSerializer extends TypeSerializer<TimeWindow> {
  serialize(element: TimeWindow, stream: ByteOutput): void {
    stream.float64(element.start);
    stream.float64(element.end);
  }

  deserialize(stream: ByteInput): TimeWindow {
    const start = stream.float64();
    return new TimeWindow(start, stream.float64());
  }
}

/** The number, 8 bytes. PyFlink: `CountWindowSerializer`. */
export class CountWindowSerializer extends TypeSerializer<CountWindow> {
  serialize(element: CountWindow, stream: ByteOutput): void {
    stream.float64(element.id);
  }

  deserialize(stream: ByteInput): CountWindow {
    return new CountWindow(stream.float64());
  }
}

/** 8 bytes that say nothing: there is one. Flink: `GlobalWindow.Serializer`; PyFlink: `GlobalWindowSerializer`. */
export class GlobalWindowSerializer extends TypeSerializer<GlobalWindow> {
  serialize(_element: GlobalWindow, stream: ByteOutput): void {
    stream.float64(0);
  }

  deserialize(stream: ByteInput): GlobalWindow {
    stream.float64();
    return GlobalWindow.get();
  }
}
