import { given } from "../domain/given.ts";
import { subjectsSeen } from "./seen-subjects.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { statementsWhere } from "../store/statements.ts";
import { adjustmentsStatedIn } from "./closing/adjustments.ts";
import { closureJson, type AdjustmentJson, type ClosureJson, type StatementJson } from "./closing/closing-json.ts";
import { statementJson } from "./list-statements.ts";

export type StatementShown = Omit<StatementJson, "closure"> & {
  readonly closure: ClosureJson;
  /** What earlier closed periods of the same one came to meanwhile. It is no part of this period's numbers. */
  readonly adjustments: readonly AdjustmentJson[];
};

/** One statement with the adjustments that it tells. Refuses a number that there is not. */
export const showStatement = (
  database: Database,
  companyId: number,
  number: number,
  { caller }: AskedBy = {},
): Promise<Outcome<StatementShown>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<StatementShown>> => {
      const settings = await loadSettings(tx, companyId);
      const seen = subjectsSeen(sightIn(settings, caller, "statements:read"), settings);
      const [found] = await statementsWhere(tx, companyId, { number, limit: 1, ...given({ seen }) });
      const all = await closuresOf(tx, companyId);
      const closure = all.find((each) => each.number === found?.closureNumber);
      if (found === undefined || closure === undefined) return refused(refusal("statement-not-found", "/statement", { found: number }));
      const closures = all.filter(({ cadence }) => cadence === closure.cadence);
      return accepted({
        ...statementJson(found, { superseded: closure.reopened !== null, settings }),
        closure: closureJson(closure, settings.company.calendar),
        adjustments: await adjustmentsStatedIn(tx, settings, closure, { closures, of: found }),
      });
    },
    { isolation: "repeatable read" },
  );
