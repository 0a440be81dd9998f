/**
 * SCHEMA: values that a Standard Schema (zod, valibot, arktype …) accepts.
 *
 * Every `convert` validates: a schema may transform, so its output need not be valid input. It is called where the type
 * is declared and nowhere else. The schema says nothing of layout: values are copied by the general copier.
 */
import { streamError } from "../../base/stream-error.ts";
import { copyGeneral } from "../general-copier.ts";
import type { StandardIssue, StandardSchemaV1 } from "../standard-schema.ts";
import { previewOf, textOf } from "../text.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { fieldPath } from "../wrong-value.ts";

/** Values of a Standard Schema. */
export class SchemaType extends TypeInformation<unknown> {
  override readonly kind = "SCHEMA";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = false;
  readonly schema: StandardSchemaV1;

  constructor(schema: StandardSchemaV1) {
    super();
    if (!isStandardSchema(schema)) {
      throw streamError("TYPE_WRONG_DECLARATION", {
        factory: "SCHEMA",
        reason: `${previewOf(schema)} is not a Standard Schema`,
      });
    }
    this.schema = schema;
    this.text = `SCHEMA<${schema["~standard"].vendor}>`;
  }

  /** False: whether a value is what the schema gives cannot be asked. */
  override isValue(): boolean {
    return false;
  }

  override convert(input: unknown, path: string): unknown {
    const result = this.schema["~standard"].validate(input);
    if (result instanceof Promise) {
      result.catch(() => {}); // refused below; its rejection must not end the process
      throw streamError("TYPE_SCHEMA_ASYNC", { path });
    }
    if (result.issues === undefined) return result.value;
    const issues = result.issues.map((issue) => issueText(issue)).join("; ");
    throw streamError("TYPE_SCHEMA_REJECTED", { value: previewOf(input), path, issues });
  }

  override toText(value: unknown): string {
    return textOf(value);
  }

  override createCopier(): Copier<unknown> {
    return copyGeneral;
  }

  /** The same schema object. */
  override equals(other: AnyTypeInformation): boolean {
    return other instanceof SchemaType && other.schema === this.schema;
  }
}

/** True for what carries the standard's interface; schemas may be functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false;
  const standard: unknown = Reflect.get(value, "~standard");
  return (
    typeof standard === "object" &&
    standard !== null &&
    typeof Reflect.get(standard, "validate") === "function"
  );
}

function issueText(issue: StandardIssue): string {
  const path = (issue.path ?? []).reduce<string>(
    (text, part) => fieldPath(text, String(typeof part === "object" ? part.key : part)),
    "",
  );
  return path === "" ? issue.message : `${path.replace(/^\./, "")}: ${issue.message}`;
}
