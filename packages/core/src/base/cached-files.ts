/**
 * Files that a job registers under names, as `pipeline.cached-files` holds them: one list of pairs for each file.
 *
 * Flink: `name:model,path:/data/model.bin,executable:false;name:…`; quotes `'…'` protect separators.
 */
import { booleanType, type ConfigType, mapType, splitQuoted } from "./config-option.ts";
import { localPath } from "./local-path.ts";

/** A file or directory of this machine under a name. */
export interface CachedFile {
  readonly name: string;
  /** As it was written: a path or a `file:` URL. */
  readonly path: string;
  /** Whether functions execute it. */
  readonly executable: boolean;
}

/** Files in the order of their registration. A name may stand once. */
export const cachedFilesType: ConfigType<readonly CachedFile[]> = {
  name: "list",
  expected:
    "files such as name:a,path:/data/a;name:b,path:file:///data/b,executable:true, each name once",
  parse(text) {
    if (text.trim() === "") return [];
    const files = splitQuoted(text, ";").map(parseFile);
    const read = files.filter((file) => file !== undefined);
    const names = new Set(read.map(({ name }) => name));
    return names.size === files.length ? read : undefined;
  },
  format: (files) =>
    files
      .map(({ name, path, executable }) =>
        mapType.format(
          new Map([
            ["name", name],
            ["path", path],
            ["executable", String(executable)],
          ]),
        ),
      )
      .join(";"),
};

function parseFile(text: string): CachedFile | undefined {
  const { name, path, executable, ...others } = Object.fromEntries(mapType.parse(text) ?? []);
  const isExecutable = booleanType.parse(executable ?? "false");
  if (name === undefined || name === "" || path === undefined || isExecutable === undefined)
    return undefined;
  if (localPath(path) === undefined || Object.keys(others).length > 0) return undefined;
  return { name, path, executable: isExecutable };
}
