/** A logger that says nothing. */
import type { Logger } from "../base/logger.ts";

export const silentLogger: Logger = Object.freeze({ debug() {}, info() {}, warn() {}, error() {} });
