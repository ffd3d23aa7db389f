import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { inCompany } from "../../src/store/database.ts";
import { packageRoot } from "../../src/store/package-root.ts";
import { closePeriod } from "../../src/operations/close-period.ts";
import { listAdjustments } from "../../src/operations/list-adjustments.ts";
import { listClosures } from "../../src/operations/list-closures.ts";
import { listStatements } from "../../src/operations/list-statements.ts";
import { undoClosings } from "../../src/operations/undo-closings.ts";
import { verifyCompany } from "../../src/operations/verify-company.ts";
import { day, must, NOW, openCompany } from "../product.ts";
import { testDatabase, urlOf } from "../test-database.ts";

const { database, places } = await testDatabase();

const call = (id: string, on: string) => ({ source: "dialer", externalId: id, member: "raj", kind: "call", occurredAt: `${on}T12:00:00Z` });

const opened = async (id: string) => {
  const product = await openCompany(database, {
    company: { id, name: id, country: "GB", timeZone: "UTC", currency: "GBP" },
    members: [
      { id: "raj", name: "Raj" },
      { id: "mina", name: "Mina" },
    ],
    metrics: [{ id: "calls", where: 'kind == "call"' }],
    plans: [{ id: "month", cadence: "month", require: { metric: "calls", target: 2 } }],
  });
  await product.record([call("a1", "2026-03-02"), call("b1", "2026-04-02")]);
  return product;
};

const close = (companyId: number, on: string) =>
  closePeriod(database, companyId, { cadence: "month", on: day(on), despite: null }, { by: "test", now: NOW });

const closeAndDie = async (companyId: number, words: string, side: "before" | "after" | "committed"): Promise<NodeJS.Signals | null> => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join("tests", "faults", "closing-child.ts"), urlOf(places.app), String(companyId), "2026-04-30", words, side],
    { cwd: packageRoot, stdio: ["ignore", "ignore", "inherit"] },
  );
  await once(child, "close");
  return child.signalCode;
};

/** The server notices on its own time that a client is gone. */
const untilGone = async (): Promise<void> => {
  for (let others = 1; others > 0;) {
    const { rows } = await inCompany(database, 1, (tx) =>
      sql<{ others: number }>`
        select count(*)::integer as others from pg_locks l
        where l.locktype = 'advisory' and l.database = (select d.oid from pg_database d where d.datname = current_database()) and l.pid <> pg_backend_pid()`.execute(
        tx,
      ),
    );
    others = rows[0]?.others ?? 0;
  }
};

test.each([
  ["before the closure is committed", "insert into closures", "after", false],
  ["before its statements are written", "insert into statements", "before", false],
  ["while its statements are written", "insert into statements", "after", false],
  ["before the last word is committed", "set stated_at", "after", false],
  ["after the last word", "set stated_at", "committed", true],
] as const)(
  "a closing killed %s is finished or undone, and nothing of the count is lost",
  async (name, words, side, isFinished) => {
    const { companyId, record } = await opened(`killed-${name.replaceAll(" ", "-")}`);
    must(await close(companyId, "2026-03-31"));
    await record([call("late", "2026-03-05")]);
    expect(await closeAndDie(companyId, words, side)).toBe("SIGKILL");
    await untilGone();
    await record([call("b2", "2026-04-03")]);
    await undoClosings(database, companyId);
    expect(await undoClosings(database, companyId)).toBe(false);
    const april = (await listClosures(database, companyId, {})).closures.filter(({ period }) => period.startsOn === "2026-04-01");
    expect(april.map(({ statedAt }) => statedAt !== null)).toEqual(isFinished ? [true] : []);
    if (!isFinished) must(await close(companyId, "2026-04-30"));
    const { statements } = must(await listStatements(database, companyId, { on: day("2026-04-30"), member: "raj" }));
    expect(statements.map(({ content }) => ("records" in content ? content.records["calls"]?.records : null))).toEqual([
      isFinished ? 1 : 2,
    ]);
    const { adjustments } = must(await listAdjustments(database, companyId, { member: "raj" }));
    expect(adjustments.map(({ period, statedIn }) => [period.startsOn, statedIn !== null])).toEqual(
      isFinished
        ? [
            ["2026-04-01", false],
            ["2026-03-01", true],
          ]
        : [["2026-03-01", true]],
    );
    expect((await verifyCompany(database, companyId)).equal).toBe(true);
  },
  120_000,
);
