/**
 * The version of this package, read from its manifest.
 *
 * The manifest lies one folder above this file in the sources and above the bundle in the packed package.
 */
import { readFileSync } from "node:fs";

/** The version of `@millrace/cli`, which is always that of `millrace`. */
export function packageVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  // The manifest is this package's own; npm refuses to pack one without a version.
  return (JSON.parse(text) as { readonly version: string }).version;
}
