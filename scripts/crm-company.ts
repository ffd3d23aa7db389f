import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import { packageRoot } from "../src/store/package-root.ts";

const idOf = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

const productsShape = z.array(z.object({ product: z.string() }));

const rowsShape = z.array(z.object({ sales_agent: z.string(), manager: z.string(), regional_office: z.string() }));

/** The company of `examples/crm`, from the data set's sales_teams.csv and products.csv: a team for each manager inside the regional office. */
export const crmCompany = (salesTeams: string, productList: string): string => {
  const products = productsShape.parse(parse(productList, { columns: true })).map(({ product }) => product);
  const rows = rowsShape.parse(parse(salesTeams, { columns: true }));
  const offices = [...new Set(rows.map((row) => row.regional_office))];
  const managers = [...new Map(rows.map((row) => [row.manager, row.regional_office]))];
  return `# Written by: npx tsx scripts/crm-company.ts FOLDER, from the sales_teams.csv and products.csv of Maven Analytics' "CRM Sales Opportunities" (public domain).
# Each agent has to win $60,000 a quarter; opportunities opened are counted beside it. A team is what one manager leads.
company:
  id: crm-sales
  name: { en: Computer hardware sales, ko: 컴퓨터 하드웨어 영업 }
  country: US
  timeZone: America/New_York
  currency: USD

sources:
  - { id: crm, provenance: imported }

teams:
${offices.map((office) => `  - { id: ${idOf(office)}, name: ${office} }`).join("\n")}
${managers.map(([manager, office]) => `  - { id: ${idOf(manager)}, name: ${manager}, parent: ${idOf(office)} }`).join("\n")}

# The pipeline names its agents by their full names: that is who they are in the CRM.
members:
${managers.map(([manager]) => `  - { id: ${idOf(manager)}, name: ${manager}, role: manager, team: ${idOf(manager)} }`).join("\n")}
${rows.map(({ sales_agent: agent, manager }) => `  - { id: ${idOf(agent)}, name: ${agent}, team: ${idOf(manager)}, identities: [{ source: crm, externalId: ${agent} }] }`).join("\n")}

metrics:
  - id: opportunities-opened
    name: { en: Opportunities opened, ko: 등록한 영업 기회 }
    where: kind == "opportunity_opened"
  - id: deals-won
    name: { en: Deals won, ko: 체결한 계약 }
    where: kind == "deal_won"
  - id: revenue-won
    name: { en: Revenue won, ko: 계약 금액 }
    where: kind == "deal_won"
    measure: { sum: amount }
  - id: deals-lost
    name: { en: Deals lost, ko: 놓친 계약 }
    where: kind == "deal_lost"
${products
  .map(
    (product) => `  - id: revenue-${idOf(product)}
    name: { en: Revenue of ${product}, ko: ${product} 매출 }
    where: kind == "deal_won" && opportunity.product == "${product}"
    measure: { sum: amount }`,
  )
  .join("\n")}

plans:
  - id: quarterly-revenue
    name: { en: Revenue of the quarter, ko: 분기 매출 }
    cadence: quarter
    require: { metric: revenue-won, target: 60000 } # US dollars
`;
};

if (process.argv[1]?.endsWith("crm-company.ts") === true) {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error("Name the folder that sales_teams.csv and products.csv are in.");
  const [teams, products] = ["sales_teams.csv", "products.csv"].map((name) => readFileSync(join(folder, name), "utf8"));
  writeFileSync(join(packageRoot, "examples/crm/company.yaml"), crmCompany(teams ?? "", products ?? ""));
}
