/** Random types of every kind, each with values of it; and one plain form of any value, by which whole values are compared. */
import fc from "fast-check";
import { BigDecimal, Row, type RowKind, Temporal, type TypeInformation, Types } from "millrace";
import { isRow } from "../../packages/core/src/types/row.ts";
import { temporalClassOf } from "../../packages/core/src/types/temporal.ts";
import { textOf } from "../../packages/core/src/types/text.ts";

// biome-ignore lint/suspicious/noExplicitAny: the factories take types of any input
type AnyTypeInformation = TypeInformation<any, any>;

/** A type and how its values are made. */
export interface TypedValues {
  readonly type: AnyTypeInformation;
  readonly values: fc.Arbitrary<unknown>;
}

/** The class of CLASS types. */
export class Point {
  x = 0;
}

const day = fc.integer({ min: -100_000_000, max: 100_000_000 });
const date = day.map((days) => new Temporal.PlainDate(1970, 1, 1).add({ days }));
const time = fc
  .nat(86_399_999)
  .chain((millis) => fc.nat(999_999).map((nanos) => ({ millis, nanos })))
  .map(({ millis, nanos }) =>
    new Temporal.PlainTime().add({ milliseconds: millis, nanoseconds: nanos }),
  );
const decimal = fc
  .record({ unscaled: fc.bigInt(), scale: fc.nat(30) })
  .map(({ unscaled, scale }) => new BigDecimal(unscaled, scale));
/** Any UTF-16, well-formed or not. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.nat(0xffff), { maxLength: 50 }).map((units) => String.fromCharCode(...units)),
);
const int = (bits: number): fc.Arbitrary<number> =>
  fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });

const scalars: readonly TypedValues[] = [
  { type: Types.STRING(), values: anyText },
  { type: Types.CHAR(), values: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) },
  { type: Types.BOOLEAN(), values: fc.boolean() },
  { type: Types.BYTE(), values: int(8) },
  { type: Types.SHORT(), values: int(16) },
  { type: Types.INT(), values: int(32) },
  { type: Types.LONG(), values: fc.maxSafeInteger() },
  {
    type: Types.LONG({ bigint: true }),
    values: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  },
  { type: Types.BIG_INT(), values: fc.bigInt() },
  { type: Types.BIG_DEC(), values: decimal },
  { type: Types.FLOAT(), values: fc.float() },
  { type: Types.DOUBLE(), values: fc.double() },
  { type: Types.SQL_DATE(), values: date },
  { type: Types.SQL_TIME(), values: time },
  {
    type: Types.SQL_TIMESTAMP(),
    values: fc.tuple(date, time).map(([onDay, at]) => onDay.toPlainDateTime(at)),
  },
  {
    type: Types.INSTANT(),
    values: fc
      .bigInt({ min: -8_640_000_000_000_000_000_000n, max: 8_640_000_000_000_000_000_000n })
      .map((nanos) => new Temporal.Instant(nanos)),
  },
  { type: Types.PRIMITIVE_ARRAY(Types.INT()), values: fc.array(int(32)) },
  {
    type: Types.PRIMITIVE_ARRAY(Types.INT()),
    values: fc.array(int(32)).map((list) => Int32Array.from(list)),
  },
  { type: Types.PRIMITIVE_ARRAY(Types.BYTE()), values: fc.uint8Array() },
  {
    type: Types.PRIMITIVE_ARRAY(Types.BYTE()),
    values: fc.uint8Array().map((list) => Buffer.from(list)),
  },
  { type: Types.PRIMITIVE_ARRAY(Types.DOUBLE()), values: fc.float64Array() },
  { type: Types.PRIMITIVE_ARRAY(Types.CHAR()), values: fc.array(fc.constantFrom("a", "é")) },
];

/** Plain data of any shape, as undeclared records are. */
export const plainData: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(null, -0),
    decimal,
    date,
    fc.date({ noInvalidDate: false }),
    fc.uint8Array(),
    fc.float64Array(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), { maxKeys: 3 }),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map((list) => new Map(list)),
    fc.array(tie("value"), { maxLength: 3 }).map((list) => new Set(list)),
    fc.array(tie("value"), { maxLength: 3 }).map((list) => Row.of(...list)),
    tie("value").map((shared) => [shared, { shared }]),
  ),
})).value;

/** A type of any kind, at most `depth` levels deep. */
export function typedValues(depth: number): fc.Arbitrary<TypedValues> {
  const scalar = fc.constantFrom(...scalars);
  if (depth === 0) return scalar;
  const part = typedValues(depth - 1);
  const nullable = (of: TypedValues): TypedValues => ({
    type: Types.NULLABLE(of.type),
    values: fc.option(of.values, { freq: 3 }),
  });
  const nullableArray =
    (kind: "BASIC_ARRAY" | "OBJECT_ARRAY") =>
    (of: TypedValues): TypedValues => ({
      type: Types[kind](of.type),
      values: fc.array(fc.option(of.values), { maxLength: 4 }),
    });
  return fc.oneof(
    scalar,
    part.map(nullable),
    part.map((of) => ({
      type: Types.LIST(of.type),
      values: fc.array(of.values, { maxLength: 4 }),
    })),
    part.map(nullableArray("BASIC_ARRAY")),
    part.map(nullableArray("OBJECT_ARRAY")),
    fc.tuple(scalar, part).map(([key, of]) => ({
      type: Types.MAP(key.type, of.type),
      values: fc
        .array(fc.tuple(key.values, fc.option(of.values)), { maxLength: 4 })
        .map((entries) => new Map(entries)),
    })),
    fc.constant({ type: Types.GENERIC(), values: plainData }),
    fc.array(part, { maxLength: 10 }).map(tuple),
    fc.array(part, { maxLength: 10 }).map((parts) => row(parts, false)),
    fc.array(part, { maxLength: 10 }).map((parts) => row(parts, true)),
    fields(part, false),
    fields(part, true),
  );
}

function tuple(parts: readonly TypedValues[]): TypedValues {
  return {
    type: Types.TUPLE(parts.map(({ type }) => type)),
    values: fc.tuple(...parts.map(({ values }) => values)),
  };
}

function row(parts: readonly TypedValues[], isNamed: boolean): TypedValues {
  const types = parts.map((part) => part.type);
  const type: AnyTypeInformation = isNamed
    ? Types.ROW_NAMED(
        types.map((_, index) => `field ${index}`),
        types as never,
      )
    : Types.ROW(types);
  const kind = fc.constantFrom<RowKind>("INSERT", "UPDATE_BEFORE", "UPDATE_AFTER", "DELETE");
  return {
    type,
    values: fc
      .tuple(kind, fc.tuple(...parts.map(({ values }) => fc.option(values))))
      .map(([rowKind, values]) => type.convert(Row.ofKind(rowKind, ...values), "value")),
  };
}

const names = fc.uniqueArray(
  fc.oneof(fc.constantFrom("id", "__proto__", "toString"), fc.string()),
  {
    maxLength: 5,
  },
);

function fields(part: fc.Arbitrary<TypedValues>, isInstance: boolean): fc.Arbitrary<TypedValues> {
  const field = fc.record({ of: part, isOptional: fc.boolean() });
  return names
    .map((all) => all.filter((name) => !isInstance || !(name in Object.prototype)))
    .chain((chosen) =>
      fc.tuple(...chosen.map((name) => field.map((of) => ({ name, ...of })))).map((list) => {
        const declared = Object.fromEntries(
          list.map(({ name, of, isOptional }) => [
            name,
            isOptional ? Types.OPTIONAL(of.type) : of.type,
          ]),
        );
        const values = fc
          .tuple(
            ...list.map(({ of, isOptional }) =>
              isOptional ? fc.option(of.values, { nil: undefined }) : of.values,
            ),
          )
          .map((items) => {
            const entries = items.flatMap((item, index) =>
              item === undefined ? [] : [[list[index]?.name ?? "", item]],
            );
            const object: object = Object.fromEntries(entries);
            return isInstance
              ? Object.defineProperties(
                  Object.create(Point.prototype),
                  Object.getOwnPropertyDescriptors(object),
                )
              : object;
          });
        return { type: isInstance ? Types.CLASS(Point, declared) : Types.OBJECT(declared), values };
      }),
    );
}

/** A value as plain data in which everything that tells values apart can be seen; integers lose the sign of zero. */
export function seen(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isRow(value))
    return {
      row: [...value].map(seen),
      kind: value.getRowKind(),
      names: value.getFieldNames(),
      text: String(value),
    };
  const temporal = temporalClassOf(value);
  if (temporal !== undefined || value instanceof BigDecimal) return `${temporal} ${textOf(value)}`;
  if (Array.isArray(value)) return value.map(seen);
  if (value instanceof Map)
    return { map: [...value].map(([key, item]) => [seen(key), seen(item)]) };
  if (value instanceof Set) return { set: [...value].map(seen) };
  if (value instanceof Date) return { date: value.getTime() };
  if (ArrayBuffer.isView(value))
    return {
      view: Object.prototype.toString.call(value),
      isBuffer: Buffer.isBuffer(value),
      items: [...(value as Uint8Array)],
    };
  return {
    prototype: prototypeName(value),
    fields: Object.keys(value).map((name) => [name, seen(Reflect.get(value, name))]),
  };
}

function prototypeName(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return "none";
  return prototype === Point.prototype ? "Point" : "Object";
}
