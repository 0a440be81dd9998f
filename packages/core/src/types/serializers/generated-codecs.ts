/**
 * The generated lane: one function for each composite type, scalars in line. Same bytes as the plain lane.
 *
 * In the text `v` is a value, `o` the output, `i` the input; what comes from outside of the text is bound by name, and
 * field names stand in it as JSON only.
 */
import { compileSource } from "../code-generation.ts";
import type { ClassType } from "../kinds/class-type.ts";
import { isPlainArray } from "../kinds/fields.ts";
import type { MapType } from "../kinds/map.ts";
import { defineField } from "../kinds/object.ts";
import type { RowType } from "../kinds/row-type.ts";
import { isRow, shapedRow } from "../row.ts";
import type { AnyTypeInformation } from "../type-information.ts";
import type { Codec } from "./codec.ts";
import type { GeneralCodec } from "./general-codec.ts";
import {
  elementOf,
  hasNullElements,
  maskBitOf,
  maskBytes,
  minBytesOf,
  mismatch,
  optionalPart,
  rowKindNumber,
  rowKindOf,
  withoutNull,
} from "./layout.ts";
import { primitiveArrayCodec } from "./primitive-array-codec.ts";
import { type ScalarCodec, scalarCodecOf } from "./scalar-codecs.ts";
import { structureOf } from "./structure.ts";

/** Source that writes a value and reads one. */
interface Part {
  /** Statements that write the value of a variable. */
  write(variable: string): string;
  /** An expression. */
  readonly read: string;
}

/** The codec of a type, compiled. */
export function generatedCodecOf(type: AnyTypeInformation, general: GeneralCodec): Codec {
  const source = new CodecSource(general);
  const part = source.partOf(type);
  return source.compile(
    `return { write(v, o) { ${part.write("v")} }, read(i) { return ${part.read}; } };`,
  );
}

/** The text of one type's codec, and what is bound in it. */
class CodecSource {
  readonly #general: GeneralCodec;
  readonly #functions: string[] = [];
  readonly #parts = new Map<AnyTypeInformation, Part>();
  readonly #bindings: Record<string, unknown> = {
    mismatch,
    isPlainArray,
    isRow,
    shapedRow,
    rowKindNumber,
    rowKindOf,
    defineField,
    hasOwn: Object.hasOwn,
    prototypeOf: Object.getPrototypeOf,
  };
  #count = 0;

  constructor(general: GeneralCodec) {
    this.#general = general;
  }

  compile(body: string): Codec {
    const text = `${this.#functions.join("\n")}\n${body}`;
    return compileSource("serializer", this.#bindings, text) as Codec; // the text makes one
  }

  /** One part for each type object, however often it is used. */
  partOf(type: AnyTypeInformation): Part {
    const known = this.#parts.get(type);
    if (known !== undefined) return known;
    const part = this.#createPart(type);
    this.#parts.set(type, part);
    return part;
  }

  #createPart(type: AnyTypeInformation): Part {
    switch (structureOf(type)) {
      case "scalar":
        return this.#scalar(type, scalarCodecOf(type) ?? mismatch()); // every scalar has one
      case "nullable":
      case "optional":
        return orNull(this.partOf(withoutNull(type)));
      case "tuple":
        return this.#tuple(type);
      case "row":
        return this.#row(type as RowType); // the structure says so, as in all cases below
      case "object":
        return this.#object(type);
      case "class":
        return this.#instance(type as ClassType);
      case "list":
        return this.#list(type);
      case "primitiveArray":
        return this.#called(primitiveArrayCodec(type));
      case "map":
        return this.#map(type as MapType);
      case "general":
        return this.#undeclared();
    }
  }

  #scalar(type: AnyTypeInformation, codec: ScalarCodec): Part {
    const { source } = codec;
    if (source === undefined) {
      const called = this.#called(codec);
      const bound = this.#bind(type);
      return {
        write: (variable) =>
          `if (!${bound}.isValue(${variable})) mismatch(); ${called.write(variable)}`,
        read: called.read,
      };
    }
    const named = (text: string, variable: string): string => text.replace(/\bv\b/g, variable);
    return {
      write: (variable) =>
        `if (!(${named(source.accepts, variable)})) mismatch(); ${named(source.write, variable)};`,
      read: source.read,
    };
  }

  /** A part that calls functions instead of being text. */
  #called(codec: Codec): Part {
    const bound = this.#bind(codec);
    return { write: (variable) => `${bound}.write(${variable}, o);`, read: `${bound}.read(i)` };
  }

  #undeclared(): Part {
    const bound = this.#bind(this.#general);
    return {
      write: (variable) => `${bound}.write(${variable}, o, "value");`,
      read: `${bound}.read(i)`,
    };
  }

  #tuple(type: AnyTypeInformation): Part {
    const parts = type.fieldTypes.map((field) => this.partOf(field));
    const writes = parts.map(
      (part, index) => `const f${index} = v[${index}]; ${part.write(`f${index}`)}`,
    );
    const check = `if (!isPlainArray(v) || v.length !== ${parts.length}) mismatch();`;
    const array = `[${parts.map((part) => part.read).join(", ")}]`;
    return this.#functionsOf(
      [check, ...orZeroByte(writes)],
      parts.length === 0 ? "i.byte(); return [];" : `return ${array};`,
    );
  }

  #row(type: RowType): Part {
    const parts = type.fieldTypes.map((field) => this.partOf(withoutNull(field)));
    const masks = Array.from({ length: maskBytes(parts.length) }, (_, byte) => {
      const bits = parts.flatMap((_part, index) => {
        const place = maskBitOf(index);
        return place.byte === byte ? [`(f${index} === null ? ${place.bit} : 0)`] : [];
      });
      return `o.byte(${[...(byte === 0 ? ["rowKindNumber(v)"] : []), ...bits].join(" | ")});`;
    });
    const writes = [
      `if (!isRow(v) || v.length !== ${parts.length}) mismatch();`,
      ...parts.map((_, index) => `const f${index} = v[${index}];`),
      ...masks,
      ...parts.map((part, index) => `if (f${index} !== null) { ${part.write(`f${index}`)} }`),
    ];
    const reads = [
      ...masks.map((_, byte) => `const m${byte} = i.byte();`),
      ...parts.map((part, index) => {
        const { byte, bit } = maskBitOf(index);
        return `const f${index} = (m${byte} & ${bit}) !== 0 ? null : ${part.read};`;
      }),
      `return shapedRow([${parts.map((_, index) => `f${index}`).join(", ")}], ${this.#bind(type.shape)}, rowKindOf(m0));`,
    ];
    return this.#functionsOf(writes, reads.join("\n"));
  }

  #object(type: AnyTypeInformation): Part {
    const writes = [
      `if (typeof v !== "object" || v === null) mismatch();`,
      ...this.#writeFields(type),
    ];
    if (type.fieldTypes.length === 0) return this.#functionsOf(writes, "i.byte(); return {};");
    if (type.fieldTypes.some((field) => field.kind === "OPTIONAL")) {
      const reads = this.#readFields(type, (name, value) => `defineField(t, ${name}, ${value});`);
      return this.#functionsOf(writes, `const t = {};\n${reads.join("\n")}\nreturn t;`);
    }
    const fields = this.#readFields(type, (name, value) => {
      return `${name === '"__proto__"' ? `[${name}]` : name}: ${value}`; // a literal one would set the prototype
    });
    return this.#functionsOf(writes, `return { ${fields.join(", ")} };`);
  }

  #instance(type: ClassType): Part {
    const prototype = this.#bind(type.class.prototype);
    const declared = this.#bind(new Set(type.fieldNames));
    const writes = [
      `if (typeof v !== "object" || v === null || prototypeOf(v) !== ${prototype}) mismatch();`,
      `for (const n in v) if (!${declared}.has(n) && hasOwn(v, n)) mismatch();`,
      ...this.#writeFields(type),
    ];
    const reads = this.#readFields(type, (name, value) => {
      return name === '"__proto__"'
        ? `defineField(this, ${name}, ${value});`
        : `this[${name}] = ${value};`;
    });
    const create = `Create${this.#next()}`;
    const body = type.fieldTypes.length === 0 ? "i.byte();" : reads.join("\n");
    this.#functions.push(`function ${create}(i) { ${body} }\n${create}.prototype = ${prototype};`);
    return this.#functionsOf(writes, `return new ${create}(i);`);
  }

  #writeFields(type: AnyTypeInformation): readonly string[] {
    const writes = type.fieldTypes.map((field, index) => {
      const name = JSON.stringify(type.fieldNames[index]);
      const variable = `f${index}`;
      const optional = optionalPart(field);
      if (optional === undefined)
        return `const ${variable} = v[${name}]; ${this.partOf(field).write(variable)}`;
      const write = this.partOf(optional).write(variable);
      return `const ${variable} = hasOwn(v, ${name}) ? v[${name}] : undefined; if (${variable} === undefined) o.byte(0); else { o.byte(1); ${write} }`;
    });
    return orZeroByte(writes);
  }

  #readFields(type: AnyTypeInformation, assign: (name: string, value: string) => string): string[] {
    return type.fieldTypes.map((field, index) => {
      const name = JSON.stringify(type.fieldNames[index]);
      const optional = optionalPart(field);
      if (optional === undefined) return assign(name, this.partOf(field).read);
      return `if (i.flag()) { ${assign(name, this.partOf(optional).read)} }`;
    });
  }

  #list(type: AnyTypeInformation): Part {
    const plain = this.partOf(elementOf(type));
    const element = hasNullElements(type) ? orNull(plain) : plain;
    const minBytes = hasNullElements(type) ? 1 : minBytesOf(elementOf(type));
    return this.#functionsOf(
      [
        "if (!isPlainArray(v)) mismatch();",
        "o.count(v.length);",
        `for (let n = 0; n < v.length; n++) { const e = v[n]; ${element.write("e")} }`,
      ],
      `const c = i.count(${minBytes});\nconst t = [];\nfor (let n = 0; n < c; n++) t.push(${element.read});\nreturn t;`,
    );
  }

  #map(type: MapType): Part {
    const key = this.partOf(type.keyType);
    const item = orNull(this.partOf(withoutNull(type.valueType)));
    return this.#functionsOf(
      [
        "if (!(v instanceof Map)) mismatch();",
        "o.count(v.size);",
        `for (const [k, e] of v) { ${key.write("k")} ${item.write("e")} }`,
      ],
      `const c = i.count(${minBytesOf(type.keyType) + 1});\nconst t = new Map();\nfor (let n = 0; n < c; n++) { const k = ${key.read}; t.set(k, ${item.read}); }\nreturn t;`,
    );
  }

  #functionsOf(writes: readonly string[], read: string): Part {
    const number = this.#next();
    this.#functions.push(
      `function write${number}(v, o) {\n${writes.join("\n")}\n}`,
      `function read${number}(i) {\n${read}\n}`,
    );
    return { write: (variable) => `write${number}(${variable}, o);`, read: `read${number}(i)` };
  }

  #bind(value: unknown): string {
    const name = `b${this.#next()}`;
    this.#bindings[name] = value;
    return name;
  }

  #next(): number {
    return this.#count++;
  }
}

function orNull(part: Part): Part {
  return {
    write: (variable) =>
      `if (${variable} === null) o.byte(0); else { o.byte(1); ${part.write(variable)} }`,
    read: `(i.flag() ? ${part.read} : null)`,
  };
}

/** L2: a value without parts is a zero byte. */
function orZeroByte(writes: readonly string[]): readonly string[] {
  return writes.length === 0 ? ["o.byte(0);"] : writes;
}
