import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { importActivities, type ActivitiesImport } from "../src/operations/import-activities.ts";
import { listActivities } from "../src/operations/list-activities.ts";
import type { Database } from "../src/store/database.ts";
import { must, openCompany } from "./product.ts";

/** Files as other products write them, made by us from the fields that their makers publish. */
export const specimen = (name: string): string => readFileSync(new URL(`specimens/${name}`, import.meta.url), "utf8");

const members = {
  raj: { name: "Raj Patel", salesforce: "005A00000012abCIAQ", hubspot: "7001", extension: "1001" },
  mina: { name: "Mina Park", salesforce: "005A00000012abD", hubspot: "7002", extension: "1002" },
};

/** A company of two, known to each product by the name that its exports have for them. */
export const people = (country: string, timeZone: string, currency: string) => (id: string) => ({
  company: { id, name: "Northwind", country, timeZone, currency },
  members: Object.entries(members).map(([member, { name, salesforce, hubspot, extension }]) => ({
    id: member,
    name,
    email: `${member}@northwind.example`,
    identities: [
      { source: "salesforce", externalId: salesforce },
      { source: "salesforce", externalId: name },
      { source: "hubspot", externalId: hubspot },
      { source: "pipedrive", externalId: name },
      { source: "aircall", externalId: name },
      { source: "pbx", externalId: extension },
    ],
  })),
  metrics: [{ id: "calls", name: "Calls", where: 'kind == "call"' }],
});

/** Imports texts and tells what the log has then. A company for each, so that none sees another's records. */
export const importing = (database: Database) => {
  const folder = mkdtempSync(join(tmpdir(), "attain-specimen-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  let companies = 0;
  return async (company: (id: string) => unknown, name: string, text: string | Buffer) => {
    companies += 1;
    const { companyId } = await openCompany(database, company(`company-${companies}`));
    const path = join(folder, `${companies}-${name}`);
    const again = async (next = text): Promise<ActivitiesImport> => {
      writeFileSync(path, next);
      return must(await importActivities(database, companyId, { from: { path }, fileName: name, rejectedPath: `${path}.rejected.csv` }));
    };
    const report = await again();
    const { activities } = must(await listActivities(database, companyId, { limit: 200 }));
    return { companyId, report, again, activities, counts: countsOf(activities) };
  };
};

type Told = Readonly<Record<"member" | "localDay" | "kind" | "direction" | "outcome", string | null>>;

/** `raj 2026-03-02 call outbound connected: 2`, a line for each that differs. */
export const countsOf = (activities: readonly Told[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { member, localDay, kind, direction, outcome } of activities) {
    const line = [member, localDay, kind, direction, outcome].map((each) => each ?? "-").join(" ");
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${line}: ${count}`).toSorted();
};
