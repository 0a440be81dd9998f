import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { uncaughtErrorFlags } from "./node-uncaught.ts";

const entryUrl = new URL("node-uncaught.ts", import.meta.url).href;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-uncaught-"));
  await writeFile(join(folder, "types.ts"), "export interface Order { id: number }\n");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a program in the folder with the flags; what it wrote to stderr and its exit code. */
async function ran(
  source: string,
  json = false,
): Promise<{ exitCode: number | null; stderr: string }> {
  await writeFile(join(folder, "job.mts"), source);
  const child = spawn(process.execPath, [...uncaughtErrorFlags(entryUrl, json), "job.mts"], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: "1" },
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { exitCode, stderr: stderr.replaceAll(`${folder}/`, "") };
}

test("a type that is imported as a value is explained, with the line", async () => {
  expect(await ran('import { Order } from "./types.ts";\nconsole.log({} as Order);\n')).toEqual({
    exitCode: 1,
    stderr: `JAVASCRIPT_NO_SUCH_EXPORT  ./types.ts has no export Order when the program runs.
hint   If Order is an interface or a type, import it with \`import type { Order }\`: Node strips types but keeps plain imports. Otherwise check the spelling.
docs   reference/errors#javascript_no_such_export
where  job.mts:1
cause  SyntaxError: The requested module './types.ts' does not provide an export named 'Order'
`,
  });
});

test("syntax that cannot be stripped is explained", async () => {
  const { exitCode, stderr } = await ran("enum Colour { Red }\nconsole.log(Colour.Red);\n");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^JAVASCRIPT_UNSUPPORTED_SYNTAX {2}The program uses TypeScript syntax that Node cannot strip: .*enum/,
  );
});

test("an error of the program is shown with the program's frames", async () => {
  expect(await ran('function fail(): void {\n  throw new Error("no");\n}\nfail();\n')).toEqual({
    exitCode: 1,
    stderr: "Error: no\n    at fail (job.mts:2:9)\n    at job.mts:4:1\n",
  });
  expect(await ran('await Promise.reject("a text");\n')).toMatchObject({
    exitCode: 1,
    stderr: "a text\n",
  });
});

test("as JSON it is one line", async () => {
  const { stderr } = await ran('import { Order } from "./types.ts";\n', true);
  expect(JSON.parse(stderr)).toMatchObject({
    code: "JAVASCRIPT_NO_SUCH_EXPORT",
    where: { location: "job.mts:1" },
    hint: expect.stringContaining("import type { Order }"),
  });
});

test("a program that handles its uncaught errors itself does so, and an exit code of its own stays", async () => {
  const handled = await ran(
    'process.on("uncaughtException", () => process.exit(9));\nthrow new Error("no");\n',
  );
  expect(handled).toEqual({ exitCode: 9, stderr: "" });
  expect((await ran('process.exitCode = 3;\nthrow new Error("no");\n')).exitCode).toBe(3);
  expect(await ran("export {};\n")).toEqual({ exitCode: 0, stderr: "" });
});
