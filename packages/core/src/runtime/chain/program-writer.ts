/**
 * The text of a chain's program while it is written: bound values, function definitions, the lines of the open function.
 *
 * P1: values of the outside are reached by bound names only, so that no text of a user is ever compiled. P2: a function
 * holds at most `FUSED_LIMIT` operators; longer ones exceed what V8 inlines and optimizes at once.
 */

/** How many operators one function holds. */
const FUSED_LIMIT = 8;

interface OpenFunction {
  readonly lines: string[];
  fusedCount: number;
}

/** Collects the program. */
export class ProgramWriter {
  readonly #names = new Map<unknown, string>();
  readonly #bindings: Record<string, unknown> = {};
  readonly #definitions: string[] = [];
  readonly #open: OpenFunction[] = [];
  #nameCount = 0;

  /** A name that nobody else uses. */
  local(hint: string): string {
    this.#nameCount += 1;
    return `${hint}${this.#nameCount}`;
  }

  /** The constant that holds a value; the same value has one name. */
  bind(hint: string, value: unknown): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = this.local(`${hint}_`);
    this.#names.set(value, name);
    this.#bindings[name] = value;
    return name;
  }

  line(text: string): void {
    this.#open.at(-1)?.lines.push(text);
  }

  /** Writes something beside the open function, at the level of the program. */
  define(write: () => void): void {
    const opened: OpenFunction = { lines: [], fusedCount: 0 };
    this.#open.push(opened);
    write();
    this.#open.pop();
    this.#definitions.push(opened.lines.join("\n"));
  }

  /** Counts an operator into the open function; false where it is full and the operator needs a function of its own. */
  fuse(): boolean {
    const opened = this.#open.at(-1);
    if (opened === undefined || opened.fusedCount >= FUSED_LIMIT) return false;
    opened.fusedCount += 1;
    return true;
  }

  get bindings(): Readonly<Record<string, unknown>> {
    return this.#bindings;
  }

  /**
   * All definitions; `result` is the expression that the program returns. Bindings become constants, which the compiler
   * folds, out of one parameter `bindings`.
   */
  text(result: string): string {
    return `const { ${Object.keys(this.#bindings).join(", ")} } = bindings;\n${this.#definitions.join("\n")}\nreturn ${result};`;
  }
}
