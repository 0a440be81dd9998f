/**
 * The bytes of windows and of what they hold, for snapshots.
 *
 * WC1 Windows are written by their assigner's serializer, or, where it has none, with a tag that says which of the three
 * known windows it is. WC2 A pane is its place among the windows of its key, whether it has contents (WO4), and them.
 */
import { streamError } from "../../../base/stream-error.ts";
import type { WindowNode } from "../../../plan/transformation.ts";
import type { ByteInput } from "../../../types/serializers/byte-input.ts";
import type { ByteOutput } from "../../../types/serializers/byte-output.ts";
import type { Serializer } from "../../../types/serializers/serializer.ts";
import { serializerOf } from "../../../types/serializers/serializer-of.ts";
import { previewOf } from "../../../types/text.ts";
import type { AnyTypeInformation } from "../../../types/type-information.ts";
import { CountWindow } from "../../../windowing/count-window.ts";
import { GlobalWindow } from "../../../windowing/global-window.ts";
import { TimeWindow } from "../../../windowing/time-window.ts";
import { TimestampedValue } from "../../../windowing/timestamped-value.ts";
import type { Window } from "../../../windowing/window.ts";
import type { WindowAssigner } from "../../../windowing/window-assigner.ts";
import {
  CountWindowSerializer,
  GlobalWindowSerializer,
  TimeWindowSerializer,
} from "../../../windowing/window-serializers.ts";
import { type ContentCodec, type PartReads, readPart } from "../../state/content-codec.ts";
import type { NamespaceSerializer } from "../../state/keyed-snapshot-writer.ts";
import type { ChainedContext } from "../chained-context.ts";

/** A pane as it is written, and read. */
export interface StoredPane {
  /** Place among the panes of its key. */
  readonly place: number;
  readonly contents: unknown;
}

const known = [
  { window: TimeWindow, serializer: new TimeWindowSerializer() },
  { window: GlobalWindow, serializer: new GlobalWindowSerializer() },
  { window: CountWindow, serializer: new CountWindowSerializer() },
] as const;

/** How an assigner's windows are written. */
export function windowNamespaces(assigner: WindowAssigner<unknown, Window>): NamespaceSerializer {
  const own = assigner.getWindowSerializer?.();
  if (own === undefined) return taggedWindows(assigner.constructor.name);
  return {
    name: own.constructor.name,
    write: (window, output) => own.serialize(window as Window, output), // namespaces of this operator are windows
    read: (input) => own.deserialize(input),
  };
}

function taggedWindows(assigner: string): NamespaceSerializer {
  return {
    name: "Window",
    write(window, output) {
      const tag = known.findIndex((one) => window instanceof one.window);
      const entry = known[tag];
      if (entry === undefined)
        throw streamError("WINDOW_NO_SERIALIZER", { assigner, window: previewOf(window) });
      output.byte(tag);
      entry.serializer.serialize(window as never, output); // of the entry's class
    },
    read(input) {
      const entry = known[input.byte()];
      if (entry === undefined) throw input.damaged("a window of an unknown kind");
      return entry.serializer.deserialize(input);
    },
  };
}

/** An element of windows: a record, or one with its origin where there are two inputs. */
export interface ElementCodec {
  readonly serializers: Readonly<Record<string, Serializer>>;
  write(element: unknown, output: ByteOutput): void;
  read(input: ByteInput, reads: PartReads): unknown;
}

/** The codec of panes that hold elements, under their timestamps where an evictor may ask for them. */
export function elementsPaneCodec(element: ElementCodec, hasTimestamps: boolean): ContentCodec {
  return createPaneCodec(element, {
    write(contents, output) {
      const elements = contents as readonly unknown[]; // such windows keep lists
      output.count(elements.length);
      for (const one of elements) {
        if (hasTimestamps)
          writeTimed(one as TimestampedValue<unknown>, element, output); // with an evictor they are
        else element.write(one, output);
      }
    },
    read(input, reads) {
      const elements: unknown[] = [];
      for (let left = input.count(0); left > 0; left--)
        elements.push(
          hasTimestamps ? readTimed(input, element, reads) : element.read(input, reads),
        );
      return elements;
    },
  });
}

/** The codec of panes over one stream. */
export function windowPaneCodec(context: ChainedContext<WindowNode>): ContentCodec {
  const { aggregation, evictor } = context.node;
  const recordType = context.operator.inputTypes[0];
  if (evictor !== undefined || aggregation === undefined)
    return elementsPaneCodec(oneElement("element", recordType), evictor !== undefined);
  const value =
    aggregation.type === "aggregate"
      ? oneElement("accumulator", aggregation.accumulatorType)
      : oneElement("value", recordType);
  return createPaneCodec(value, value);
}

/** Values of one type. */
function oneElement(part: string, type: AnyTypeInformation | undefined): ElementCodec {
  const serializer = serializerOf(type);
  return {
    serializers: { [part]: serializer },
    write: (element, output) => serializer.write(element, output),
    read: (input, reads) => readPart(reads, part, input),
  };
}

function createPaneCodec(
  { serializers }: ElementCodec,
  contents: Pick<ElementCodec, "write" | "read">,
): ContentCodec {
  return {
    kind: "windows",
    serializers,
    timeToLiveMs: undefined,
    write(pane, output) {
      const stored = pane as StoredPane; // the pane table gives these
      output.count(stored.place);
      output.byte(stored.contents === undefined ? 0 : 1);
      if (stored.contents !== undefined) contents.write(stored.contents, output);
    },
    read(input, reads): StoredPane {
      const place = input.count(0);
      return { place, contents: input.byte() === 0 ? undefined : contents.read(input, reads) };
    },
  };
}

function writeTimed(
  record: TimestampedValue<unknown>,
  element: ElementCodec,
  output: ByteOutput,
): void {
  output.float64(record.getTimestamp());
  element.write(record.getValue(), output);
}

function readTimed(
  input: ByteInput,
  element: ElementCodec,
  reads: PartReads,
): TimestampedValue<unknown> {
  const timestampMs = input.float64();
  return new TimestampedValue(element.read(input, reads), timestampMs);
}
