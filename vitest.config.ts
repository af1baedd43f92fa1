import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const needsDatabase = [
  "src/store/**/*.test.ts",
  "src/actions/**/*.test.ts",
  "src/doors/**/*.test.ts",
  "src/outside/**/*.test.ts",
];

/** Begun last, each of them would leave one processor with nothing to do; by its size or its last run none is known on a new clone. */
const LONGEST = [
  "e2e/pages.test.ts",
  "e2e/pageStates.test.ts",
  "src/doors/http/matrix.test.ts",
  "src/actions/system/backup.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      LONGEST.some((path) => moduleId.endsWith(`/${path}`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** One process for many files (`isolate: false`): twenty times faster, and no test may lean on a fresh module. */
export default defineConfig({
  test: {
    isolate: false,
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
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
