import { defineConfig } from "vitest/config";

const noCodeGeneration = "--disallow-code-generation-from-strings";

interface Variant {
  readonly name: string;
  readonly env: Record<string, string>;
  readonly execArgv?: string[];
}

/** A setting as `millrace run -D` hands it to a program: the tests and the jobs they start run under it without knowing. */
function variant(name: string, key: string, value: string): Variant {
  const program = {
    version: 1,
    mode: "run",
    json: false,
    mermaid: false,
    configuration: { [key]: value },
    arguments: [],
  };
  const env = { MILLRACE_PROGRAM: JSON.stringify(program), MILLRACE_MATRIX: `${key}=${value}` };
  return { name, env };
}

/** R1: the same results under each of these; `tests/matrix` shows that each is in effect. */
const matrix: readonly Variant[] = [
  variant("slice-1", "execution.slice.max-records", "1"),
  variant("no-chaining", "pipeline.operator-chaining.enabled", "false"),
  variant("parallelism-3", "parallelism.default", "3"),
  variant("object-reuse", "pipeline.object-reuse", "true"),
  {
    name: "no-codegen",
    env: { NODE_OPTIONS: noCodeGeneration, MILLRACE_MATRIX: "code-generation=forbidden" },
    execArgv: [noCodeGeneration],
  },
];
const matrixTests = ["tests/matrix/**", "tests/golden/cases/**", "examples/**"];

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: process.env["MILLRACE_NIGHTLY"] === undefined ? 30_000 : 600_000,
    projects: [
      {
        extends: true,
        test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"] },
      },
      { extends: true, test: { name: "unit", include: ["packages/*/src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "repository",
          include: ["tests/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["tests/architecture/**", "tests/e2e/**", "tests/matrix/**"],
        },
      },
      ...matrix.map((variant) => ({
        extends: true as const,
        test: { ...variant, include: matrixTests.map((folder) => `${folder}/*.test.ts`) },
      })),
      {
        extends: true,
        test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], testTimeout: 300_000 },
      },
    ],
  },
});
