/** User story 4: mistakes, seen with `npx node job.ts`: code, hint, the user's own file and line, exit code 1. */
import { expect, test } from "vitest";
import { command, projectWithSources } from "./command.ts";

interface Mistake {
  readonly name: string;
  readonly code: string;
  /** A word of the hint. */
  readonly hint: RegExp;
  /** The line of job.ts that the error must name, counted from 1. */
  readonly line: number;
  readonly job: string;
}

const head = `import { StreamExecutionEnvironment } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
`;

const mistakes: readonly Mistake[] = [
  {
    name: "a function that throws",
    code: "RUNTIME_FUNCTION_FAILED",
    hint: /your program/,
    line: 5,
    job: `${head}env.fromCollection([1, 2]).map((n) => {
  if (n === 2) throw new RangeError('no twos');
  return n;
}).print();
await env.execute();
`,
  },
  {
    name: "a forgotten return",
    code: "FUNCTION_RETURNED_UNDEFINED",
    hint: /return/,
    line: 4,
    job: `${head}env.fromCollection([1, 2]).map((n) => { n + 1; }).print();
await env.execute();
`,
  },
  {
    name: "an async function in map",
    code: "FUNCTION_RETURNED_PROMISE",
    hint: /synchronous/,
    line: 4,
    job: `${head}env.fromCollection([1, 2]).map(async (n) => n + 1).print();
await env.execute();
`,
  },
  {
    name: "the same uid twice",
    code: "PLAN_DUPLICATE_UID",
    hint: /another uid/,
    line: 5,
    job: `${head}env.fromCollection([1, 2]).map((n) => n + 1).uid('enrich')
  .map((n) => n + 2).uid('enrich')
  .print();
await env.execute();
`,
  },
  {
    name: "no sink",
    code: "PLAN_NO_OPERATORS",
    hint: /sink/,
    line: 5,
    job: `${head}env.fromCollection([1, 2]).map((n) => n + 1);
await env.execute();
`,
  },
];

for (const mistake of mistakes) {
  test(`${mistake.name} is ${mistake.code}, with a hint and the user's line`, async () => {
    const folder = projectWithSources({ "job.ts": mistake.job });
    const { exitCode, stderr } = await command(folder, "npx node job.ts");
    expect(exitCode).toBe(1);
    expect(stderr).toContain(mistake.code);
    expect(stderr).toMatch(/hint/);
    expect(stderr).toMatch(mistake.hint);
    expect(stderr).toContain(`job.ts:${mistake.line}`);
  });
}

test("the record and the cause of a failure are shown", async () => {
  const folder = projectWithSources({ "job.ts": mistakes[0]?.job ?? "" });
  const { stderr } = await command(folder, "npx node job.ts");
  expect(stderr).toContain("no twos");
  expect(stderr).toMatch(/RangeError/);
  expect(stderr).toMatch(/record\b.*\b2\b/);
});

const withInterface = {
  "click.ts": "export interface Click { readonly user: string }\n",
  "job.ts": `import { Click } from './click.ts';
${head}env.fromCollection([{ user: 'a' }]).map((click: Click) => click.user).print();
await env.execute();
`,
};

test("an interface imported without type is named by millrace run, with code, hint and line", async () => {
  const folder = projectWithSources(withInterface);
  const { exitCode, stderr } = await command(folder, "npx millrace run job.ts");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("JAVASCRIPT_NO_SUCH_EXPORT");
  expect(stderr).toContain("Click");
  expect(stderr).toMatch(/^hint .*import type/m);
  expect(stderr).toContain("job.ts:1");
});

test("under plain node it is Node that names it, because none of our code runs before", async () => {
  const folder = projectWithSources(withInterface);
  const { exitCode, stderr } = await command(folder, "npx node job.ts");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/job\.ts:1/);
  expect(stderr).toContain("does not provide an export named 'Click'");
});

test("unsupported TypeScript syntax has a code and a hint with millrace run", async () => {
  const folder = projectWithSources({
    "job.ts": `${head}enum Colour { red }\nconsole.log(Colour.red);\n`,
  });
  const { exitCode, stderr } = await command(folder, "npx millrace run job.ts");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("JAVASCRIPT_UNSUPPORTED_SYNTAX");
  expect(stderr).toMatch(/^hint /m);
});
