/** Codes of the room `base`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */

export const baseCodes = {
  CONFIG_NOT_IN_EFFECT: {
    text: "The setting {key} = {value} has no effect yet: {reason}.",
    hint: "The job runs without it. Remove the setting, or wait for the release that builds it.",
  },
  CONFIG_NOT_SUPPORTED: {
    text: "The setting {key} = {value} is not supported yet: {reason}.",
    hint: "Remove the setting, or wait for the release that builds it: without its mechanism the job would give another result.",
  },
  CONFIG_WITHOUT_MEANING: {
    text: "The settings {keys} mean nothing here: they shape a cluster, a JVM or Python's workers.",
    hint: "They are kept and readable, and the job runs without them. docs/reference/configuration.md says why for each.",
  },
  CONFIG_UNKNOWN_KEY: {
    text: "Nothing here knows the settings {keys}.",
    hint: "They are kept and readable, but have no effect. Check the spelling; docs/reference/configuration.md lists every key.",
  },
  CONFIG_WRONG_VALUE: {
    text: "The setting {key} has the value {value}; it takes {expected}.",
    hint: "Correct the value where the setting is made: on the configuration, by a method of the environment, or with -D.",
  },
  DURATION_WRONG_VALUE: {
    text: "{value} is no duration.",
    hint: 'Write a number and a unit, as in "200 ms", "5 s", "1 min", "2 h" or "1 d", or pass a number of milliseconds or a Duration. Only those may be negative.',
  },
  PORT_FILE_EXISTS: {
    text: "The file {path} exists already.",
    hint: "Something else writes to this folder under the same name. Give each job a folder of its own.",
  },
  PORT_FILE_NOT_FOUND: {
    text: "There is no file or folder {path}.",
    hint: "Check the path; a relative one starts at the folder in which the process runs.",
  },
  PORT_FILE_READ_ONLY: {
    text: "The file {path} was opened for reading and is written to.",
    hint: "This is a mistake in the code that owns it: open it with the mode append.",
  },
  PORT_NO_CONNECTION: {
    text: "Nobody answers at {host}:{port}: {reason}.",
    hint: "Check the address, and that the server runs and can be reached from this machine.",
  },
  PORT_FILE_WRONG_KIND: {
    text: "{path} is a folder where a file is needed, or the other way round.",
    hint: "Check the path.",
  },
  PORT_DATA_CUT_OFF: {
    text: "The {format} data ends too early.",
    hint: "The file was probably not copied or written completely. Get it again.",
  },
  PORT_CLOSED: {
    text: "The {what} was used after it had been closed.",
    hint: "This is a mistake in the code that owns it: wait for its last use before closing it.",
  },
  JAVASCRIPT_NO_SUCH_EXPORT: {
    text: "{module} has no export {name} when the program runs.",
    hint: "If {name} is an interface or a type, import it with `import type { {name} }`: Node strips types but keeps plain imports. Otherwise check the spelling.",
  },
  JAVASCRIPT_UNSUPPORTED_SYNTAX: {
    text: "The program uses TypeScript syntax that Node cannot strip: {detail}.",
    hint: "Replace enums by unions of strings, parameter properties by fields, value namespaces by modules; or compile the program first. `erasableSyntaxOnly` in tsconfig.json finds them in the editor.",
  },
  JAVASCRIPT_PRIVATE_MEMBER: {
    text: "The private member {name} was used on an object that does not have it.",
    hint: "A method lost its object, or a copy of the object was made. Pass `(value) => object.method(value)` instead of `object.method`; for functions with private state use `perSubtask(() => new MyFunction())`.",
  },
  JAVASCRIPT_FROZEN_OBJECT: {
    text: "A frozen object was changed: {detail}.",
    hint: "Records belong to everyone who gets them; `millrace/testing` freezes them, so that a function that changes what it was given is found. Change a copy instead: `{ ...record, total }`.",
  },
  JAVASCRIPT_UNBOUND_METHOD: {
    text: "The property {name} was read from undefined.",
    hint: "If the line reads from `this`, the method was passed without its object: pass `(value) => object.method(value)` or the object itself. Otherwise a value of the record is missing: check it before.",
  },
  JAVASCRIPT_CLASS_NOT_CREATED: {
    text: "The class {name} was passed where a function or an object is called.",
    hint: "Create it: `new {name}()`, or `perSubtask({name})` for one instance per subtask.",
  },
} as const;
