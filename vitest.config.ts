import { defineConfig } from "vitest/config";
import { withoutCompanyFilter } from "./tests/access/without-company-filter.ts";

/** Two are busy; whoever drives a browser waits for most of its time. */
const workers = Number(process.env["ATTAIN_TEST_WORKERS"] || 3);
const cluster = { globalSetup: ["./tests/cluster.ts"], testTimeout: 60_000, hookTimeout: 120_000 };

/** The suffix says what a test needs (STYLE); only the projects that need a database start one. */
export default defineConfig({
  test: {
    maxWorkers: workers,
    // A guard against what never ends; nothing is said by how long a test takes.
    testTimeout: 60_000,
    teardownTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    reporters: ["default", "./tests/closing-line.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "pure",
          include: ["{src,tests,bench}/**/*.test.ts"],
          exclude: ["**/*.pg.test.ts", "**/*.memory.test.ts"],
          isolate: false,
        },
      },
      { extends: true, test: { name: "memory", include: ["src/**/*.memory.test.ts"] } },
      { extends: true, test: { name: "web", include: ["src/web/**/*.web.test.tsx"] } },
      { extends: true, test: { name: "postgres", include: ["{src,tests,bench}/**/*.pg.test.ts"], isolate: false, ...cluster } },
      {
        extends: true,
        plugins: [withoutCompanyFilter()],
        test: { name: "second-wall", include: ["tests/access.second-wall.ts"], ...cluster },
      },
      {
        extends: true,
        test: { name: "browser", include: ["tests/e2e/**/*.e2e.ts"], isolate: false, ...cluster, testTimeout: 120_000 },
      },
    ],
  },
});
