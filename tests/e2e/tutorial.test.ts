/** User stories 1 and 2: the tutorial's program with the real commands, from the repository's sources. */
import { join } from "node:path";
import { expect, test } from "vitest";
import { command, projectWithSources, root, temporaryFolder, textBelow } from "./command.ts";
import { collecting, printing, tutorial } from "./programs.ts";

test("npm start runs the tutorial and says on stderr what it did", async () => {
  const output = temporaryFolder();
  const finished = await command(root, `npm start --silent -- ${output}`);
  expect({ exitCode: finished.exitCode, stdout: finished.stdout }).toEqual({
    exitCode: 0,
    stdout: "",
  });
  expect(finished.stderr).toContain("wrote 3 lines");
  expect(finished.stderr).toContain(output);
  expect(textBelow(output)).toBe("aaa\nbbb\nbbb\n");
});

for (const [name, run] of [
  ["npx node job.ts", "npx node job.ts"],
  ["npx millrace run job.ts", "npx millrace run job.ts"],
] as const) {
  test(`${name} leaves finished files that find and cat show`, async () => {
    const output = join(temporaryFolder(), "output");
    const folder = projectWithSources({ "job.ts": tutorial(output) });
    const { exitCode, stdout } = await command(folder, run);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: "" });
    const found = await command(folder, `find ${output} -type f -exec cat {} \\;`);
    expect(found.stdout).toBe("aaa\nbbb\nbbb\n");
    const hidden = await command(folder, `find ${output} -type f -name '.*'`);
    expect(hidden.stdout).toBe("");
  });

  test(`${name} shows on stdout what print() is given, and nothing else`, async () => {
    const folder = projectWithSources({ "job.ts": printing });
    expect(await command(folder, run)).toMatchObject({ exitCode: 0, stdout: "aaa\nbbb\nbbb\n" });
  });
}

test("plain node with records on stdout writes nothing to stderr", async () => {
  const folder = projectWithSources({ "job.ts": printing });
  expect(await command(folder, "npx node job.ts")).toEqual({
    exitCode: 0,
    stdout: "aaa\nbbb\nbbb\n",
    stderr: "",
  });
});

test("for await takes the records of executeAndCollect", async () => {
  const folder = projectWithSources({ "job.ts": collecting });
  expect(await command(folder, "npx node job.ts")).toMatchObject({
    exitCode: 0,
    stdout: "got aaa\ngot bbb\ngot bbb\n",
  });
});

test("the same program runs as JavaScript", async () => {
  const output = join(temporaryFolder(), "output");
  const folder = projectWithSources({ "job.mjs": tutorial(output) });
  expect(await command(folder, "npx node job.mjs")).toMatchObject({ exitCode: 0, stderr: "" });
  expect(textBelow(output)).toBe("aaa\nbbb\nbbb\n");
});
