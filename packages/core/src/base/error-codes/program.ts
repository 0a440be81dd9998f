/** Codes of the room `program`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const programCodes = {
  PROGRAM_NOT_FOUND: {
    text: "The program {file} does not exist.",
    hint: "Check the path; it is relative to the folder in which the command runs.",
  },
} as const;
