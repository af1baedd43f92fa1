import { defineConfig } from "vitest/config";

const needsDatabase = [
  "src/store/**/*.test.ts",
  "src/actions/**/*.test.ts",
  "src/doors/**/*.test.ts",
  "src/outside/**/*.test.ts",
];

/** One process for many files (`isolate: false`): twenty times faster, and no test may lean on a fresh module. */
export default defineConfig({
  test: {
    isolate: false,
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.ts"],
          exclude: needsDatabase,
          maxWorkers: 2,
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: needsDatabase,
          globalSetup: ["src/testing/postgres.ts"],
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["e2e/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Two: more browsers than processors only wait for each other.
          maxWorkers: 2,
        },
      },
    ],
  },
});
