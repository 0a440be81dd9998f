/** What a program knows about its start. The entry point reads the process and fills it in; nothing else does. */
import { LOG_FORMAT } from "../base/config-options.ts";
import { type ProgramSettings, parseProgramSettings } from "./settings.ts";

/** The process, as the entry point sees it. */
export interface ProgramEnvironment {
  /** The value of `PROGRAM_SETTINGS_VARIABLE`; `undefined` where the program was started directly. */
  readonly settingsText: string | undefined;
  /** The arguments after the program's file. */
  readonly arguments: readonly string[];
}

/**
 * How the program was started: by a command with settings, or directly, which is `run` without any.
 *
 * `json` stands for `log.format: json` where the configuration does not say otherwise. Throws `PROGRAM_BAD_SETTINGS`.
 */
export function programSettings(environment: ProgramEnvironment): ProgramSettings {
  if (environment.settingsText === undefined) {
    return {
      configuration: new Map(),
      arguments: environment.arguments,
      mode: "run",
      json: false,
      mermaid: false,
    };
  }
  const settings = parseProgramSettings(environment.settingsText);
  if (!settings.json || settings.configuration.has(LOG_FORMAT.key)) return settings;
  return {
    ...settings,
    configuration: new Map([...settings.configuration, [LOG_FORMAT.key, "json"]]),
  };
}
