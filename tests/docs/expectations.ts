/**
 * The `// =>` lines of an example: what it prints, or what an expression is.
 *
 * - After an expression statement, on its line: `[1, 2].length // => 2`. The value's text form is compared.
 * - On lines of their own: what the program prints on stdout, line by line, in order.
 */

/** An example taken apart. */
export interface Expectations {
  /** The program to run: expressions with an expected value print it in a form that `valueLines` finds again. */
  readonly program: string;
  /** Expected values of expressions, in order. */
  readonly values: readonly string[];
  /** Expected lines of stdout; empty where the example says nothing about it. */
  readonly printed: readonly string[];
}

const marker = "@value:";

/** Takes the `// =>` lines out of `code`. */
export function expectationsOf(code: string): Expectations {
  const values: string[] = [];
  const printed: string[] = [];
  const lines = code.split("\n").map((line) => {
    const own = /^\s*\/\/ => (.*)$/.exec(line);
    if (own !== null) {
      printed.push((own[1] ?? "").trimEnd());
      return "";
    }
    const trailing = /^(.*\S)\s*\/\/ => (.*)$/.exec(line);
    if (trailing === null) return line;
    const statement = (trailing[1] ?? "").replace(/;$/, "");
    const declared = /^\s*(?:const|let)\s+(\w+)\s*=/.exec(statement)?.[1];
    values.push((trailing[2] ?? "").trimEnd());
    const report = `console.log(${JSON.stringify(marker)} + __text(${declared ?? statement}));`;
    return declared === undefined ? report : `${statement}; ${report}`;
  });
  return {
    program: values.length === 0 ? lines.join("\n") : lines.join("\n") + textFunction,
    values,
    printed,
  };
}

/** Splits what the program printed into values of expressions and ordinary lines. */
export function outputOf(stdout: string): {
  readonly values: string[];
  readonly printed: string[];
} {
  const values: string[] = [];
  const printed: string[] = [];
  for (const line of stdout.replace(/\n$/, "").split("\n")) {
    if (line.startsWith(marker)) values.push(line.slice(marker.length));
    else printed.push(line);
  }
  return { values, printed: printed.length === 1 && printed[0] === "" ? [] : printed };
}

/** Whether a value's text form is what the example says; a text may be written with or without quotes. */
export function isExpected(value: string | undefined, expected: string): boolean {
  return value === expected || value === JSON.stringify(expected);
}

/** Plain values as JSON; what has a text form of its own (Row, BigDecimal, Temporal) by that. A function, so hoisted. */
const textFunction = `
function __text(value) {
  if (typeof value === "object" && value !== null && value.constructor !== Object && !Array.isArray(value)) return String(value);
  return typeof value === "bigint" || value === undefined ? String(value) : JSON.stringify(value);
}
`;
