/** MAP: a `Map` with declared keys and values; plain objects are accepted where keys are strings. Values may be null, as in Flink. */
import { type CodeGeneration, detectCodeGeneration } from "../code-generation.ts";
import { type AnyTypeInformation, type Copier, TypeInformation } from "../type-information.ts";
import { wrongValue } from "../wrong-value.ts";
import { copyField, fieldText } from "./fields.ts";

/** A `Map`. */
export class MapType extends TypeInformation<Map<unknown, unknown>, unknown> {
  override readonly kind = "MAP";
  override readonly text: string;
  override readonly fieldTypes: readonly AnyTypeInformation[] = [];
  override readonly fieldNames: readonly string[] = [];
  override readonly isImmutable = false;
  readonly keyType: AnyTypeInformation;
  readonly valueType: AnyTypeInformation;

  constructor(keyType: AnyTypeInformation, valueType: AnyTypeInformation) {
    super();
    this.keyType = keyType;
    this.valueType = valueType;
    this.text = `MAP<${keyType.text}, ${valueType.text}>`;
  }

  override isValue(value: unknown): boolean {
    if (!(value instanceof Map)) return false;
    for (const [key, item] of value) {
      if (!this.keyType.isValue(key) || !(item === null || this.valueType.isValue(item)))
        return false;
    }
    return true;
  }

  override convert(input: unknown, path: string): Map<unknown, unknown> {
    if (this.isValue(input)) return input as Map<unknown, unknown>; // isValue says so
    const entries = this.#entriesOf(input, path);
    return new Map(
      entries.map(([key, item]) => {
        const place = `${path}.get(${JSON.stringify(String(key))})`;
        return [
          this.keyType.convert(key, place),
          item === null ? null : this.valueType.convert(item, place),
        ];
      }),
    );
  }

  override toText(value: unknown): string {
    const entries = [...(value as ReadonlyMap<unknown, unknown>)]; // a value of the type
    return `{${entries.map(([key, item]) => `${fieldText(this.keyType, key)}=${fieldText(this.valueType, item)}`).join(", ")}}`;
  }

  override createCopier(
    codeGeneration: CodeGeneration = detectCodeGeneration(),
  ): Copier<Map<unknown, unknown>> {
    const copyKey = this.keyType.isImmutable
      ? undefined
      : this.keyType.createCopier(codeGeneration);
    const copyValue = this.valueType.isImmutable
      ? undefined
      : this.valueType.createCopier(codeGeneration);
    if (copyKey === undefined && copyValue === undefined) return (value) => new Map(value);
    return (value) => {
      const copy = new Map<unknown, unknown>();
      for (const [key, item] of value)
        copy.set(copyField(key, copyKey), copyField(item, copyValue));
      return copy;
    };
  }

  override equals(other: AnyTypeInformation): boolean {
    return (
      other instanceof MapType &&
      other.keyType.equals(this.keyType) &&
      other.valueType.equals(this.valueType)
    );
  }

  #entriesOf(input: unknown, path: string): [unknown, unknown][] {
    if (input instanceof Map) return [...input];
    const prototype: unknown =
      typeof input === "object" && input !== null ? Object.getPrototypeOf(input) : undefined;
    const isPlain = prototype === null || prototype === Object.prototype;
    if (isPlain && this.keyType.kind === "STRING") return Object.entries(input as object); // it has a prototype, so it is one
    throw wrongValue(input, path, this.text);
  }
}
