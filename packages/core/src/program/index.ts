/**
 * The entry `millrace/unstable/program`: what commands and engines need to start programs. May change in any release.
 *
 * Light: neither the API nor the engine is loaded through it.
 */

export { type ErrorStyle, type FormatErrorOptions, formatError } from "../base/format-error.ts";
export { nodePorts } from "../base/node/node-ports.ts";
export { createNodeProcessLauncher } from "../base/node/node-process-launcher.ts";
export type { LaunchedProcess, LaunchRequest, ProcessLauncher } from "../base/process-launcher.ts";
export type { EndSignal } from "../base/process-port.ts";
export { StreamError, streamError } from "../base/stream-error.ts";
export { translateError } from "../base/translate-error.ts";
export { type ProgramEnvironment, programSettings } from "./environment.ts";
export {
  PROGRAM_SETTINGS_VARIABLE,
  type ProgramMode,
  type ProgramSettings,
  parseProgramSettings,
  serializeProgramSettings,
} from "./settings.ts";
export { type ProgramStart, type StartPorts, startProgram } from "./start.ts";
