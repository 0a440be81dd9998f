/**
 * Reads TypeScript far enough for the architecture tests: comments, strings, imports, exports. No full parser; the
 * compiler's package has no API.
 *
 * T1: what stands in comments, strings, templates and regular expressions is never taken for code.
 */

/** A source text with everything that is not code taken out. Positions and line breaks stay. */
export interface ScannedSource {
  /** Comments, template texts and regular expressions are blank; a string is `"N"`, its index in `strings`. */
  readonly code: string;
  readonly strings: readonly string[];
  /** The text as it was, with blank comments only. */
  readonly withoutComments: string;
}

const identifierBeforeRegExp =
  /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|yield|await)$/;

/** Takes comments, strings, templates and regular expressions out of a text. */
export function scanSource(text: string): ScannedSource {
  const strings: string[] = [];
  const templateDepths: number[] = [];
  let code = "";
  let withoutComments = "";
  let depth = 0;
  let index = 0;
  const blank = (end: number, isComment = false) => {
    const part = text.slice(index, end);
    code += part.replace(/[^\n]/g, " ");
    withoutComments += isComment ? part.replace(/[^\n]/g, " ") : part;
    index = end;
  };
  const blankTemplate = () => {
    const end = endOfTemplatePart(text, index + 1);
    const isOpen = text.startsWith("${", end - 2) && text[end - 1] === "{";
    blank(end);
    if (isOpen) templateDepths.push(depth);
  };
  while (index < text.length) {
    const character = text[index] ?? "";
    if (text.startsWith("//", index)) blank(endOf(text, "\n", index, 0), true);
    else if (text.startsWith("/*", index)) blank(endOf(text, "*/", index + 2, 2), true);
    else if (character === '"' || character === "'") {
      const end = endOfString(text, index);
      code += `"${strings.length}"`;
      withoutComments += text.slice(index, end);
      strings.push(text.slice(index + 1, end - 1));
      index = end;
    } else if (character === "`") blankTemplate();
    else if (character === "}" && depth === templateDepths.at(-1)) {
      templateDepths.pop();
      blankTemplate();
    } else if (character === "/" && startsRegExp(code)) blank(endOfRegExp(text, index));
    else {
      if (character === "{") depth++;
      if (character === "}") depth--;
      code += character;
      withoutComments += character;
      index++;
    }
  }
  return { code, strings, withoutComments };
}

function endOf(text: string, mark: string, from: number, length: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + length;
}

function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== text[start] && text[index] !== "\n") {
    index += text[index] === "\\" ? 2 : 1;
  }
  return index + 1;
}

/** The end of a template's text: behind its closing backtick, or behind the next `${`. */
function endOfTemplatePart(text: string, start: number): number {
  let index = start;
  while (index < text.length && text[index] !== "`") {
    if (text.startsWith("${", index)) return index + 2;
    index += text[index] === "\\" ? 2 : 1;
  }
  return index + 1;
}

function endOfRegExp(text: string, start: number): number {
  let index = start + 1;
  let isInClass = false;
  while (index < text.length && text[index] !== "\n" && (isInClass || text[index] !== "/")) {
    if (text[index] === "[") isInClass = true;
    if (text[index] === "]") isInClass = false;
    index += text[index] === "\\" ? 2 : 1;
  }
  return index + 1;
}

/** A slash begins a regular expression where no value stands before it. */
function startsRegExp(codeBefore: string): boolean {
  const before = codeBefore.slice(-80).trimEnd();
  if (before === "") return true;
  return /[\w$)\]}"]$/.test(before) ? identifierBeforeRegExp.test(before) : true;
}

/** One import, or one export from another module. */
export interface ModuleImport {
  readonly specifier: string;
  /** `import type`, `export type … from`: gone at run time. `import { type A }` stays as an import. */
  readonly isTypeOnly: boolean;
  readonly line: number;
}

/** Behind `import("x")`: a name that is no method of a promise, so this is a type, `import("x").A`. */
const typeAccess = /^\s*\)\s*\.\s*(?!then\b|catch\b|finally\b)[\w$]/;

const importForms: readonly RegExp[] = [
  /(?<![.\w$])(?:import|export)\s+(type\s+(?!from\b|,))?(?:(?!\b(?:import|export)\b)[\w$*\s,]|\{[^}]*\})*?from\s*"(\d+)"/g,
  /(?<![.\w$])import\s*()"(\d+)"/g,
  /(?<![.\w$])(?:(typeof\s+)?import|require|import\.meta\.resolve)\s*\(\s*"(\d+)"/g,
];

/** All imports of a text, static and dynamic, in the order in which they stand. */
export function importsOf(text: string): readonly ModuleImport[] {
  const { code, strings } = scanSource(text);
  const found: (ModuleImport & { position: number })[] = [];
  for (const form of importForms) {
    for (const match of code.matchAll(form)) {
      const specifier = strings[Number(match[2])] ?? "";
      const line = code.slice(0, match.index).split("\n").length;
      const isTypeOnly =
        (match[1] ?? "") !== "" || typeAccess.test(code.slice(match.index + match[0].length));
      found.push({ specifier, isTypeOnly, line, position: match.index });
    }
  }
  found.sort((a, b) => a.position - b.position);
  return found.map(({ specifier, isTypeOnly, line }) => ({ specifier, isTypeOnly, line }));
}

/** Names that a text exports, and the forms that an entry must not have. */
export interface ModuleExports {
  readonly names: readonly string[];
  readonly forbidden: readonly string[];
}

/** The exports of a text: `export { a, type B as C }`, declarations; `export *` and `default` are forbidden forms. */
export function exportsOf(text: string): ModuleExports {
  const { code } = scanSource(text);
  const names: string[] = [];
  const forbidden: string[] = [];
  for (const [form] of code.matchAll(
    /(?<![.\w$])export\s+(?:type\s+)?\*|(?<![.\w$])export\s+default\b/g,
  )) {
    forbidden.push(form.replaceAll(/\s+/g, " "));
  }
  for (const [, list = ""] of code.matchAll(/(?<![.\w$])export\s+(?:type\s+)?\{([^}]*)\}/g)) {
    for (const item of list.split(",").map((part) => part.trim())) {
      if (item === "") continue;
      names.push(item.replace(/^type\s+(?!as\b)/, "").replace(/^[\w$]+\s+as\s+/, ""));
    }
  }
  const declaration =
    /(?<![.\w$])export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:const|let|function\*?|class|interface|type|namespace)\s+([\w$]+)/g;
  for (const [, name = ""] of code.matchAll(declaration)) names.push(name);
  if (names.includes("default")) forbidden.push("export default");
  return { names: [...new Set(names)].toSorted(compareText), forbidden };
}

/** Lines that hold code: neither blank nor comment only. */
export function codeLineCount(text: string): number {
  const { withoutComments } = scanSource(text);
  return withoutComments.split("\n").filter((line) => line.trim() !== "").length;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
