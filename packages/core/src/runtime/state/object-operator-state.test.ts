import { describe, expect, test } from "vitest";
import { operatorStateSuite } from "../../testing/operator-state-suite.ts";
import { ObjectOperatorState } from "./object-operator-state.ts";

describe("operator state as objects", () => {
  test.each(operatorStateSuite({ create: (guard) => new ObjectOperatorState(guard) }))(
    "$name",
    ({ run }) => {
      expect(run).not.toThrow();
    },
  );
});
