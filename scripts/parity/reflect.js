// What a packed package offers, by export path: values by reflection on the bundles; types, abstract members and
// fields from the emitted declarations. `reflect.js FOLDER` prints what an installed package offers. Stored in etc/api/reflection.json, so that the parity page needs no build.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  declarationsFrom,
  exportedNames,
  membersWithInherited,
  unseenMembers,
} from "./declarations.js";

const entries = {
  ".": "millrace",
  "./connector": "millrace/connector",
  "./testing": "millrace/testing",
};

const isClass = (value) => typeof value === "function" && value.prototype !== undefined;
const isPublic = (name) =>
  !/^(_|constructor$|length$|name$|prototype$|caller$|arguments$)/.test(name);
const isOwn = (name, isStatic) => isPublic(name) || (!isStatic && /^(name|length)$/.test(name));

/** The members of an object and what it inherits, each with the class that declares it. */
function membersOf(value, isStatic) {
  const members = {};
  let at = value;
  while (
    at !== null &&
    at !== Object.prototype &&
    at !== Function.prototype &&
    at !== Error.prototype
  ) {
    const owner = (isStatic ? at.name : at.constructor?.name) ?? "";
    for (const name of Object.getOwnPropertyNames(at)) {
      // The bundler numbers classes of the same name.
      if (isOwn(name, isStatic)) members[name] ??= String(owner).replace(/\$\d+$/, "");
    }
    at = Object.getPrototypeOf(at);
  }
  return members;
}

function ofValue(value) {
  if (isClass(value)) {
    return {
      kind: "class",
      members: membersOf(value.prototype, false),
      statics: membersOf(value, true),
    };
  }
  const isObject = typeof value === "object" && value !== null;
  return { kind: "value", members: {}, statics: isObject ? membersOf(value, false) : {} };
}

/** One export: what it is at run time, completed by what only its declaration says. */
function ofExport(path, value, byPath) {
  const declared = byPath.get(path);
  const members = membersWithInherited(path, byPath);
  if (value === undefined) return { kind: "type", members, statics: declared?.statics ?? {} };
  const reflected = ofValue(value);
  if (declared === undefined || !isClass(value)) return reflected;
  const isDeclared = ([name]) => members[name] !== undefined;
  // A class whose constructor is typed by an interface declares its statics there.
  const isStaticDeclared = ([name]) =>
    declared.statics[name] !== undefined || !declared.kinds.includes("class");
  return {
    kind: reflected.kind,
    members: {
      ...unseenMembers(path, byPath),
      ...Object.fromEntries(Object.entries(reflected.members).filter(isDeclared)),
    },
    statics: Object.fromEntries(Object.entries(reflected.statics).filter(isStaticDeclared)),
  };
}

/** Classes and interfaces that signatures of exports mention, without an export of their own: builders, contexts. */
function mentionedBy(names, byPath) {
  const mentioned = new Set(names);
  for (const name of mentioned) {
    for (const [word] of (byPath.get(name)?.text ?? "").matchAll(/\b[A-Z]\w+\b/g)) {
      const kinds = byPath.get(word)?.kinds ?? [];
      if (kinds.includes("class") || kinds.includes("interface")) mentioned.add(word);
    }
  }
  return mentioned;
}

async function ofEntry(folder, { types, default: bundle }, known) {
  const values = await import(pathToFileURL(join(folder, bundle)).href);
  const byPath = declarationsFrom(join(folder, types));
  const exported = exportedNames(readFileSync(join(folder, types), "utf8"));
  const found = {};
  for (const [name, path] of exported) {
    const value = values[name];
    found[name] = ofExport(path, value, byPath);
    for (const nested of byPath.keys()) {
      if (!nested.startsWith(`${path}.`)) continue;
      found[`${name}${nested.slice(path.length)}`] = ofExport(nested, undefined, byPath);
    }
    if (!isClass(value)) continue;
    for (const key of Object.getOwnPropertyNames(value)) {
      if (/^[A-Z]/.test(key) && isClass(value[key])) {
        found[`${name}.${key}`] = ofExport(value[key].name, value[key], byPath);
      }
    }
  }
  for (const name of mentionedBy(exported.values(), byPath)) {
    if (!known.has(name))
      found[name] ??= { ...ofExport(name, undefined, byPath), kind: "mentioned" };
  }
  return found;
}

/** What the package that is installed in `folder` offers, by entry and name. */
export async function reflect(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const found = {};
  for (const [entry, name] of Object.entries(entries)) {
    const known = new Set(Object.values(found).flatMap((names) => Object.keys(names)));
    found[name] = await ofEntry(folder, manifest.exports[entry], known);
  }
  return found;
}

const sorted = (names) => Object.keys(names).toSorted();

/** `name`, or `name of Class` where another class declares it. */
const memberTexts = (owner, members) =>
  sorted(members).map((name) =>
    [owner, "", "Object"].includes(members[name]) ? name : `${name} of ${members[name]}`,
  );

/** The text of etc/api/reflection.json: a line for each name. */
export function reflectionText(reflection) {
  const texts = Object.entries(reflection).map(([entry, names]) => {
    const lines = sorted(names).map((name) => {
      const { kind, members, statics } = names[name];
      const line = {
        kind,
        members: memberTexts(name, members),
        statics: memberTexts(name, statics),
      };
      return `    ${JSON.stringify(name)}: ${JSON.stringify(line)}`;
    });
    return `  ${JSON.stringify(entry)}: {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${texts.join(",\n")}\n}\n`;
}

if (process.argv[1] === import.meta.filename && process.argv[2] !== undefined) {
  process.stdout.write(reflectionText(await reflect(process.argv[2])));
}
