/** The logger where the program sets none: warnings and errors on standard error, `log.level`, `log.format`. */
import { LOG_FORMAT, LOG_LEVEL, readOption } from "../base/config-options.ts";
import type { Logger, LogLevel } from "../base/logger.ts";
import type { Ports } from "../base/ports.ts";

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

/** One line per message: `warn  text` or one JSON object. */
export function createStderrLogger(
  ports: Pick<Ports, "stderr" | "scheduler">,
  configuration: ReadonlyMap<string, string>,
): Logger {
  const least = LEVELS.indexOf(readOption(configuration, LOG_LEVEL));
  const isJson = readOption(configuration, LOG_FORMAT) === "json";
  const write = (level: LogLevel, fields: object, message: string): void => {
    if (LEVELS.indexOf(level) < least || ports.stderr.isClosed) return;
    ports.stderr.write(
      isJson
        ? `${JSON.stringify({ level, time: ports.scheduler.now(), ...plain(fields), msg: message })}\n`
        : `${level.padEnd(5)} ${message}\n`,
    );
  };
  return {
    debug: (fields, message) => write("debug", fields, message),
    info: (fields, message) => write("info", fields, message),
    warn: (fields, message) => write("warn", fields, message),
    error: (fields, message) => write("error", fields, message),
  };
}

/** Errors have no own enumerable fields; as JSON they would be empty. */
function plain(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Error ? { message: value.message, stack: value.stack } : value,
    ]),
  );
}
