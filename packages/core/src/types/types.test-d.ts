/** What the compiler infers from declared types. Compiled, never run. */
import type { BigDecimal } from "./big-decimal.ts";
import type { GenericType } from "./kinds/generic.ts";
import { Row } from "./row.ts";
import type { StandardSchemaV1 } from "./standard-schema.ts";
import { Temporal } from "./temporal.ts";
import type { TypeInformation } from "./type-information.ts";
import { Types } from "./types.ts";
import type { InputOf, ValueOf } from "./value-of.ts";

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function same<A, B>(proof: Same<A, B>): void;

// Tuples keep their fields, called or uncalled; LONG uncalled is a number.
const tuple = Types.TUPLE([Types.INT(), Types.STRING, Types.LONG, Types.LONG({ bigint: true })]);
same<ValueOf<typeof tuple>, [number, string, number, bigint]>(true);
same<ValueOf<typeof Types.LONG>, number>(true);
same<ValueOf<typeof Types.BIG_DEC>, BigDecimal>(true);
const asInput: InputOf<typeof tuple> = [1n, "a", 2, 3];
// @ts-expect-error a string is not a LONG
const wrongInput: InputOf<typeof tuple> = [1, "a", "2", 3n];

// Rows: by position, by name; arrays and objects are accepted.
const row = Types.ROW([Types.STRING, Types.INT]);
declare const rowValue: ValueOf<typeof row>;
same<(typeof rowValue)[0], string>(true);
same<(typeof rowValue)[1], number>(true);
same<(typeof rowValue)["length"], 2>(true);
const anyRow: Row = rowValue;
const rowInput: InputOf<typeof row> = ["a", 1];
const rowFromRow: InputOf<typeof row> = Row.of("a", 1);
// @ts-expect-error the fields are in another order
const wrongRow: InputOf<typeof row> = [1, "a"];
// @ts-expect-error a positional row is not made from an object
const wrongObject: InputOf<typeof row> = { a: 1 };

const named = Types.ROW_NAMED(["url", "count"], [Types.STRING, Types.LONG()]);
declare const namedValue: ValueOf<typeof named>;
same<ReturnType<typeof namedValue.get<"count">>, number>(true);
const url: string = namedValue.get("url");
// @ts-expect-error there is no such field
namedValue.get("uri");
const namedInput: InputOf<typeof named> = { url: "a", count: 1 };
// @ts-expect-error a name is missing
Types.ROW_NAMED(["url"], [Types.STRING, Types.LONG()]);

// Objects: null needs NULLABLE, a missing field OPTIONAL.
const object = Types.OBJECT({
  id: Types.LONG,
  name: Types.NULLABLE(Types.STRING),
  note: Types.OPTIONAL(Types.STRING()),
});
same<ValueOf<typeof object>, { id: number; name: string | null; note?: string }>(true);
const objectInput: InputOf<typeof object> = { id: 1, name: undefined };
// @ts-expect-error id may not be null
const wrongId: InputOf<typeof object> = { id: null, name: "a" };

// Collections.
same<ValueOf<ReturnType<typeof Types.LIST<typeof Types.STRING>>>, string[]>(true);
const map = Types.MAP(Types.STRING, Types.INT);
same<ValueOf<typeof map>, Map<string, number>>(true);
const mapInput: InputOf<typeof map> = { a: 1 };
const primitives = Types.PRIMITIVE_ARRAY(Types.DOUBLE);
const typed: InputOf<typeof primitives> = new Float64Array(2);
const plain: InputOf<typeof primitives> = [1, 2];
const holes = Types.BASIC_ARRAY(Types.NULLABLE(Types.FLOAT()));
same<ValueOf<typeof holes>, (number | null)[]>(true);

// Classes, schemas, dates, undeclared values.
class Point {
  x = 0;
}
same<ValueOf<ReturnType<typeof Types.CLASS<typeof Point>>>, Point>(true);
declare const schema: StandardSchemaV1<string, number>;
const parsed = Types.SCHEMA(schema);
same<ValueOf<typeof parsed>, number>(true);
same<InputOf<typeof parsed>, string>(true);
const date: ValueOf<typeof Types.SQL_DATE> = Temporal.PlainDate.from("2024-02-29");
const dateInput: InputOf<typeof Types.SQL_DATE> = "2024-02-29";
const undeclared: GenericType = Types.GENERIC();
// @ts-expect-error a declared type is not the undeclared one
const declared: GenericType = Types.STRING();

// Covariant in the value: a type of narrower values serves where wider ones are read.
declare const narrow: TypeInformation<"a" | "b", never>;
const wide: TypeInformation<string, never> = narrow;
// @ts-expect-error not the other way round
const narrowed: TypeInformation<"a" | "b", never> = Types.STRING();

// Rows that users make: literals widen.
same<ReturnType<typeof Row.of<["a", 1]>>, Row<[string, number], object>>(true);
const position: Temporal.PlainDate = date;

export type Used = [
  typeof asInput,
  typeof wrongInput,
  typeof anyRow,
  typeof rowInput,
  typeof rowFromRow,
  typeof wrongRow,
  typeof wrongObject,
  typeof url,
  typeof namedInput,
  typeof objectInput,
  typeof wrongId,
  typeof mapInput,
  typeof typed,
  typeof plain,
  typeof dateInput,
  typeof undeclared,
  typeof declared,
  typeof wide,
  typeof narrowed,
  typeof position,
];
