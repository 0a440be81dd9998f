/** Codes of the room `types`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const typesCodes = {
  TYPE_WRONG_VALUE: {
    text: "The value {value} at {path} is not of type {type}.",
    hint: "Convert the value before it is emitted, or declare another type.",
  },
  TYPE_OUT_OF_RANGE: {
    text: "The value {value} at {path} does not fit into {type}.",
    hint: "Use Types.LONG({ bigint: true }) for 64-bit integers, Types.BIG_INT() or Types.BIG_DEC() for larger ones.",
  },
  TYPE_NULL_VALUE: {
    text: "The value at {path} is {value}, but its type {type} has no null.",
    hint: "Declare it as Types.NULLABLE(…), or in an OBJECT as Types.OPTIONAL(…), or emit a value.",
  },
  TYPE_MISSING_FIELD: {
    text: "The field {field} of {path} is missing; the type is {type}.",
    hint: "Set the field, or declare it as Types.OPTIONAL(…) in an OBJECT.",
  },
  TYPE_UNDECLARED_FIELD: {
    text: "The field {field} of {path} is not declared in {type}: a copy would lose it.",
    hint: "Add the field to Types.CLASS(…), or remove it from the instance.",
  },
  TYPE_WRONG_DECLARATION: {
    text: "Types.{factory} was called wrongly: {reason}.",
    hint: "Pass what the sentence asks for; your editor shows the parameters of Types.{factory}.",
  },
  TYPE_EXPECTED: {
    text: "{method} was called with {value} as {parameter}; a type is expected there.",
    hint: "Pass a type such as Types.STRING().",
  },
  TYPE_CLASS_AS_TYPE: {
    text: "{method} was called with the class {value} as {parameter}; a type is expected there.",
    hint: "Use Types.CLASS({value}, { field: Types.STRING(), … }) and name its fields.",
  },
  TYPE_SCHEMA_AS_TYPE: {
    text: "{method} was called with a schema of {value} as {parameter}; a type is expected there.",
    hint: "Wrap the schema: Types.SCHEMA(schema).",
  },
  TYPE_FUNCTION_AS_TYPE: {
    text: "{method} was called with the function {value} as {parameter}; a type is expected there.",
    hint: "Pass a type such as Types.STRING(); of functions only the ones of Types may stand for a type.",
  },
  TYPE_FACTORY_NOT_CALLED: {
    text: "{method} was called with Types.{value} as {parameter}, which needs arguments to be a type.",
    hint: "Call it, e.g. Types.LIST(Types.STRING()).",
  },
  TYPE_SCHEMA_REJECTED: {
    text: "The value {value} at {path} was rejected by its schema: {issues}.",
    hint: "Emit a value that the schema accepts, or reject it before.",
  },
  TYPE_SCHEMA_ASYNC: {
    text: "The schema of {path} validates asynchronously.",
    hint: "Records are processed synchronously: use a schema without async refinements.",
  },
  TYPE_NOT_COPYABLE: {
    text: "The value {value} at {path} cannot be copied or serialized: it is {reason}.",
    hint: "Declare its type: Types.CLASS(…) for instances of a class; emit plain data otherwise.",
  },
  TYPE_NOT_A_KEY: {
    text: "The value {value} at {path} cannot be used as key: it is {reason}.",
    hint: "Return a string, number, bigint, boolean, date, null, or an array, row or plain object of these.",
  },
  TYPE_NOT_COMPARABLE: {
    text: "{left} and {right} cannot be compared.",
    hint: "Numbers, strings, booleans, dates and BigDecimals are compared with values of their own kind. Select such a field.",
  },
  TYPE_NOT_SUMMABLE: {
    text: "{left} and {right} cannot be added.",
    hint: "Only numbers, bigints and BigDecimals are summed, each with its own kind. Select such a field, or use reduce.",
  },
  TYPE_NO_SUCH_FIELD: {
    text: "The record {value} has no field {field}.",
    hint: "Name a field that each record has: a position of a tuple or row, a name of an object or named row, 0 for the record itself.",
  },
  TYPE_WRONG_DECIMAL: {
    text: "{value} is not a decimal number.",
    hint: "Write digits with an optional point and exponent, e.g. BigDecimal.of('1.10').",
  },
  TYPE_DECIMAL_DIVISION: {
    text: "{left} / {right} has no exact decimal result.",
    hint: "Name the scale and the rounding: divide(other, { scale: 2, rounding: 'HALF_UP' }).",
  },
  TYPE_TEMPORAL_MISSING: {
    text: "This runtime has no Temporal, and temporal-polyfill could not be loaded.",
    hint: "Install temporal-polyfill beside millrace, or set globalThis.Temporal before the first date is used.",
  },
  TYPE_WRONG_FINGERPRINT: {
    text: "{path} is {value}; {expected} is expected there.",
    hint: "The description of a stored type cannot be read. It was written by a later version of millrace, or damaged.",
  },
  TYPE_BYTES_TRUNCATED: {
    text: "{name} ends too early: {needed} bytes are needed at byte {offset}, {remaining} are left.",
    hint: "The bytes were cut off. Restore from another checkpoint, or from a whole copy of this one.",
  },
  TYPE_BYTES_DAMAGED: {
    text: "{name} is damaged at byte {offset}: {reason}.",
    hint: "The bytes are not what was written. Restore from another checkpoint, or from a good copy of this one.",
  },
} as const;
