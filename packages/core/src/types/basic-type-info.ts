/** `BasicTypeInfo`: the types of single values by the names of Flink's class; each is what the factory in `Types` gives. */
import { Types } from "./types.ts";

/** Flink's factories of single values' types. */
export interface BasicTypeInfo {
  readonly STRING_TYPE_INFO: Types["STRING"];
  readonly BOOLEAN_TYPE_INFO: Types["BOOLEAN"];
  readonly BYTE_TYPE_INFO: Types["BYTE"];
  readonly SHORT_TYPE_INFO: Types["SHORT"];
  readonly INT_TYPE_INFO: Types["INT"];
  readonly LONG_TYPE_INFO: Types["LONG"];
  readonly FLOAT_TYPE_INFO: Types["FLOAT"];
  readonly DOUBLE_TYPE_INFO: Types["DOUBLE"];
  readonly CHAR_TYPE_INFO: Types["CHAR"];
  readonly BIG_INT_TYPE_INFO: Types["BIG_INT"];
  readonly BIG_DEC_TYPE_INFO: Types["BIG_DEC"];
  readonly INSTANT_TYPE_INFO: Types["INSTANT"];
}

/** `BasicTypeInfo.INT_TYPE_INFO()` is `Types.INT()`. */
export const BasicTypeInfo: BasicTypeInfo = /* @__PURE__ */ Object.freeze({
  STRING_TYPE_INFO: Types.STRING,
  BOOLEAN_TYPE_INFO: Types.BOOLEAN,
  BYTE_TYPE_INFO: Types.BYTE,
  SHORT_TYPE_INFO: Types.SHORT,
  INT_TYPE_INFO: Types.INT,
  LONG_TYPE_INFO: Types.LONG,
  FLOAT_TYPE_INFO: Types.FLOAT,
  DOUBLE_TYPE_INFO: Types.DOUBLE,
  CHAR_TYPE_INFO: Types.CHAR,
  BIG_INT_TYPE_INFO: Types.BIG_INT,
  BIG_DEC_TYPE_INFO: Types.BIG_DEC,
  INSTANT_TYPE_INFO: Types.INSTANT,
});
