/** The Logger port. pino's shape, so that `env.setLogger(pino())` needs no adapter. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** Receives what Millrace has to say besides records. Called rarely, never per record. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
