/** The error code table: every code of every room, once. */
import { apiCodes } from "./api.ts";
import { baseCodes } from "./base.ts";
import { cliCodes } from "./cli.ts";
import { connectorCodes } from "./connector.ts";
import { engineCodes } from "./engine.ts";
import type { ValueNames } from "./entry.ts";
import { functionsCodes } from "./functions.ts";
import { metricsCodes } from "./metrics.ts";
import { planCodes } from "./plan.ts";
import { programCodes } from "./program.ts";
import { runtimeCodes } from "./runtime.ts";
import { stateCodes } from "./state.ts";
import { testingCodes } from "./testing.ts";
import { typesCodes } from "./types.ts";
import { windowingCodes } from "./windowing.ts";

/** All codes. */
export const errorCodes: typeof baseCodes &
  typeof typesCodes &
  typeof stateCodes &
  typeof functionsCodes &
  typeof metricsCodes &
  typeof connectorCodes &
  typeof planCodes &
  typeof apiCodes &
  typeof programCodes &
  typeof runtimeCodes &
  typeof engineCodes &
  typeof windowingCodes &
  typeof cliCodes &
  typeof testingCodes = {
  ...baseCodes,
  ...typesCodes,
  ...stateCodes,
  ...functionsCodes,
  ...metricsCodes,
  ...connectorCodes,
  ...planCodes,
  ...apiCodes,
  ...programCodes,
  ...runtimeCodes,
  ...engineCodes,
  ...windowingCodes,
  ...cliCodes,
  ...testingCodes,
};

/** A stable error code, `ROOM_WHAT`. */
export type ErrorCode = keyof typeof errorCodes;

/** The values that the text of a code asks for. */
export type ErrorValues<Code extends ErrorCode> = {
  readonly [Name in ValueNames<(typeof errorCodes)[Code]["text"]>]: unknown;
};
