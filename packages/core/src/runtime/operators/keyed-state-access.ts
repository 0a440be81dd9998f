/** From a state descriptor to the operator's backend, with the errors of streams without a key and of missing kinds. */
import { type StreamError, streamError } from "../../base/stream-error.ts";
import type { StateDescriptor } from "../../state/descriptors.ts";
import type { KeyedStateBackend } from "../state/backend.ts";
import type { ChainedContext } from "./chained-context.ts";

/** The operator's backend; throws `STATE_NOT_KEYED` where the stream has no key. */
export function requireKeyedState(
  context: ChainedContext,
  descriptor: StateDescriptor,
): KeyedStateBackend {
  if (context.keyedState !== undefined) return context.keyedState;
  throw streamError(
    "STATE_NOT_KEYED",
    { state: String(descriptor?.name), operator: context.node.name },
    placeOf(context),
  );
}

/** The error for a kind of state that there is no backend for yet; `STATE_NOT_KEYED` goes first. */
export function refuseKind(context: ChainedContext, descriptor: StateDescriptor): StreamError {
  requireKeyedState(context, descriptor);
  const values = { state: descriptor.name, kind: descriptor.kind, operator: context.node.name };
  return streamError("STATE_KIND_NOT_AVAILABLE", values, placeOf(context));
}

function placeOf(context: ChainedContext): {
  where: { operator: string; location: string | undefined };
} {
  return { where: { operator: context.node.name, location: context.node.location } };
}
