import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { stateBackendSuite } from "../../testing/state-backend-suite.ts";
import { ObjectTable } from "./object-table.ts";

const create = (...parameters: ConstructorParameters<typeof ObjectTable>) =>
  new ObjectTable(...parameters);

describe("the object table is a state backend", () => {
  test.each(stateBackendSuite({ create }))("$name", ({ run }) => {
    expect(run).not.toThrow();
  });

  test("random steps give the same as the models, from any seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
        const random = stateBackendSuite({ create, seed }).filter(({ name }) =>
          name.startsWith("random steps"),
        );
        expect(random.length).toBe(3);
        for (const { run } of random) run();
      }),
      propertyRuns(20),
    );
  });

  test("a suite case fails for a backend that forgets", () => {
    class Forgetful extends ObjectTable {
      override setCurrentKey(): number {
        return super.setCurrentKey("always the same");
      }
    }
    const failed = stateBackendSuite({
      create: (...parameters) => new Forgetful(...parameters),
    }).filter(({ run }) => {
      try {
        run();
        return false;
      } catch {
        return true;
      }
    });
    expect(failed.map(({ name }) => name)).toContain(
      "a value is kept under its key, null where there is none",
    );
  });
});
