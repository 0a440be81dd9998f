/**
 * The record path of an edge: select the key, choose the channel, copy (O1), call the target.
 *
 * Generated per edge and subtask where code generation is allowed, so that a keyed chain's selector, copier and target
 * are constants of its own; the plain form does the same (R1).
 * @internal
 */
import { type CodeGeneration, compileSource } from "../../types/code-generation.ts";
import type { Copier } from "../../types/type-information.ts";
import type { Input } from "../operators/operator.ts";
import type { SelectChannel } from "./select-subtask.ts";

/** One record into the edge. */
export type EdgeElement = (value: unknown, timestampMs: number) => void;

/** What an edge's record path consists of. */
export interface EdgeParts {
  readonly targets: readonly Input[];
  /** The key selector; its result travels with the record where `passesKey`. */
  readonly selectKey: ((value: unknown) => unknown) | undefined;
  readonly passesKey: boolean;
  /** `undefined`: the only channel, or all of them where `isBroadcast`. */
  readonly selectChannel: SelectChannel | undefined;
  readonly isBroadcast: boolean;
  /** `undefined`: records are handed over as they are. */
  readonly copy: Copier<unknown> | undefined;
  /** Each remembers the first failure (W7) and returns what is to be thrown. */
  readonly failures: EdgeFailures;
}

export interface EdgeFailures {
  key(error: unknown, value: unknown): unknown;
  undefinedKey(value: unknown): unknown;
  channel(error: unknown, value: unknown): unknown;
  copy(error: unknown, value: unknown): unknown;
  target(error: unknown, channel: number): unknown;
}

/** The record path, generated where that is allowed. */
export function createEdgeElement(parts: EdgeParts, codeGeneration: CodeGeneration): EdgeElement {
  return codeGeneration === "allowed" ? generatedElement(parts) : plainElement(parts);
}

function generatedElement(parts: EdgeParts): EdgeElement {
  const { targets, selectKey, selectChannel, copy, failures } = parts;
  const copied = copy === undefined ? "value" : "copied";
  const makeCopy =
    copy === undefined
      ? ""
      : "let copied; try { copied = copy(value); } catch (error) { throw failures.copy(error, value); } ";
  const key = parts.passesKey ? "key" : "undefined";
  const lines: string[] = [];
  if (selectKey !== undefined) {
    lines.push(
      "let key; try { key = selectKey(value); } catch (error) { throw failures.key(error, value); }",
    );
    lines.push("if (key === undefined) throw failures.undefinedKey(value);");
  }
  if (parts.isBroadcast) {
    lines.push(
      `for (let i = 0; i < targets.length; i++) { ${makeCopy}try { targets[i].element(${copied}, timestampMs, ${key}); } catch (error) { throw failures.target(error, i); } }`,
    );
  } else if (selectChannel === undefined) {
    lines.push(
      `${makeCopy}try { first.element(${copied}, timestampMs, ${key}); } catch (error) { throw failures.target(error, 0); }`,
    );
  } else {
    lines.push(
      `let i = 0; try { i = selectChannel(${selectKey === undefined ? "undefined" : "key"}); } catch (error) { throw failures.channel(error, value); }`,
    );
    lines.push(
      `${makeCopy}try { targets[i].element(${copied}, timestampMs, ${key}); } catch (error) { throw failures.target(error, i); }`,
    );
  }
  const body = `return function element(value, timestampMs) {\n  ${lines.join("\n  ")}\n};`;
  const bindings = { first: targets[0], targets, selectKey, selectChannel, copy, failures };
  return compileSource("edge", bindings, body) as EdgeElement; // the text above is such a function
}

function plainElement(parts: EdgeParts): EdgeElement {
  const { targets, selectKey, selectChannel, copy, failures } = parts;
  const copyOf = (value: unknown): unknown => {
    try {
      return copy === undefined ? value : copy(value);
    } catch (error) {
      throw failures.copy(error, value);
    }
  };
  const send = (channel: number, value: unknown, timestampMs: number, key: unknown): void => {
    const copied = copyOf(value);
    try {
      targets[channel]?.element(copied, timestampMs, parts.passesKey ? key : undefined);
    } catch (error) {
      throw failures.target(error, channel);
    }
  };
  const keyOf = (value: unknown): unknown => {
    if (selectKey === undefined) return undefined;
    let key: unknown;
    try {
      key = selectKey(value);
    } catch (error) {
      throw failures.key(error, value);
    }
    if (key === undefined) throw failures.undefinedKey(value);
    return key;
  };
  const channelOf = (key: unknown, value: unknown): number => {
    if (selectChannel === undefined) return 0;
    try {
      return selectChannel(key);
    } catch (error) {
      throw failures.channel(error, value);
    }
  };
  return (value, timestampMs) => {
    const key = keyOf(value);
    if (parts.isBroadcast) {
      for (let channel = 0; channel < targets.length; channel++)
        send(channel, value, timestampMs, key);
    } else {
      send(channelOf(key, value), value, timestampMs, key);
    }
  };
}
