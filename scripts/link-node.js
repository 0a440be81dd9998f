// Puts the Node.js of this repository on the path of npm scripts: npm before 11.12 leaves `.bin/node` out
// when several optional packages offer it. Runs as `prepare` after `npm ci`; plain JavaScript for old Node versions.
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const modules = resolve(dirname(fileURLToPath(import.meta.url)), "../node_modules");
const os = process.platform === "win32" ? "win" : process.platform;
const name = `node-${os}-${process.arch}`;
const binary = join(modules, name, "bin", process.platform === "win32" ? "node.exe" : "node");
const link = join(modules, ".bin", "node");
const [major, minor] = process.versions.node.split(".").map(Number);
if (existsSync(binary)) {
  if (process.platform === "win32") {
    if (!existsSync(`${link}.cmd`)) writeFileSync(`${link}.cmd`, `@"${binary}" %*\r\n`); // not run on Windows
  } else if (!existsSync(link)) {
    mkdirSync(join(modules, ".bin"), { recursive: true });
    symlinkSync(join("..", name, "bin", "node"), link);
  }
} else if (major < 24 || (major === 24 && minor < 6)) {
  console.error(
    `Millrace needs Node.js 24.6 or newer; this is ${process.version}, and there is no ready-made one for ${process.platform}-${process.arch}. Install Node.js 24, then run npm ci again.`,
  );
  process.exitCode = 1;
}
