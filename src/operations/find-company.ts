import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { companyNamed, firstCompanies } from "../store/companies.ts";
import { acrossCompanies, type Database } from "../store/database.ts";

const FEW = 20;

/** The number of the company with this id; of the only one when none is named. Refuses when there is none, or a choice. */
export const findCompany = (database: Database, id: string | null): Promise<Outcome<number>> =>
  acrossCompanies(database, async (tx) => {
    if (id !== null) {
      const found = await companyNamed(tx, id);
      return found === undefined
        ? refused(refusal("not-found", "", { what: { en: "company", ko: "회사" }, found: shown(id) }))
        : accepted(found.companyId);
    }
    const companies = await firstCompanies(tx, FEW + 1);
    const [only, other] = companies;
    if (only === undefined) return refused(refusal("company-missing", ""));
    if (other === undefined) return accepted(only.companyId);
    const choices = companies.slice(0, FEW).map((company) => company.id);
    return refused(refusal("company-unclear", "", { choices: companies.length > FEW ? `${choices.join(", ")} …` : choices.join(", ") }));
  });
