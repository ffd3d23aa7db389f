import { given } from "../domain/given.ts";
import { loadSettings } from "../store/settings.ts";
import { subjectsSeen } from "./seen-subjects.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database } from "../store/database.ts";
import { acknowledge, statementsWhere } from "../store/statements.ts";
import type { StatementJson } from "./closing/closing-json.ts";
import { statementJson } from "./list-statements.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/**
 * Notes that a rep has seen the own statement, with a remark or without: once, and it stays. Refuses a statement that there is not, one that holds no
 * longer, one that is acknowledged, and sums of many people.
 */
export const acknowledgeStatement = (
  database: Database,
  companyId: number,
  number: number,
  { caller, ...said }: { readonly by: string; readonly remark: string | null } & AskedBy,
): Promise<Outcome<StatementJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<StatementJson>> => {
    const settings = await loadSettings(tx, companyId);
    const seen = subjectsSeen(sightIn(settings, caller, "statements:acknowledge"), settings);
    const find = async () => (await statementsWhere(tx, companyId, { number, limit: 1, ...given({ seen }) }))[0];
    const found = await find();
    if (found === undefined) return refused(refusal("statement-not-found", "/statement", { found: number }));
    if (found.subject !== "member") return refused(refusal("statement-nobodys", "/statement", { number }));
    const closure = (await closuresOf(tx, companyId)).find((each) => each.number === found.closureNumber);
    if (closure?.reopened !== null) return refused(refusal("statement-superseded", "/statement", { number }));
    const isFirst = await acknowledge(tx, companyId, number, said);
    const now = (await find()) ?? found;
    if (!isFirst) {
      const { by = "", at = "" } = now.acknowledged ?? {};
      return refused(refusal("statement-acknowledged", "/statement", { number, by, at }));
    }
    await keepAuditEvent(tx, companyId, {
      by: said.by,
      act: "acknowledge-statement",
      subject: "statement",
      subjectId: String(number),
      after: { remark: said.remark !== null },
    });
    return accepted(statementJson(now, { superseded: false, settings }));
  });
