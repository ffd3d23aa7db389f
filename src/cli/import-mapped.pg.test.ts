import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { callCenter, csvOf, FIRST_SERIAL, type CallCenter } from "../../tests/call-center.ts";
import { attainWith, over, type Ended } from "../../tests/command-line.ts";
import { openCompany } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { inCompany } from "../store/database.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-mapped-"));
afterAll(() => rmSync(folder, { recursive: true }));

let companies = 0;
/** A company of its own for a test, with what its command lines say. */
const fresh = async (country = "US", members: readonly unknown[] = []) => {
  companies += 1;
  const id = `mapped-${companies}`;
  const timeZone = country === "KR" ? "Asia/Seoul" : "America/New_York";
  const { companyId } = await openCompany(database, {
    company: { id, name: id, country, timeZone, currency: country === "KR" ? "KRW" : "USD" },
    members,
    metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
  });
  const language = country === "KR" ? "ko" : "en";
  const attain = (...commandLine: readonly string[]): Promise<Ended> =>
    attainWith(over(database), ["--lang", language, "--company", id, ...commandLine]);
  const answering = (answer: string, ...commandLine: readonly string[]): Promise<Ended> =>
    attainWith(over(database), ["--lang", language, "--company", id, ...commandLine], { answer });
  const stored = async (): Promise<number> =>
    inCompany(database, companyId, async (tx) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*)::integer as count from activities where company_id = ${companyId}`.execute(tx);
      return rows[0]?.count ?? 0;
    });
  return { companyId, attain, answering, stored };
};

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Calls, answered calls and seconds of talk by agent and month, from the cells as they stand. */
const fromCells = ({ rows }: CallCenter): readonly string[] => {
  const totals = new Map<string, { calls: number; answered: number; seconds: number }>();
  for (const [, agent = "", serial, , , answered, , , talk = ""] of rows) {
    // 1 January, 1 February and 1 March 2026 are the days 0, 31 and 59 of the year.
    const day = Number(serial) - FIRST_SERIAL;
    const month = day < 31 ? "2026-01" : day < 59 ? "2026-02" : "2026-03";
    const [hours = 0, minutes = 0, seconds = 0] = talk.split(":").map(Number);
    const key = `${agent.toLowerCase()} ${month}`;
    const before = totals.get(key) ?? { calls: 0, answered: 0, seconds: 0 };
    totals.set(key, {
      calls: before.calls + 1,
      answered: before.answered + (answered === "Y" ? 1 : 0),
      seconds: before.seconds + hours * 3600 + minutes * 60 + seconds,
    });
  }
  return [...totals].map(([key, { calls, answered, seconds }]) => `${key}: ${calls}, ${answered}, ${seconds}`).toSorted();
};

const fromLog = (companyId: number): Promise<readonly string[]> =>
  inCompany(database, companyId, async (tx) => {
    const { rows } = await sql<{ line: string }>`
      select format('%s %s: %s, %s, %s', m.id, to_char(a.local_day, 'YYYY-MM'), count(*), count(*) filter (where a.outcome = 'connected'),
        sum(a.duration_seconds)) as line
      from activities a join members m on m.company_id = a.company_id and m.member_number = a.member_number
      where a.company_id = ${companyId} and a.kind = 'call'
      group by m.id, to_char(a.local_day, 'YYYY-MM') order by 1`.execute(tx);
    return rows.map(({ line }) => line).toSorted();
  });

test("5,000 calls with serials, Y and N and talk times are imported by the proposed map with one confirmation, and total what the cells total", async () => {
  const { companyId, answering, stored } = await fresh();
  const calls = callCenter(5000);
  const file = write("Call-Center-Dataset.csv", csvOf(calls));
  const imported = await answering("y\n", "import", "activities", file, "--add-members");
  expect(imported.stderr).toMatch(/Import these 5,000 records\? \[y\/N\]/);
  expect(imported.stderr.match(/\[y\/N\]/g)).toHaveLength(1);
  expect(imported.stdout).toBe("accepted 5,000, duplicate 0, revised 0, stale 0, rejected 0 (unattributed 0)\n");
  expect(imported.status).toBe(0);
  expect(await stored()).toBe(5000);
  expect(await fromLog(companyId)).toEqual(fromCells(calls));
});
