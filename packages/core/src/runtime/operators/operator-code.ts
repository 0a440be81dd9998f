/**
 * How an operator writes itself into the generated code of its chain (architecture.md, decision 1).
 *
 * An operator that has `generate` is fused: the chain calls it once, when it is built, and never its `element`. What it
 * writes must do exactly what `element` does (R1); a property test compares both. Text refers to the outside only
 * through bound names, and holds no text that a user wrote.
 */
import type { Operator } from "./operator.ts";

/** Writes one operator's part of the generated program. Names it hands out are valid in all of the program. */
export interface OperatorCode {
  /** Expression of the record that arrives. A plain name: may be repeated, must not be assigned. */
  readonly value: string;
  /** Expression of the record's key; `undefined` behind the head. */
  readonly key: string;
  /** Expression of the current timestamp (a field, decision 2). May be assigned by `retime` only. */
  readonly timestampMs: string;
  /**
   * In the version of the program that the first records take, which looks for promises: a statement for when this check
   * has looked at enough of them. `undefined` in the version that all others take, where no check looks.
   */
  inspectionDone(check: object): string | undefined;
  /** Binds a value as a constant of the program and returns its name. */
  bind(hint: string, value: unknown): string;
  /** A name for a variable that nobody else uses. */
  local(hint: string): string;
  line(text: string): void;
  /** Says that this operator's user code runs next: errors are attributed to it, its handles are usable. */
  enter(): void;
  /** Sends an expression (a plain name) to the main output, in place. */
  emit(value: string): void;
  /** The name of a function `(value)` that sends to the main output; for outputs that are sent from several places. */
  emitFunction(): string;
  /** Defines a function or class beside the operators; `write` gets the lines. */
  define(write: (code: OperatorCode) => void): void;
  /** Gives what `body` emits another timestamp, an expression. */
  retime(timestampMs: string, body: () => void): void;
}

/** An operator that can be fused into generated code. */
export interface FusedOperator extends Operator {
  generate(input: number, code: OperatorCode): void;
}

/** True for operators that write themselves. */
export function isFused(operator: Operator): operator is FusedOperator {
  return "generate" in operator;
}
