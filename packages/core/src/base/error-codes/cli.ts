/** Codes of the room `cli`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const cliCodes = {
  CLI_USAGE: entry("{problem}.", "See millrace --help."),
  CLI_FOLDER_NOT_EMPTY: entry(
    "The folder {folder} is not empty.",
    "Name a folder that does not exist yet, or empty this one: millrace init never overwrites a file.",
  ),
  CLI_PACKAGE_MISSING: entry(
    "millrace {command} comes with the package {package}, which is not installed. To install it: npm install {package}.",
    "Install it in the project in which you run millrace; the version belongs to that of millrace.",
  ),
} as const;
