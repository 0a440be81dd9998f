// Rules for cases whose text the default rule does not read, by section.
import { dataStreamRules } from "./rules/data-stream.js";
import { environmentRules } from "./rules/environment.js";
import { functionRules } from "./rules/functions.js";
import { operatorRules } from "./rules/operators.js";
import { timeRules } from "./rules/time.js";
import { windowRules } from "./rules/window.js";

export const rules = {
  ...dataStreamRules,
  ...environmentRules,
  ...functionRules,
  ...operatorRules,
  ...timeRules,
  ...windowRules,
};
