import { closureTouching } from "../domain/closure.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Span } from "../domain/day.ts";
import { periodLabel } from "../domain/period-label.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { closuresOf } from "../store/closures.ts";
import type { Transaction } from "../store/database.ts";

/**
 * The days of a span whose numbers may still change. Whatever dates or counts days gone anew asks here first, owning the company: days of a closed
 * period are refused, with the closure that holds them.
 */
export const openDays = async (tx: Transaction, { companyId, company: { calendar } }: Settings, span: Span): Promise<Outcome<Span>> => {
  const closure = closureTouching(await closuresOf(tx, companyId), span);
  if (closure === undefined) return accepted(span);
  const period = { en: periodLabel(closure, calendar, "en"), ko: periodLabel(closure, calendar, "ko") };
  const [from, through] = [isoDay(closure.startsOn), isoDay(closure.endsBefore - 1)];
  return refused(refusal("closed-days", "", { from, through, period, by: closure.closedBy }));
};
