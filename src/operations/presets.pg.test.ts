import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { day, instant, must, quotaTexts } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { applyCompany } from "./apply-company.ts";
import { attainmentJson } from "./attainment-json.ts";
import { attainmentOf } from "./attainment-of.ts";
import { createCompany } from "./create-company.ts";
import { exportCompany } from "./export-company.ts";
import { importActivities } from "./import-activities.ts";
import { findCompany } from "./find-company.ts";
import { listPresets } from "./list-presets.ts";
import { showSample } from "./show-sample.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-presets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { presets } = listPresets();

/** A Friday noon everywhere. */
const now = instant("2026-10-16T12:00:00Z");

test("there is a preset for each trade", () => {
  expect(presets.map(({ id }) => id)).toEqual(["adviser", "bank", "insurance-ko", "sdr"]);
});

test.each(presets)("the preset $id is applied, its sample is imported unedited, and some have met, some not", async (preset) => {
  const { id, name, country, timeZone } = preset;
  const order = { id, name: name.en, country, timeZone, preset: id, sample: true };
  const { companyId } = must(await createCompany(database, order, { by: "test", now }));
  const written = await exportCompany(database, companyId);
  expect(must(await applyCompany(database, written, { by: "test", today: day("2026-10-16") })).changes).toEqual([]);

  const { csv, rows } = must(await showSample(database, companyId, { preset: id }, { now }));
  const path = join(folder, `${id}.csv`);
  writeFileSync(path, csv);
  const report = must(
    await importActivities(database, companyId, { from: { path }, fileName: `${id}.csv`, rejectedPath: `${path}.rejected.csv` }),
  );
  expect(report).toMatchObject({ received: rows, accepted: rows, rejected: 0, unattributed: 0, newSources: [] });
  const answers = await Promise.all(
    ["2026-09-30", "2026-10-09", "2026-10-15"].map((on) => attainmentOf(database, companyId, { on: day(on), now })),
  );
  const statuses = answers.flatMap((answer) => attainmentJson(must(answer)).rows.map(({ status }) => status));
  for (const status of ["met", "missed", "excused"]) expect(statuses).toContain(status);
  expect(statuses.filter((status) => ["on_pace", "ahead", "at_risk", "behind"].includes(status)).length).toBeGreaterThan(1);
});

test("Raj of the advisers has of each quota what the lines of the sample add up to", async () => {
  const companyId = must(await findCompany(database, "adviser"));
  const { csv } = must(await showSample(database, companyId, { preset: "adviser" }, { now }));
  const lines = csv.split("\n").filter((line) => line.includes(",raj,") && line.includes(",2026-09-"));
  const answer = must(await attainmentOf(database, companyId, { on: day("2026-09-30"), now, member: "raj" }));
  const [row] = attainmentJson(answer).rows.filter(({ plan }) => plan === "monthly-prospecting");
  const counted = (kind: string): number => lines.filter((line) => line.includes(`,${kind},`)).length;
  expect(row === undefined ? [] : quotaTexts(row.requirement)).toEqual([
    // 21 of the month's 22 working days: Labor Day.
    `${counted("call")}/143 met`,
    `${counted("email")}/191 met`,
    `${counted("social_contact")}/48 met`,
  ]);
});

test("a sample reaches up to yesterday, on the weekdays and at the times of day that it was written with", async () => {
  const companyId = must(await findCompany(database, "sdr"));
  const on = async (moment: string): Promise<readonly string[]> =>
    must(await showSample(database, companyId, { preset: "sdr" }, { now: instant(moment) }))
      .csv.trimEnd()
      .split("\n")
      .slice(1);
  const [monday, wednesday] = [await on("2026-10-12T20:00:00Z"), await on("2026-12-09T20:00:00Z")];
  expect(monday.at(-1)).toContain("2026-10-09T");
  expect(wednesday.at(-1)).toContain("2026-12-08T");
  // The clocks have gone back between them.
  expect(monday[0]?.replace("2026-09-28", "2026-11-23").replace("-07:00", "-08:00")).toBe(wednesday[0]);
});

test("an unknown preset and a sample without one are refused", async () => {
  const order = { name: "Nowhere", country: "US", timeZone: "America/New_York" };
  const asked = async (more: object): Promise<unknown> => createCompany(database, { ...order, ...more }, { by: "test", now });
  expect(await asked({ preset: "insurance" })).toMatchObject({ refusals: [{ code: "enum", pointer: "/preset" }] });
  expect(await asked({ sample: true })).toMatchObject({ refusals: [{ code: "sample-without-preset", pointer: "/sample" }] });
  expect(await asked({ preset: "sdr", sample: "yes" })).toMatchObject({ refusals: [{ code: "type", pointer: "/sample" }] });
  expect(await asked({ preset: "sdr", id: "sdr" })).toMatchObject({ refusals: [{ code: "company-taken", pointer: "/id" }] });
});

test("each word, stage and rate that changes is told, and exported as it holds", async () => {
  const companyId = must(await findCompany(database, "adviser"));
  const file = JSON.parse(await exportCompany(database, companyId, "json")) as Record<string, unknown> & {
    funnel: { stages: readonly { id: string }[]; rates: readonly object[] };
  };
  const { stages, rates } = file.funnel;
  const next = {
    ...file,
    words: { member: { en: "adviser", ko: "FC" }, team: "desk" },
    funnel: { stages: stages.map((stage) => (stage.id === "client" ? { ...stage, name: "Clients" } : stage)), rates: rates.slice(1) },
  };
  const changed = must(await applyCompany(database, next, { by: "test", today: day("2026-10-16") })).changes;
  expect(changed.map(({ field }) => field)).toEqual([
    "words.team",
    "words.member",
    "funnel.stages.client",
    "funnel.rates.contact.fact-finding",
  ]);
  expect(JSON.parse(await exportCompany(database, companyId, "json"))).toMatchObject({
    words: { member: { en: "adviser", ko: "FC" }, team: { en: "desk", ko: "desk" } },
    funnel: { rates: [{ from: "fact-finding", to: "client", rate: "33.33%" }] },
  });
});
