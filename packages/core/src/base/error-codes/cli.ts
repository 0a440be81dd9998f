/** Codes of the room `cli`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const cliCodes = {
  CLI_USAGE: { text: "{problem}.", hint: "See millrace --help." },
  CLI_FOLDER_NOT_EMPTY: {
    text: "The folder {folder} is not empty.",
    hint: "Name a folder that does not exist yet, or empty this one: millrace init never overwrites a file.",
  },
  CLI_PACKAGE_MISSING: {
    text: "millrace {command} comes with the package {package}, which is not installed. To install it: npm install {package}.",
    hint: "Install it in the project in which you run millrace; the version belongs to that of millrace.",
  },
} as const;
