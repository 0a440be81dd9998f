import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    pool: "forks",
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"] } },
      { extends: true, test: { name: "unit", include: ["packages/*/src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "repository",
          include: ["tests/**/*.test.ts", "examples/**/*.test.ts"],
          exclude: ["tests/architecture/**", "tests/e2e/**"],
        },
      },
      { extends: true, test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], testTimeout: 300_000 } },
    ],
  },
});
