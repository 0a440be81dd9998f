/** How often property tests run: so often by default, a hundred times as often in the nightly run. Only for our own tests. */

/** Parameters for `fc.assert`: `count` runs, 100 times as many where MILLRACE_NIGHTLY is set. */
export function propertyRuns(count: number): { numRuns: number } {
  return { numRuns: process.env["MILLRACE_NIGHTLY"] === undefined ? count : count * 100 };
}
