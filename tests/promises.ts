/** What Attain promises, and the test files that show it: the closing lines of a whole run say what each costs. */
export const promises: readonly (readonly [promise: string, files: RegExp])[] = [
  ["exactly once through crashes", /^tests\/faults\/(?:crashes|imports-killed|closing-killed|hooks)\.pg\./],
  ["planted bugs are seen", /^tests\/faults\/planted\./],
  ["order does not matter", /^tests\/laws\//],
  ["the same key at the same instant", /^tests\/faults\/same-keys\./],
  ["closing against writers", /^tests\/faults\/(?:closing|writers)\.pg\./],
  ["an unknown outcome of COMMIT", /^tests\/faults\/(?:commit-cuts|answers-cut)\./],
  ["the database away, read-only, full", /^src\/http\/weather\./],
  ["each instant in one day, each day in one period", /^src\/domain\/(?:zone|instant|day|company-calendar|period)\.test\./],
  ["nobody sees what is not theirs", /^(?:tests\/access|src\/store\/catalogue)\./],
  ["a fuzzed interface", /^src\/http\/fuzz\./],
  ["bad input", /\/bad-[\w-]+\.(?:pg\.)?test\./],
  ["hostile text in a browser", /^tests\/e2e\/hostile\./],
  ["files out and in", /\/(?:exports?|export-list)\.pg\.test\./],
  ["nothing personal in the log", /^tests\/log-hygiene\./],
];
