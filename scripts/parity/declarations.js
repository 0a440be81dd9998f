// Reads the emitted declarations of a package: classes, interfaces and namespaces with their public members.
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

const heading =
  /^ *(?:export )?(?:declare )?(?:abstract )?(class|interface|namespace|type|const) (\w+)(.*)$/;
const member =
  /^(?:abstract |readonly |get |set |async )*(static )?(?:readonly |get |set )*([A-Za-z_]\w*)\??[(<:;]/;

/** What a heading says the declaration extends; an alias extends what it stands for. */
function basesOf(kind, rest) {
  let text = rest.replaceAll("=>", "");
  while (/<[^<>]*>/.test(text)) text = text.replace(/<[^<>]*>/g, "");
  const list =
    kind === "type"
      ? /= (?:import\([^)]*\)\.)?(\w+(?:\.\w+)?)/.exec(text)?.[1]
      : / extends (.*?)(?: implements .*)? \{/.exec(text)?.[1];
  return (list ?? "").split(/[,&]/).flatMap((each) => /[\w.]+/.exec(each)?.[0] ?? []);
}

function addMember(owner, line) {
  const text = line.trim();
  if (/^(private|protected|#|\*|\/)/.test(text)) return;
  const [, isStatic, name] = member.exec(text) ?? [];
  if (name === undefined || name === "constructor") return;
  owner[isStatic === undefined ? "members" : "statics"][name] = owner.path;
  // Abstract members, optional ones and fields: reflection cannot see them.
  if (owner.kind === "interface" || /^(static )?(abstract|readonly)\b/.test(text))
    owner.unseen.add(name);
  else if (!new RegExp(`\\b${name}[(<]`).test(text)) owner.unseen.add(name);
}

/** The declarations of a file of which the text is as the compiler writes it: four spaces for each level. */
export function declarationsIn(source) {
  const found = [];
  const open = [];
  for (const line of source.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (/^ *}/.test(line) && indent === open.at(-1)?.indent) {
      open.pop();
      continue;
    }
    const [, kind, name, rest] = heading.exec(line) ?? [];
    const isNested = open.at(-1)?.kind === "namespace";
    if (kind !== undefined && (indent === 0 || isNested)) {
      const path = isNested ? `${open.at(-1).path}.${name}` : name;
      const bases = basesOf(kind, rest);
      const one = {
        kind,
        path,
        indent,
        members: {},
        statics: {},
        unseen: new Set(),
        bases,
        text: line,
      };
      found.push(one);
      if (line.endsWith("{")) open.push(one);
      continue;
    }
    const owner = open.at(-1);
    if (owner === undefined) continue;
    owner.text += `\n${line}`;
    if (indent === owner.indent + 4) addMember(owner, line);
  }
  return found;
}

/** The declaration files that `file` leads to, itself included. */
function reachable(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, specifier] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
    reachable(resolve(dirname(file), specifier.replace(/\.[tj]s$/, ".d.ts")), seen);
  }
  return seen;
}

/** All declarations that the file of an entry leads to, by path; parts of one name are merged. */
export function declarationsFrom(file) {
  const byPath = new Map();
  for (const each of reachable(file)) {
    for (const part of declarationsIn(readFileSync(each, "utf8"))) {
      const one = byPath.get(part.path) ?? {
        path: part.path,
        kinds: [],
        members: {},
        statics: {},
        unseen: new Set(),
        bases: [],
        text: "",
      };
      one.kinds.push(part.kind);
      one.bases.push(...part.bases);
      one.text += `${part.text}\n`;
      Object.assign(one.members, part.members);
      Object.assign(one.statics, part.statics);
      for (const name of part.unseen) one.unseen.add(name);
      byPath.set(part.path, one);
    }
  }
  return byPath;
}

/** The names that the text of an entry exports, types included, each with its name where it is declared. */
export function exportedNames(text) {
  const names = new Map();
  for (const [, list] of text.matchAll(/export (?:type )?\{([^}]*)\}/g)) {
    for (const each of list.split(",")) {
      const [, from, to] = /^(?:type )?(\w+)(?: as (\w+))?$/.exec(each.trim()) ?? [];
      if (from !== undefined) names.set(to ?? from, from);
    }
  }
  return names;
}

/** The members of a declaration that reflection cannot see, with those of what it extends. */
export function unseenMembers(path, byPath) {
  const members = membersWithInherited(path, byPath);
  return Object.fromEntries(
    Object.entries(members).filter(([name, owner]) => byPath.get(owner)?.unseen.has(name)),
  );
}

/** The members of a declaration with those of what it extends, each with the declaration it stands in. */
export function membersWithInherited(path, byPath, seen = new Set()) {
  const one = byPath.get(path);
  if (one === undefined || seen.has(path)) return {};
  seen.add(path);
  const inherited = one.bases.map((base) => membersWithInherited(base, byPath, seen));
  return Object.assign({}, ...inherited, one.members);
}
