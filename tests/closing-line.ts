import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Names what a machine's lack left unchecked, and ends with the line that is read by machines: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    const skipped = tests.filter((test) => test.result().state === "skipped");
    // A file that does not load has no tests to fail.
    const brokenFiles = modules.filter((module) => module.errors().length > 0).length;
    const lines = [
      ...(skipped.length === 0 ? [] : ["Not checked here:", ...skipped.map(line)]),
      `${count("passed")} passed, ${count("failed") + brokenFiles + unhandled.length} failed`,
    ];
    // After the summary of the reporter beside this one.
    process.on("exit", () => process.stdout.write(`${lines.join("\n")}\n`));
  }
}

const line = (test: TestCase): string => {
  const result = test.result();
  return `  ${test.fullName}${result.state === "skipped" && result.note !== undefined ? `: ${result.note}` : ""}`;
};
