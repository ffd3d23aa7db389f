import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../src/store/package-root.ts";
import { doorBugs } from "./planted-doors.ts";

type Replacement = { readonly file: string; readonly find: string; readonly put: string };

/** A test by its file and its whole name. */
export type NamedTest = { readonly file: string; readonly test: string };

/** A bug as changes to the product's text: planted in a copy of the tree, never in the tree. */
export type PlantedBug = {
  readonly name: string;
  /** The part of the faults that must see it; left out: any. */
  readonly only?: string;
  /** The test that must see it, where it is no part of the faults. */
  readonly seenBy?: NamedTest;
  readonly replacements: readonly Replacement[];
};

const recording = "src/operations/record-activities.ts";
const windowCredits = "src/store/window-credits.ts";
const lateChanges = "src/store/late-changes.ts";

/** Puts a `recordActivities` of its own around the product's. */
const around = (wrapper: string): Replacement[] => [
  { file: recording, find: "export const recordActivities = ", put: `${wrapper}\nconst recordRightly = ` },
];

/** Bugs that lose or double counts. */
const countBugs: readonly PlantedBug[] = [
  {
    name: "the tally in a second transaction",
    replacements: [
      ...around(`
import { sql } from "kysely";
const takeChanges = async (tx: Transaction, companyId: number) => {
  const { rows } = await sql<{ changes: string }>\`
    with own as (delete from tally_changes t where t.company_id = \${companyId} and t.xmin = pg_current_xact_id()::xid returning t.*)
    select coalesce(jsonb_agg(own), '[]')::text as changes from own\`.execute(tx);
  return rows[0]?.changes;
};
export const recordActivities = async (database: Database, companyId: number, items: readonly unknown[], options: RecordingOptions): Promise<RecordingAnswer> => {
  const { changes = "[]", ...answer } = (await recordRightly(database, companyId, items, options)) as RecordingAnswer & { changes?: string };
  await inCompany(database, companyId, (tx) => sql\`
    insert into tally_changes (company_id, metric_numbers, provenance_numbers, member_numbers, local_days, amounts)
    select c.company_id, c.metric_numbers, c.provenance_numbers, c.member_numbers, c.local_days, c.amounts
    from jsonb_populate_recordset(null::tally_changes, \${changes}::jsonb) c\`.execute(tx));
  return answer;
};`),
      {
        file: recording,
        find: "return { ...counts, unattributed, newSources, moved };",
        put: "return { ...counts, unattributed, newSources, moved, changes: await takeChanges(tx, companyId) };",
      },
    ],
  },
  {
    name: "check, then insert: what was not there a moment ago is counted as new",
    replacements: [
      {
        file: "src/store/activities.ts",
        find: '  order by g.source collate "C", g.external_id collate "C"\n  returning',
        put: '  order by g.source collate "C", g.external_id collate "C"\n  on conflict (company_id, source, external_id) do update set recorded_at = now()\n  returning',
      },
    ],
  },
  {
    name: "the answer before COMMIT",
    replacements: [
      {
        file: "src/store/database.ts",
        find: 'await session.run(options.rollBackIf?.(value) === true ? "rollback" : "commit");',
        put: 'void session.run(options.rollBackIf?.(value) === true ? "rollback" : "commit").catch(() => undefined);',
      },
    ],
  },
  {
    name: "duplicates told in memory, before the effect",
    replacements: around(`
const seen = new Set<string>();
export const recordActivities = async (database: Database, companyId: number, items: readonly unknown[], options: RecordingOptions): Promise<RecordingAnswer> => {
  const fresh = items.filter((item) => !seen.has(JSON.stringify(item)));
  for (const item of fresh) seen.add(JSON.stringify(item));
  const answer = await recordRightly(database, companyId, fresh, options);
  return { ...answer, received: items.length, duplicates: answer.duplicates + items.length - fresh.length };
};`),
  },
  {
    name: "locks taken in the order of the batch",
    replacements: [
      {
        file: "src/store/activities.ts",
        find: '  order by g.source collate "C", g.external_id collate "C"\n  returning',
        put: "  returning",
      },
      { file: "src/store/activities.ts", find: "order by k.source, k.external_id offset 0) k\n", put: "offset 0) k\n" },
      { file: windowCredits, find: 'order by ${columns(key, "k")} offset 0) k\n', put: "offset 0) k\n" },
    ],
  },
  {
    name: "a window's credit decided before the window is locked",
    replacements: [
      {
        file: "src/store/recording.ts",
        find: "  if (lockable.length > 0) await lockWindows(tx, evaluation.companyId, lockable);\n",
        put: "",
      },
      {
        file: "src/store/recording.ts",
        find: "  return { unattributed, moved: offered + settled };\n",
        put: "  if (lockable.length > 0) await lockWindows(tx, evaluation.companyId, lockable);\n  return { unattributed, moved: offered + settled };\n",
      },
    ],
  },
  {
    name: "a closing that counts before it has the lock",
    only: "closing",
    replacements: [
      {
        file: "src/operations/close-period.ts",
        find: `      await ownCompany(tx, companyId);
      seen = true;
      if (!(await mayClose(reading, companyId))) return refused(refusal("closing-under-way", ""));
`,
        put: `      const isMine = await mayClose(reading, companyId);
      await ownCompany(tx, companyId);
      seen = true;
      if (!isMine) return refused(refusal("closing-under-way", ""));
`,
      },
    ],
  },
  {
    name: "a late change journalled twice",
    only: "closing",
    replacements: [
      {
        file: lateChanges,
        find: "${sql.lit(sign)} * sum(d.amount), d.source",
        put: "${sql.lit(sign)} * 2 * sum(d.amount), d.source",
      },
    ],
  },
  {
    name: "an adjustment added to the next period",
    only: "closing",
    replacements: [
      {
        file: lateChanges,
        find: "  return sql`, journalled as (",
        put: `  return sql\`, told_again as (
    insert into tally_changes (company_id, metric_numbers, provenance_numbers, member_numbers, local_days, amounts)
    select \${sql.lit(companyId)}, array_agg(d.metric_number), array_agg(d.provenance_number), array_agg(d.member_number), array_agg(d.local_day + 1), array_agg(\${sql.lit(sign)} * d.amount)
    from (\${late}) d where \${isClosed(closed, "d")} having count(*) > 0
  ), journalled as (`,
      },
    ],
  },
];

export const plantedBugs: readonly PlantedBug[] = [...countBugs, ...doorBugs];

/** The product's text with the bug in it. Throws when the text is not the one that the bug was written for. */
export const plant = (bug: PlantedBug): ReadonlyMap<string, string> => {
  const changed = new Map<string, string>();
  for (const { file, find, put } of bug.replacements) {
    const parts = (changed.get(file) ?? readFileSync(join(packageRoot, file), "utf8")).split(find);
    if (parts.length !== 2) throw new Error(`"${bug.name}" does not fit ${file} any more: found ${parts.length - 1} times: ${find}`);
    changed.set(file, parts.join(put));
  }
  return changed;
};

export type PlantedRun = { readonly exitCode: number | null; readonly output: string };

/** Runs Node in a copy of the tree, with the bug in it or, to know that it is the bug that is seen, without any. */
const runInCopy = async (bug: PlantedBug | null, line: readonly string[], env: Readonly<Record<string, string>>): Promise<PlantedRun> => {
  const copy = mkdtempSync(join(tmpdir(), `attain-test-${process.pid}-planted-`));
  const copied = ["src", "tests"];
  try {
    for (const name of copied) cpSync(join(packageRoot, name), join(copy, name), { recursive: true });
    for (const name of readdirSync(packageRoot))
      if (!copied.includes(name) && name !== ".git") symlinkSync(join(packageRoot, name), join(copy, name));
    for (const [file, text] of bug === null ? [] : plant(bug)) writeFileSync(join(copy, file), text);
    const child = spawn(process.execPath, line, { cwd: copy, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes: Buffer) => (output += bytes.toString()));
    await once(child, "close");
    return { exitCode: child.exitCode, output };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

/** The faults with the bug in the product's text, or without any. */
export const runPlanted = (bug: PlantedBug | null, seed: number): Promise<PlantedRun> =>
  runInCopy(
    bug,
    ["--import", "tsx", join("tests", "faults", "run.ts"), "--small", ...(bug?.only === undefined ? [] : ["--only", bug.only])],
    { ATTAIN_FAULT_SEED: String(seed) },
  );

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** These tests alone, with the bug in the product's text or without any; on a database server that runs, so that none is started for each. */
export const runTests = (bug: PlantedBug | null, tests: readonly NamedTest[], ownerUrl: string): Promise<PlantedRun> =>
  runInCopy(
    bug,
    [
      join("node_modules", "vitest", "vitest.mjs"),
      "run",
      ...["--project", "pure", "--project", "postgres"],
      ...new Set(tests.map(({ file }) => file)),
      ...["-t", tests.map(({ test }) => `${literally(test)}$`).join("|")],
    ],
    { ATTAIN_TEST_OWNER_URL: ownerUrl, NO_COLOR: "1" },
  );

/** How many tests passed and failed, by the closing line of a run that came to its end. */
export const closingLine = (output: string): { readonly passed: number; readonly failed: number } => {
  const [, passed = "0", failed = "0"] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  return { passed: Number(passed), failed: Number(failed) };
};
