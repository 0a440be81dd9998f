// Sums a folder of CI reports: vitest's JSON reports (*.json) and steps without tests (*.step). The last line of .ci/run.
// Usage: node scripts/ci-summary.js FOLDER. The exit code is 1 when anything failed, or nothing was counted.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Passed and failed of one vitest report; a file that could not be loaded has no tests and counts as one failure. */
export function countOf(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/**
 * The sum over a folder of reports, with the names of what failed.
 * @returns {{ passed: number, failed: number, failures: string[] }}
 */
export function summaryOf(folder) {
  const sum = { passed: 0, failed: 0, failures: [] };
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".step")) continue;
    const step = name.slice(0, -".step".length);
    const passed = readFileSync(join(folder, name), "utf8").trim() === "passed";
    const file = join(folder, `${step}.json`);
    const count = existsSync(file)
      ? countOf(JSON.parse(readFileSync(file, "utf8")))
      : { passed: passed ? 1 : 0, failed: 0 };
    // A step that failed although none of its tests did (it crashed, or type checking failed) is a failure of its own.
    const failed = count.failed === 0 && !passed ? 1 : count.failed;
    sum.passed += count.passed;
    sum.failed += failed;
    if (failed > 0) sum.failures.push(`${step}: ${failed}`);
  }
  return sum;
}

if (import.meta.main) {
  const { passed, failed, failures } = summaryOf(process.argv[2]);
  for (const failure of failures) console.log(`failed in ${failure}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
