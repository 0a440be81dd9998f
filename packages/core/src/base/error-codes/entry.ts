/**
 * The shape of one line of the error code table, and the values its text asks for.
 *
 * A text names its values in braces: `Two operators have the uid {uid}`. The compiler derives the value names from the
 * text, so that a `streamError(code, values)` that forgets one does not compile. A room's table is a plain object of
 * literals `as const`: a function call around an entry would keep declarations from being written file by file.
 */

/** What a code says. */
export interface ErrorEntry<Text extends string = string> {
  /** One or two sentences: what happened, where, which value. Values stand in braces. */
  readonly text: Text;
  /** What the user can do about it, as an instruction. It may name values of the text in braces too. */
  readonly hint: string;
}

/** The names in braces of a text. */
export type ValueNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ValueNames<Rest>
  : never;
