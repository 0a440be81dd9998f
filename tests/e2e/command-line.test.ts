/** The command itself: help, exit codes, settings, arguments, refusals. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, projectWithSources, temporaryFolder } from "./command.ts";

const settingsJob = `import { StreamExecutionEnvironment } from 'millrace';

const env = StreamExecutionEnvironment.getExecutionEnvironment();
console.log(JSON.stringify({ parallelism: env.getParallelism(), reuse: env.getConfig().isObjectReuseEnabled(), args: process.argv.slice(2) }));
`;

test("--help shows the commands with examples and exit codes", async () => {
  const { exitCode, stdout } = await command(projectWithSources({}), "npx millrace --help");
  expect(exitCode).toBe(0);
  for (const word of [
    "run",
    "explain",
    "init",
    "Examples:",
    "millrace run job.ts",
    "Exit codes:",
  ]) {
    expect(stdout).toContain(word);
  }
});

test("--version shows the version of the package", async () => {
  const finished = await command(projectWithSources({}), "npx millrace --version");
  expect(finished).toEqual({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
});

test("run hands settings and arguments to the program", async () => {
  const folder = projectWithSources({ "job.ts": settingsJob });
  const { exitCode, stdout } = await command(
    folder,
    "npx millrace run -p 3 -D pipeline.object-reuse=true job.ts --input a.txt -p 9",
  );
  expect({ exitCode, ...JSON.parse(stdout) }).toEqual({
    exitCode: 0,
    parallelism: 3,
    reuse: true,
    args: ["--input", "a.txt", "-p", "9"],
  });
});

test("run --json writes the failure as one JSON line on stderr", async () => {
  const job = `import { StreamExecutionEnvironment } from 'millrace';
const env = StreamExecutionEnvironment.getExecutionEnvironment();
env.fromCollection([1]).map((n) => { throw new RangeError('no ' + n); }).print();
await env.execute();
`;
  const folder = projectWithSources({ "job.ts": job });
  const { exitCode, stdout, stderr } = await command(folder, "npx millrace run --json job.ts");
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
  const lines = stderr
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object);
  expect(lines.at(-1)).toMatchObject({
    level: 50,
    code: "RUNTIME_FUNCTION_FAILED",
    hint: expect.any(String),
    where: { operator: "Map", record: "1" },
  });
});

test("the exit code of a program is passed on", async () => {
  const folder = projectWithSources({ "job.ts": "process.exitCode = 7;\n" });
  expect((await command(folder, "npx millrace run job.ts")).exitCode).toBe(7);
});

for (const [name, args, pattern] of [
  ["an unknown command", "runn job.ts", /unknown command 'runn'[^]*run/],
  ["an unknown option", "run --fast job.ts", /unknown option '--fast'/],
  ["a setting without a value", "run -D parallelism job.ts", /CLI_USAGE.*key=value/],
  ["a parallelism of nought", "run -p 0 job.ts", /whole number/],
  [
    "a plan in two forms",
    "explain --json --mermaid job.ts",
    /'--mermaid' cannot be used with.*'--json'/,
  ],
  ["no program", "run", /missing required argument 'program'/],
] as const) {
  test(`${name} is wrong usage: exit code 2`, async () => {
    const { exitCode, stdout, stderr } = await command(
      projectWithSources({}),
      `npx millrace ${args}`,
    );
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(pattern);
  });
}

test("a program that does not exist is PROGRAM_NOT_FOUND", async () => {
  const { exitCode, stderr } = await command(projectWithSources({}), "npx millrace run missing.ts");
  expect(exitCode).toBe(1);
  expect(stderr).toContain("PROGRAM_NOT_FOUND");
  expect(stderr).toContain("missing.ts");
});

test("the command of a package that is not installed says what to install", async () => {
  const { exitCode, stderr } = await command(projectWithSources({}), "npx millrace kafka topics");
  expect(exitCode).toBe(2);
  expect(stderr).toContain("CLI_PACKAGE_MISSING");
  expect(stderr).toContain("npm install @millrace/connector-kafka");
});

test("init writes a project into a new folder and asks nothing where there is no terminal", async () => {
  const folder = projectWithSources({});
  const { exitCode, stdout, stderr } = await command(folder, "npx millrace init my-job");
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
  expect(readdirSync(join(folder, "my-job")).sort()).toEqual([
    ".gitignore",
    "README.md",
    "job.ts",
    "package.json",
    "tsconfig.json",
  ]);
  expect(stderr).toContain("npm install");
});

test("init refuses a folder with something in it and leaves it alone", async () => {
  const folder = projectWithSources({});
  const target = temporaryFolder();
  writeFileSync(join(target, "mine.txt"), "mine");
  const { exitCode, stderr } = await command(folder, `npx millrace init ${target}`);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("CLI_FOLDER_NOT_EMPTY");
  expect(readdirSync(target)).toEqual(["mine.txt"]);
});

test("an old Node is told what to do instead of failing with a syntax error", async ({ skip }) => {
  const folder = projectWithSources({});
  const { stdout: version } = await command(folder, "node --version");
  skip(
    !/^v(1\d|2[0-3])\./.test(version),
    `the system's Node is ${version.trim()}: there is nothing to tell`,
  );
  const { exitCode, stderr } = await command(
    folder,
    "node node_modules/millrace/bin/millrace.js --version",
  );
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/needs Node\.js 24\.6 or newer; this is v\d+/);
});
