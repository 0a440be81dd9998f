/** Codes of the room `base`. Texts and hints are what the user reads; docs/reference/errors.md is generated from them. */
import { entry } from "./entry.ts";

export const baseCodes = {
  CONFIG_NOT_IN_EFFECT: entry(
    "The setting {key} = {value} has no effect yet: {reason}.",
    "The job runs without it. Remove the setting, or wait for the release that builds it.",
  ),
  CONFIG_NOT_SUPPORTED: entry(
    "The setting {key} = {value} is not supported yet: {reason}.",
    "Remove the setting, or wait for the release that builds it: without its mechanism the job would give another result.",
  ),
  CONFIG_UNKNOWN_KEY: entry(
    "Nothing here knows the settings {keys}.",
    "They are kept and readable, but have no effect. Check the spelling; docs/reference/configuration.md lists every key.",
  ),
  CONFIG_WRONG_VALUE: entry(
    "The setting {key} has the value {value}; it takes {expected}.",
    "Correct the value where the setting is made: on the configuration, by a method of the environment, or with -D.",
  ),
  DURATION_WRONG_VALUE: entry(
    "{value} is no duration.",
    'Write a number and a unit, as in "200 ms", "5 s", "1 min", "2 h" or "1 d", or pass a number of milliseconds or a Duration. Only those may be negative.',
  ),
  PORT_FILE_EXISTS: entry(
    "The file {path} exists already.",
    "Something else writes to this folder under the same name. Give each job a folder of its own.",
  ),
  PORT_FILE_NOT_FOUND: entry(
    "There is no file or folder {path}.",
    "Check the path; a relative one starts at the folder in which the process runs.",
  ),
  PORT_FILE_READ_ONLY: entry(
    "The file {path} was opened for reading and is written to.",
    "This is a mistake in the code that owns it: open it with the mode append.",
  ),
  PORT_NO_CONNECTION: entry(
    "Nobody answers at {host}:{port}: {reason}.",
    "Check the address, and that the server runs and can be reached from this machine.",
  ),
  PORT_FILE_WRONG_KIND: entry(
    "{path} is a folder where a file is needed, or the other way round.",
    "Check the path.",
  ),
  PORT_DATA_CUT_OFF: entry(
    "The {format} data ends too early.",
    "The file was probably not copied or written completely. Get it again.",
  ),
  PORT_CLOSED: entry(
    "The {what} was used after it had been closed.",
    "This is a mistake in the code that owns it: wait for its last use before closing it.",
  ),
  JAVASCRIPT_NO_SUCH_EXPORT: entry(
    "{module} has no export {name} when the program runs.",
    "If {name} is an interface or a type, import it with `import type { {name} }`: Node strips types but keeps plain imports. Otherwise check the spelling.",
  ),
  JAVASCRIPT_UNSUPPORTED_SYNTAX: entry(
    "The program uses TypeScript syntax that Node cannot strip: {detail}.",
    "Replace enums by unions of strings, parameter properties by fields, value namespaces by modules; or compile the program first. `erasableSyntaxOnly` in tsconfig.json finds them in the editor.",
  ),
  JAVASCRIPT_PRIVATE_MEMBER: entry(
    "The private member {name} was used on an object that does not have it.",
    "A method lost its object, or a copy of the object was made. Pass `(value) => object.method(value)` instead of `object.method`; for functions with private state use `perSubtask(() => new MyFunction())`.",
  ),
  JAVASCRIPT_UNBOUND_METHOD: entry(
    "The property {name} was read from undefined.",
    "If the line reads from `this`, the method was passed without its object: pass `(value) => object.method(value)` or the object itself. Otherwise a value of the record is missing: check it before.",
  ),
  JAVASCRIPT_CLASS_NOT_CREATED: entry(
    "The class {name} was passed where a function or an object is called.",
    "Create it: `new {name}()`, or `perSubtask({name})` for one instance per subtask.",
  ),
} as const;
