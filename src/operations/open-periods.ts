import { closureTouching, standing, type Closure } from "../domain/closure.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Span } from "../domain/day.ts";
import { periodLabel } from "../domain/period-label.ts";
import type { CompanyCalendar } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import type { Transaction } from "../store/database.ts";

const refuseClosedDays = (closure: Closure, calendar: CompanyCalendar): Refusal => {
  const period = { en: periodLabel(closure, calendar, "en"), ko: periodLabel(closure, calendar, "ko") };
  const [from, through] = [isoDay(closure.startsOn), isoDay(closure.endsBefore - 1)];
  return refusal("closed-days", "", { from, through, period, by: closure.closedBy });
};

/**
 * The days of a span whose numbers may still change. Whatever dates or counts days gone anew asks here first, owning the company: days of a closed
 * period are refused, with the closure that holds them.
 */
export const openDays = async (tx: Transaction, { companyId, company: { calendar } }: Settings, span: Span): Promise<Outcome<Span>> => {
  const closure = closureTouching(await closuresOf(tx, companyId), span);
  return closure === undefined ? accepted(span) : refused(refuseClosedDays(closure, calendar));
};

/**
 * The refusal of changing what is asked in a period, where it is closed or part of one that is. A week that is closed says nothing of what the
 * whole month asks.
 */
export const refuseClosedPeriods = async (
  tx: Transaction,
  { companyId, company: { calendar } }: Settings,
): Promise<(period: Span) => Refusal | undefined> => {
  const closures = standing(await closuresOf(tx, companyId));
  return ({ startsOn, endsBefore }) => {
    const closure = closures.find((each) => each.startsOn <= startsOn && each.endsBefore >= endsBefore);
    return closure === undefined ? undefined : refuseClosedDays(closure, calendar);
  };
};
