import type { Reporter, TestCase, TestModule, Vitest } from "vitest/node";
import { promises } from "./promises.ts";

const noteOf = (test: TestCase): string | undefined => {
  const result = test.result();
  return result.state === "skipped" ? result.note : undefined;
};

/** The cause first: what came of it, a property's counterexample, may be long. */
const messageOf = (error: unknown): string => {
  const isError = typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
  const message = isError ? (error.message as string) : JSON.stringify(error);
  const cause = isError && "cause" in error && error.cause ? `${messageOf(error.cause)}\n    ` : "";
  return `${cause}${message.slice(0, MOST_OF_FAILURE).split("\n").join("\n    ")}`;
};
const MOST_OF_FAILURE = 2000;

/** What failed and how, once more in short: the reporter's own account may be thousands of lines above the end. */
const failuresOf = (modules: readonly TestModule[], unhandled: readonly unknown[]): string[] => [
  ...modules.flatMap((module) => [
    ...module.errors().map((error) => `Failed: ${module.relativeModuleId}: ${messageOf(error)}`),
    ...[...module.children.allTests("failed")].map(
      (test) => `Failed: ${module.relativeModuleId}: ${test.fullName}: ${(test.result().errors ?? []).map(messageOf).join("\n    ")}`,
    ),
  ]),
  ...unhandled.map((error) => `Failed: ${messageOf(error)}`),
];

const secondsOf = (modules: readonly TestModule[]): number =>
  modules.reduce((sum, module) => sum + module.diagnostic().collectDuration + module.diagnostic().duration, 0) / 1000;

/** What each promise cost to show, after a run that showed them all: files run beside each other, so the whole took less than their sum. */
const costsOf = (modules: readonly TestModule[]): string[] => {
  const shown = promises.map(([promise, files]) => [promise, modules.filter(({ relativeModuleId: id }) => files.test(id))] as const);
  if (shown.some(([, found]) => found.length === 0)) return [];
  const lines = shown.map(([promise, found]) => `${secondsOf(found).toFixed(0).padStart(6)} s  ${promise} (${found.length})`);
  const all = new Set(shown.flatMap(([, found]) => found));
  return [
    "What is promised, and what showing it took (files):",
    ...lines,
    `${secondsOf([...all])
      .toFixed(0)
      .padStart(6)} s  together`,
  ];
};

/** Names what failed and what a machine's lack left unchecked, and ends with the line that is read by machines: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  isFiltered = false;

  onInit(vitest: Vitest): void {
    this.isFiltered = vitest.config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const left = tests.filter((test) => noteOf(test) !== undefined || (test.result().state === "skipped" && !this.isFiltered));
    // A file that does not load has no tests that could fail.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    const lines = [
      ...costsOf(modules),
      ...failuresOf(modules, unhandled),
      ...left.map((test) => `Not checked here: ${test.fullName}: ${noteOf(test) ?? "skipped"}`),
      `${count("passed")} passed, ${count("failed") + broken + unhandled.length} failed`,
    ];
    // After the summary of the reporter beside this one.
    process.on("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
  }
}
