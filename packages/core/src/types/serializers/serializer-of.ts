/** From a type to its serializer: generated code where that is allowed, functions put together otherwise, the same bytes. */
import { type CodeGeneration, detectCodeGeneration } from "../code-generation.ts";
import { GENERIC_TYPE } from "../kinds/generic.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import { explainMismatch } from "./explain-mismatch.ts";
import { SERIALIZER_VERSION } from "./fingerprint.ts";
import { fingerprintOf } from "./fingerprint-of.ts";
import { createGeneralCodec } from "./general-codec.ts";
import { generatedCodecOf } from "./generated-codecs.ts";
import { plainCodecOf } from "./plain-codecs.ts";
import type { Serializer } from "./serializer.ts";

/** The serializer of a type; of undeclared values where there is none. Costs about a millisecond with code generation: keep it. */
export function serializerOf(
  type: AnyTypeInformation | undefined,
  codeGeneration: CodeGeneration = detectCodeGeneration(),
): Serializer {
  const declared = type ?? GENERIC_TYPE;
  const general = createGeneralCodec();
  const codec =
    codeGeneration === "allowed"
      ? generatedCodecOf(declared, general)
      : plainCodecOf(declared, general);
  return {
    fingerprint: Object.freeze({ version: SERIALIZER_VERSION, type: fingerprintOf(declared) }),
    type: declared,
    write(value, output) {
      const before = output.length;
      try {
        codec.write(value, output);
      } catch (error) {
        output.length = before;
        throw explainMismatch(declared, value, "value", general) ?? error;
      }
    },
    read: (input) => codec.read(input),
  };
}
