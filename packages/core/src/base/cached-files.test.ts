import { expect, test } from "vitest";
import { cachedFilesType } from "./cached-files.ts";

test("files are written as Flink writes them, and survive separators in names and paths", () => {
  const files = [
    { name: "model", path: "/data/model.bin", executable: false },
    { name: "it's; a:b, c", path: "file:///a;b", executable: true },
  ];
  const text = cachedFilesType.format(files);
  expect(text).toBe(
    "name:model,path:/data/model.bin,executable:false;" +
      "name:'it''s; a:b, c',path:'file:///a;b',executable:true",
  );
  expect(cachedFilesType.parse(text)).toEqual(files);
});

test("a file is not executable where that is not said, and a URL needs no quotes", () => {
  expect(cachedFilesType.parse(" path:file:///a, name:b ; name:c,path:d,executable:TRUE")).toEqual([
    { name: "b", path: "file:///a", executable: false },
    { name: "c", path: "d", executable: true },
  ]);
  expect(cachedFilesType.parse("")).toEqual([]);
});

test.each([
  ["a path without a name", "path:/a"],
  ["an empty name", "name:'',path:/a"],
  ["a name without a path", "name:a"],
  ["no pairs", "/a"],
  ["a nameless file after a comma too many", "name:a,path:/a;"],
  ["a name that stands twice", "name:a,path:/a;name:a,path:/b"],
  ["something else as executable", "name:a,path:/a,executable:yes"],
  ["a key that nobody knows", "name:a,path:/a,mode:7"],
  ["a path of another machine", "name:a,path:'hdfs://host/a'"],
])("%s is refused", (_case, text) => {
  expect(cachedFilesType.parse(text)).toBeUndefined();
});
