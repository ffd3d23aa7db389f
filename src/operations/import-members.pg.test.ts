import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../../tests/test-database.ts";
import { isoDay } from "../domain/day.ts";
import type { Dated } from "../domain/member.ts";
import { inCompany } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { applyCompany } from "./apply-company.ts";
import { importMembers, type MembersImport } from "./import-members.ts";

const { database } = await testDatabase();
const folder = await mkdtemp(join(tmpdir(), "attain-members-"));
afterAll(() => rm(folder, { recursive: true }));

const applied = await applyCompany(
  database,
  `
company: { id: northwind, name: Northwind, country: US, timeZone: America/New_York, currency: USD }
sources: [ { id: crm, provenance: self_reported } ]
teams: [ { id: east, name: Eastern Region }, { id: west, name: Western Region } ]
members:
  - { id: raj, name: Raj, email: raj@example.com, role: manager, phase: established, identities: [ { source: dialer, externalId: "7" } ],
      team: [ { value: east }, { value: west, from: 2026-06-01 } ] }
  - { id: gone, name: Gone, ended: true }
`,
  { by: "test", today: 20_514 },
);
if (!applied.ok) throw new Error(JSON.stringify(applied.refusals));
const companyId = applied.value.companyId ?? 0;

const importText = async (text: string, map?: string): Promise<MembersImport> => {
  const path = join(folder, "members.csv");
  await writeFile(path, text);
  const outcome = await importMembers(database, companyId, {
    from: { path },
    fileName: "members.csv",
    rejectedPath: `${path}.rejected.csv`,
    map,
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return outcome.value;
};

const member = async (id: string) => {
  const { members } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  return members.find((each) => each.id === id);
};
const history = (dated: Dated<string | null> | undefined): readonly string[] =>
  (dated ?? []).map(({ value, from }) => `${value}@${from === -Infinity ? "" : isoDay(from)}`);

const file = `id,name,email,code,role,team,team_from,time_zone,phase,phase_from,employed_from,employed_through,identities.crm
mina,Mina Kim,Mina@Example.com,0042,Rep,Western Region,,Asia/Seoul,probation,,2026-03-02,,005A
raj,,,,,west,2026-03-02,,,,,,005B
gone,,,,,east,,,,,,,
`;

test("members are added, changed and revived; what the file does not say stays", async () => {
  expect(await importText(file)).toMatchObject({ received: 3, created: 1, changed: 2, unchanged: 0, rejected: 0 });
  expect(await member("mina")).toMatchObject({
    name: { en: "Mina Kim" },
    email: "mina@example.com",
    code: "0042",
    role: "rep",
    identities: [{ source: "crm", externalId: "005A" }],
    employedFrom: 20_514,
    ended: false,
  });
  const raj = await member("raj");
  expect(raj).toMatchObject({
    name: { en: "Raj" },
    email: "raj@example.com",
    role: "manager",
    identities: [
      { source: "dialer", externalId: "7" },
      { source: "crm", externalId: "005B" },
    ],
  });
  expect(history(raj?.team)).toEqual(["east@", "west@2026-03-02"]);
  expect(history(raj?.phase)).toEqual(["established@"]);
  expect(history((await member("mina"))?.team)).toEqual(["west@"]);
  expect(await member("gone")).toMatchObject({ ended: false });
});

test("the same file changes nothing", async () => {
  expect(await importText(file)).toMatchObject({ created: 0, changed: 0, unchanged: 3 });
});

test("what the company refuses is rejected row by row, and the others are taken", async () => {
  const answer = await importText(`id,email,team,role,employed_from
ann,ann@example.com,north,,
ben,mina@example.com,east,,
cem,cem@example.com,east,chief,
dan,dan@example.com,east,,2026-02-30
eve,eve@example.com,Eastern Region,,
eve,eve@example.com,nowhere,,
fay,fay@example.com,east,,
no id!,x@example.com,east,,
`);
  expect(answer).toMatchObject({ received: 8, created: 1, rejected: 7 });
  expect(
    answer.rejections
      .toSorted((a, b) => a.row - b.row)
      .map(({ row, refusals }) => [row, ...refusals.map(({ code, pointer }) => `${code} ${pointer}`)]),
  ).toEqual([
    [2, "reference-unknown /team"],
    [3, "email-repeated /email"],
    [4, "enum /role"],
    [5, "date-invalid /employed_from"],
    [6, "reference-unknown /team"],
    [7, "reference-unknown /team"],
    [9, "id-format /id"],
  ]);
  expect(await readFile(answer.rejectedFile ?? "", "utf8")).toContain(
    'ann,ann@example.com,north,,,reference-unknown,"team: There is no team ""north""',
  );
  expect(await member("fay")).toMatchObject({ email: "fay@example.com" });
  expect(await member("ann")).toBeUndefined();
});

test("a map adapts a list of another system", async () => {
  const map =
    "columns: { id: Login, name: Full name, team: Region, identities.crm: Full name, employed_from: { column: Start, format: M/d/yyyy } }";
  expect(await importText("Login,Full name,Region,Start\ngil,Gil Paz,Eastern Region,3/2/2026\n", map)).toMatchObject({
    created: 1,
    notes: [],
  });
  expect(await member("gil")).toMatchObject({ identities: [{ source: "crm", externalId: "Gil Paz" }], employedFrom: 20_514 });
});
