/** STRING, CHAR and BOOLEAN. */
import { wrongValue } from "../wrong-value.ts";
import { ScalarType } from "./scalar.ts";

/** Any string. */
export const STRING_TYPE: ScalarType<string> = new ScalarType<string>({
  kind: "STRING",
  text: "STRING",
  isValue: (value) => typeof value === "string",
  convert(input, path) {
    throw wrongValue(input, path, "STRING");
  },
});

/** A string of one UTF-16 code unit, as Java's `char`. */
export const CHAR_TYPE: ScalarType<string> = new ScalarType<string>({
  kind: "CHAR",
  text: "CHAR",
  isValue: (value) => typeof value === "string" && value.length === 1,
  convert(input, path) {
    throw wrongValue(input, path, "CHAR");
  },
});

/** `true` or `false`; nothing else is taken for one of them. */
export const BOOLEAN_TYPE: ScalarType<boolean> = new ScalarType<boolean>({
  kind: "BOOLEAN",
  text: "BOOLEAN",
  isValue: (value) => typeof value === "boolean",
  convert(input, path) {
    throw wrongValue(input, path, "BOOLEAN");
  },
});
