import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test.each([
  ["/a/b", "/a/b"],
  ["a/b:c", "a/b:c"],
  ["C:\\a", "C:\\a"],
  ["file:///a/b%20c", "/a/b c"],
  ["FILE:/a", "/a"],
  ["file:///C:/a", "C:/a"],
  ["file:a", undefined],
  ["file://host/a", undefined],
  ["file:///%zz", undefined],
  ["hdfs://host/a", undefined],
  ["s3://bucket", undefined],
  ["", undefined],
])("%j names the path %j", (location, path) => {
  expect(localPath(location)).toBe(path);
});
