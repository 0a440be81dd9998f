/** However a program reaches the package, it gets one copy: classes and tokens are identical, also in worker threads. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { repository } from "./source-tree.ts";

interface Report {
  readonly url: string;
  readonly urlInWorker: string;
  readonly different: readonly string[];
  readonly shared: readonly string[];
}

test("millrace, its other entries, a relative path and a worker thread share one copy", async () => {
  const program = join(repository, "tests/architecture/programs/one-copy.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const { url, urlInWorker, different, shared }: Report = JSON.parse(stdout);
  expect(url).toBe(pathToFileURL(join(repository, "packages/core/src/index.ts")).href);
  expect(urlInWorker).toBe(url);
  expect(different).toEqual([]);
  expect(shared).toContain("StreamError");
});

test("inside of the test runner, too", async () => {
  const [byName, byPath, byConnector] = await Promise.all([
    import("millrace"),
    import("../../packages/core/src/index.ts"),
    import("millrace/connector"),
  ]);
  expect(byName.StreamError).toBe(byPath.StreamError);
  expect(byConnector.StreamError).toBe(byPath.StreamError);
  expect(byName.OutputTag).toBe(byPath.OutputTag);
});
