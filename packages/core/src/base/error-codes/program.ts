/** Codes of the room `program`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const programCodes = {
  PROGRAM_NOT_FOUND: {
    text: "The program {file} does not exist.",
    hint: "Check the path; it is relative to the folder in which the command runs.",
  },
  PROGRAM_IS_FOLDER: {
    text: "{file} is a folder, not a program.",
    hint: "Name the file, as in {file}/job.ts.",
  },
  PROGRAM_BAD_SETTINGS: {
    text: "The environment variable MILLRACE_PROGRAM cannot be read: {problem}.",
    hint: "It is written by `millrace run` and `millrace explain` of the same version. Remove it from the environment, or start the program with the command.",
  },
} as const;
