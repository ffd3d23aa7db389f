import { mkdtemp, readFile, rm } from "node:fs/promises";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { importActivities, type ActivitiesImport } from "../../src/operations/import-activities.ts";
import { importOpportunities, type OpportunitiesImport } from "../../src/operations/import-opportunities.ts";
import { importProspects, type ProspectsImport } from "../../src/operations/import-prospects.ts";
import type { Database } from "../../src/store/database.ts";
import { packageRoot } from "../../src/store/package-root.ts";
import { must, openCompany, type Product } from "../product.ts";

const examplePath = (path: string): string => join(packageRoot, "examples", path);

export const exampleText = (path: string): string => readFileSync(examplePath(path), "utf8");

export type Imported = ActivitiesImport & { readonly rejectedText: string };

/** With somewhere to put the rejected rows, which are gone afterwards. */
const inFolder = async <T>(work: (rejectedPath: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "attain-example-"));
  try {
    return await work(join(folder, "rejected.csv"));
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** A file of activities, as `attain import activities` reads it: of an example, or from elsewhere with a map of an example. */
export const importFrom = (database: Database, companyId: number, path: string, map?: string): Promise<Imported> =>
  inFolder(async (rejectedPath) => {
    const input = { from: { path }, fileName: basename(path), rejectedPath, ...(map === undefined ? {} : { map: exampleText(map) }) };
    const report = must(await importActivities(database, companyId, input));
    return { ...report, rejectedText: report.rejectedFile === null ? "" : await readFile(rejectedPath, "utf8") };
  });

/** A file of opportunities: of an example, or from elsewhere with a map of an example. */
export const importOpportunitiesFrom = (database: Database, companyId: number, path: string, map?: string): Promise<OpportunitiesImport> =>
  inFolder(async (rejectedPath) => {
    const input = { from: { path }, fileName: basename(path), rejectedPath, ...(map === undefined ? {} : { map: exampleText(map) }) };
    return must(await importOpportunities(database, companyId, input));
  });

export type Example = Product & {
  readonly importFile: (path: string) => Promise<Imported>;
  readonly importOpportunities: (path: string) => Promise<OpportunitiesImport>;
  readonly importProspects: (path: string) => Promise<ProspectsImport>;
};

/** An example's company, as `attain apply` makes it. */
export const openExample = async (database: Database, name: string): Promise<Example> => {
  const product = await openCompany(database, exampleText(`${name}/company.yaml`));
  return {
    ...product,
    importFile: (path) => importFrom(database, product.companyId, examplePath(`${name}/${path}`)),
    importOpportunities: (path) => importOpportunitiesFrom(database, product.companyId, examplePath(`${name}/${path}`)),
    importProspects: (path) =>
      inFolder(async (rejectedPath) =>
        must(
          await importProspects(database, product.companyId, {
            from: { path: examplePath(`${name}/${path}`) },
            fileName: path,
            rejectedPath,
          }),
        ),
      ),
  };
};
