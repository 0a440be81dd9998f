import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { propertyRuns } from "../../testing/property-runs.ts";
import { stateBackendSuite } from "../../testing/state-backend-suite.ts";
import { ObjectTable } from "./object-table.ts";

const create = (guard: ConstructorParameters<typeof ObjectTable>[0]) => new ObjectTable(guard);

describe("the object table is a state backend", () => {
  test.each(stateBackendSuite({ create }))("$name", ({ run }) => {
    expect(run).not.toThrow();
  });

  test("random steps give the same as a map, from any seed", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (seed) => {
        stateBackendSuite({ create, seed }).at(-1)?.run();
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
    const failed = stateBackendSuite({ create: (guard) => new Forgetful(guard) }).filter(
      ({ run }) => {
        try {
          run();
          return false;
        } catch {
          return true;
        }
      },
    );
    expect(failed.map(({ name }) => name)).toContain(
      "a value is kept under its key, null where there is none",
    );
  });
});
