import type { Closure } from "../client.ts";
import { daysFrom } from "../days.ts";

const lengths: Readonly<Record<string, number>> = { day: 1, week: 7, quarter: 91, half: 182, year: 365 };

/** A day of the period that is next to be closed: the one after the last that is closed, else the one before today's. */
export const dayToClose = (closures: readonly Closure[], cadence: string, today: string): string => {
  const closed = closures.filter(({ period, reopened }) => period.cadence === cadence && reopened === null);
  const last = closed.reduce<string | null>(
    (latest, { period }) => (latest === null || period.endsBefore > latest ? period.endsBefore : latest),
    null,
  );
  if (last !== null) return last;
  return cadence === "month" ? daysFrom(`${today.slice(0, 8)}01`, -1) : daysFrom(today, -(lengths[cadence] ?? 30));
};
