/**
 * Cuts decoded text into lines at `\n` and `\r\n`.
 *
 * A line is a slice of the text: keeping one keeps the whole portion (64 KiB) in memory. Who stores lines for long
 * flattens them first (state does).
 */

/** Text with a position. */
export class LineCutter {
  #text = "";
  #position = 0;

  /** The next line without its end, or `undefined` when no line end follows. */
  next(): string | undefined {
    const text = this.#text;
    const start = this.#position;
    const end = text.indexOf("\n", start);
    if (end < 0) return undefined;
    this.#position = end + 1;
    // Of an empty line this looks at the character before it, which is the end of another line or nothing.
    const isAfterReturn = text.charCodeAt(end - 1) === 13;
    return text.substring(start, isAfterReturn ? end - 1 : end);
  }

  /** True where lines may be left. */
  get hasMore(): boolean {
    return this.#position < this.#text.length;
  }

  /** Replaces the text; what was left is dropped. */
  set(text: string): void {
    this.#text = text;
    this.#position = 0;
  }

  /** Appends to what is left. */
  append(text: string): void {
    this.set(this.#text.substring(this.#position) + text);
  }
}
