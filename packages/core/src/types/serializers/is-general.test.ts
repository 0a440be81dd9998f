import { expect, test } from "vitest";
import { Types } from "../types.ts";
import { isGeneral } from "./is-general.ts";

const schema = {
  "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value }) },
} as const;

test("undeclared values, and types with an undeclared part anywhere, are on the general serializer", () => {
  const types = {
    undeclared: undefined,
    generic: Types.GENERIC(),
    schema: Types.SCHEMA(schema),
    field: Types.ROW([Types.STRING(), Types.GENERIC()]),
    list: Types.LIST(Types.GENERIC()),
    "key of a map": Types.MAP(Types.GENERIC(), Types.INT()),
    "value of a map": Types.MAP(Types.INT(), Types.GENERIC()),
    nullable: Types.OBJECT({ a: Types.NULLABLE(Types.LIST(Types.GENERIC())) }),
  };
  expect(Object.entries(types).filter(([, type]) => !isGeneral(type))).toEqual([]);
});

test("declared types are not, whatever their fields are called", () => {
  const types = {
    string: Types.STRING(),
    bigint: Types.LONG({ bigint: true }),
    named: Types.OBJECT({ GENERIC: Types.STRING() }),
    nested: Types.MAP(Types.STRING(), Types.LIST(Types.TUPLE([Types.INT(), Types.DOUBLE()]))),
    primitives: Types.PRIMITIVE_ARRAY(Types.BYTE()),
  };
  expect(Object.entries(types).filter(([, type]) => isGeneral(type))).toEqual([]);
});
