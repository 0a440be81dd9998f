/** Which types put some of their values through the general serializer: what plans mark as the slow lane. */
import type { AnyTypeInformation } from "../type-information.ts";
import type { TypeFingerprint } from "./fingerprint.ts";
import { fingerprintOf } from "./fingerprint-of.ts";

/** True where a value, or a part of it, is written by the general serializer; so are values without a declared type. */
export function isGeneral(type: AnyTypeInformation | undefined): boolean {
  return type === undefined || hasGeneralPart(fingerprintOf(type));
}

function hasGeneralPart(fingerprint: TypeFingerprint): boolean {
  if ("fields" in fingerprint) return fingerprint.fields.some(({ type }) => hasGeneralPart(type));
  if ("element" in fingerprint) return hasGeneralPart(fingerprint.element);
  if ("key" in fingerprint)
    return hasGeneralPart(fingerprint.key) || hasGeneralPart(fingerprint.value);
  if ("type" in fingerprint) return hasGeneralPart(fingerprint.type);
  return fingerprint.kind === "GENERIC" || fingerprint.kind === "SCHEMA";
}
