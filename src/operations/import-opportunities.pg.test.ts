import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, test } from "vitest";
import { must, NOW, openCompany, quotaTexts, type Product } from "../../tests/product.ts";
import { testDatabase } from "../../tests/test-database.ts";
import { exportList, type ListName } from "./export-list.ts";
import { fileAt } from "./files/spool.ts";
import { importOpportunities } from "./import-opportunities.ts";
import { listOpportunities } from "./list-opportunities.ts";
import { mapIdentity } from "./map-identity.ts";
import { previewImport } from "./preview-import.ts";
import { verifyCompany } from "./verify-company.ts";

const { database } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "attain-opportunities-"));
afterAll(() => rmSync(folder, { recursive: true }));

let companies = 0;
let product: Product;

const open = (): Promise<Product> => {
  companies += 1;
  return openCompany(database, {
    company: { id: `pipe-${companies}`, name: "Pipe", country: "US", timeZone: "UTC", currency: "USD" },
    sources: [{ id: "crm", provenance: "imported" }],
    members: [
      { id: "anna", name: "Anna Snelling" },
      { id: "raj", name: "Raj" },
    ],
    metrics: [
      { id: "opened", where: 'kind == "opportunity_opened"' },
      { id: "pro", where: 'kind == "deal_won" && opportunity.product == "GTX Pro"', measure: { sum: "amount" } },
    ],
    plans: [
      {
        id: "monthly",
        cadence: "month",
        require: {
          allOf: [
            { metric: "opened", target: 1 },
            { metric: "pro", target: 1 },
          ],
        },
      },
    ],
  });
};

beforeEach(async () => {
  product = await open();
});

const at = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const importText = async (text: string, map?: object, to = product) =>
  importOpportunities(database, to.companyId, {
    from: { path: at("pipeline.csv", text) },
    fileName: "pipeline.csv",
    rejectedPath: join(folder, "rejected.csv"),
    ...(map === undefined ? {} : { map }),
  });

const standing = async (of = product): Promise<readonly string[]> =>
  (await of.rows({ on: "2026-03-31" })).map(({ member, requirement }) => `${member} ${quotaTexts(requirement).join(", ")}`);

const own = [
  "source,external_id,owner,product,amount,currency,opened_on,closed_on,outcome,revised_at",
  "crm,D-1,raj,GTX Pro,100.00,USD,2026-03-02,,,2026-03-02T00:00:00Z",
  "crm,D-1,anna,GTX Pro,120.00,USD,2026-03-02,2026-03-20,won,2026-03-20T00:00:00Z",
  "crm,D-2,raj,GTXPro,50.00,USD,,2026-03-21,won,",
].join("\n");

test("a product that the file writes otherwise is told with the mapping, and not taken for the other", async () => {
  const imported = must(await importText(own));
  expect(imported).toMatchObject({ received: 3, accepted: 2, revised: 1, undated: 1 });
  expect(imported.notes.map(({ code, values }) => [code, values["found"], values["known"]])).toEqual([
    ["product-spelling", "GTXPro", "GTX Pro"],
  ]);
  expect(await standing()).toEqual(["anna 0/1 missed, 12000 USD/100 USD met", "raj 1/1 met, 0 USD/100 USD missed"]);
});

test("a file that nobody knows is given a map: how deals ended by their stages, and products as the company writes them, unless it says no", async () => {
  const foreign = [
    "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
    "1C1I7A6R,Anna Snelling,GTX Plus Basic,Cancity,Won,2026-03-02,2026-03-20,1054",
    "Z063OYW0,Anna Snelling,GTXPro,Isdom,Won,2026-03-03,2026-03-21,4514",
    "EC4QE1BX,Anna Snelling,MG Special,Cancity,Lost,2026-03-04,2026-03-22,0",
    "MV1LWRNH,Anna Snelling,GTX Basic,Codehow,Engaging,2026-03-05,,",
    "PE84CX4O,Anna Snelling,GTX Basic,Hatfan,Prospecting,,,",
  ].join("\n");
  const file = await fileAt(at("sales_pipeline.csv", foreign));
  if (file === undefined) throw new Error("no file");
  const preview = must(
    await previewImport(database, product.companyId, file, "sales_pipeline.csv", { language: "en", now: NOW, what: "opportunities" }),
  );
  const question = preview.questions.find(({ id }) => id === "product-spelling");
  expect(question).toMatchObject({ column: "product", chosen: "as-one", text: expect.stringContaining("“GTXPro” → “GTX Pro”") });
  expect(preview.kinds).toEqual({ opportunity_opened: 4, deal_won: 2, deal_lost: 1 });
  expect(preview.rejected).toBe(0);
  const asWritten = question?.choices.find(({ id }) => id === "as-written")?.map;
  expect(JSON.stringify(asWritten)).not.toContain("GTX Pro");
  const identity = { member: "anna", source: String(preview.map["source"]), externalId: "Anna Snelling" };
  must(await mapIdentity(database, product.companyId, identity, { by: "test" }));
  expect(must(await importText(foreign, preview.map))).toMatchObject({ received: 5, accepted: 5, rejected: 0, undated: 1, notes: [] });
  expect((await standing())[0]).toBe("anna 4/1 met, 451400 USD/100 USD met");
});

test("an owner whom nobody knows is listed so, and the milestones count once somebody says who it is", async () => {
  must(await importText(own.replaceAll(",raj,", ",005A,")));
  const listed = async () => must(await listOpportunities(database, product.companyId, { state: "unattributed" })).opportunities;
  expect((await listed()).map(({ externalId }) => externalId)).toEqual(["D-2"]);
  must(await mapIdentity(database, product.companyId, { member: "raj", source: "crm", externalId: "005A" }, { by: "test" }));
  expect(await listed()).toEqual([]);
  expect(await standing()).toEqual(["anna 0/1 missed, 12000 USD/100 USD met", "raj 1/1 met, 0 USD/100 USD missed"]);
  expect(await verifyCompany(database, product.companyId)).toMatchObject({ equal: true });
});

test("what goes out comes in elsewhere and counts the same, and nothing of it is told twice as activities", async () => {
  must(await importText(own));
  const out = async (list: ListName): Promise<string> => {
    const path = join(folder, `${list}.csv`);
    must(await exportList(database, product.companyId, list, { filter: {}, format: "csv", path, language: "en" }));
    return path;
  };
  const other = await open();
  const again = await importOpportunities(database, other.companyId, {
    from: { path: await out("opportunities") },
    fileName: "opportunities.csv",
    rejectedPath: join(folder, "rejected.csv"),
  });
  expect(must(again)).toMatchObject({ received: 3, accepted: 2, revised: 1, rejected: 0 });
  expect(await standing(other)).toEqual(await standing());
  expect(
    readFileSync(await out("activities"), "utf8")
      .trim()
      .split("\n"),
  ).toHaveLength(1);
});

test("days that can be read in two ways refuse the file, and a milestone is nobody's to tell but its opportunity's", async () => {
  const ambiguous = own.replace("2026-03-02,,,", "03/04/2026,,,");
  expect(await importText(ambiguous)).toMatchObject({ ok: false, refusals: [{ code: "date-ambiguous" }] });
  const milestone = { source: "crm", externalId: "opportunity:D-1:closing", member: "raj", kind: "deal_won", occurredOn: "2026-03-05" };
  expect(await product.record([milestone])).toMatchObject({
    accepted: 0,
    rejected: [{ refusals: [{ code: "milestone-reserved", pointer: "/externalId" }] }],
  });
});
