/** From a state descriptor to the operator's backend, with the error of streams without a key. */
import { streamError } from "../../base/stream-error.ts";
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

function placeOf(context: ChainedContext): {
  where: { operator: string; location: string | undefined };
} {
  return { where: { operator: context.node.name, location: context.node.location } };
}
