/**
 * What an asynchronous operator has taken and not emitted, as part of its snapshot (C5), and back: calls are made again.
 *
 * HR1: everything is written within the call that asks for it (C4). HR2: order is kept, so that no record passes a
 * watermark after a restore.
 * @internal
 */

import { streamError } from "../../../base/stream-error.ts";
import type { HeldElement, HeldElements } from "../../../checkpoint/snapshot/held-elements.ts";
import { ByteInput } from "../../../types/serializers/byte-input.ts";
import { ByteOutput } from "../../../types/serializers/byte-output.ts";
import { compareSerializers } from "../../../types/serializers/compare-serializers.ts";
import type { SerializerFingerprint } from "../../../types/serializers/fingerprint.ts";
import { serializerOf } from "../../../types/serializers/serializer-of.ts";
import type { ChainedContext } from "../chained-context.ts";
import type { Mark } from "./queued-mark.ts";

/** A record or a mark that waits. */
export type HeldItem =
  | { readonly type: "record"; readonly value: unknown; readonly timestampMs: number }
  | Mark;

/** The name in errors. */
const STATE = "pending requests";

/** Writes what waits, oldest first. */
export function holdItems(context: ChainedContext, items: readonly HeldItem[]): HeldElements {
  const serializer = serializerOf(context.operator.inputTypes[0]);
  const output = new ByteOutput();
  const elements = items.map((item): HeldElement => {
    if (item.type !== "record") return { ...item, input: 0 };
    output.clear();
    serializer.write(item.value, output);
    return { type: "record", input: 0, timestampMs: item.timestampMs, value: output.take() };
  });
  return { valueSerializers: [serializer.fingerprint], elements };
}

/** Reads what the operator was restored with; throws `STATE_INCOMPATIBLE_SERIALIZER`. */
export function restoredItems(context: ChainedContext): readonly HeldItem[] {
  const held = context.restored?.pending;
  if (held === undefined || held.elements.length === 0) return [];
  const read = readerOf(context, held.valueSerializers[0]);
  return held.elements.flatMap((element): HeldItem[] => {
    switch (element.type) {
      case "record":
        return [
          {
            type: "record",
            value: read(new ByteInput(element.value, STATE)),
            timestampMs: element.timestampMs,
          },
        ];
      case "watermark":
        return [{ type: "watermark", timestampMs: element.timestampMs }];
      case "status":
        return [{ type: "status", isIdle: element.isIdle }];
      case "end":
        return []; // the input's end is the chain's
    }
  });
}

function readerOf(
  context: ChainedContext,
  stored: SerializerFingerprint | undefined,
): (input: ByteInput) => unknown {
  const serializer = serializerOf(context.operator.inputTypes[0]);
  const names = { state: STATE, operator: context.node.name };
  if (stored === undefined)
    throw streamError("STATE_INCOMPATIBLE_SERIALIZER", { ...names, reason: "no type is stored" });
  const compatibility = compareSerializers(stored, serializer);
  if (compatibility.kind === "incompatible")
    throw streamError("STATE_INCOMPATIBLE_SERIALIZER", { ...names, reason: compatibility.reason });
  return compatibility.kind === "same"
    ? (input) => serializer.read(input)
    : (input) => compatibility.read(input);
}
