import { isoDay, type Span } from "../domain/day.ts";
import { calendarsOf } from "../domain/holiday-calendar.ts";
import type { Provenance } from "../domain/metric.ts";
import { RHYTHM_DAYS, rhythmOf } from "../domain/source-rhythm.ts";
import { workedOn, type WorkFacts } from "../domain/working-days.ts";
import type { Settings } from "../domain/company.ts";
import { arrivalsOf } from "../store/arrivals.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { nowOf, todayOf } from "./company-today.ts";

export type SourceJson = {
  readonly source: string;
  /** Null: its records say it each. */
  readonly provenance: Provenance | null;
  readonly lastAt: string | null;
  readonly lastDay: string | null;
  /** Something comes at least every so many working days of the company; null: too little came to tell. */
  readonly usualDays: number | null;
  /** Full working days without anything. */
  readonly waitedDays: number | null;
  readonly late: boolean;
  /** Days of the last eight weeks on which something came. */
  readonly days: readonly string[];
  /** Sources that tell of the same acts, and whose record then counts. */
  readonly sameActs: readonly { readonly source: string; readonly prefer: string }[];
  /** How many members are known there. */
  readonly members: number;
};

const companyFacts = ({ company }: Settings): WorkFacts => ({
  standard: company.workingDays,
  pattern: [],
  calendar: company.holidays === null ? [] : [{ value: calendarsOf(company.calendars)(company.holidays), from: -Infinity }],
  leaves: [],
  employed: { startsOn: -Infinity, endsBefore: Infinity },
});

/** Where records come from: what came last, how often something comes, and whether it is late. */
export const listSources = (database: Database, companyId: number): Promise<{ readonly sources: readonly SourceJson[] }> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const { company, members } = settings;
    const today = todayOf(settings, nowOf());
    const span: Span = { startsOn: today - RHYTHM_DAYS, endsBefore: today + 1 };
    const facts = companyFacts(settings);
    const known = new Map<string, number>();
    for (const { source } of members.flatMap(({ ended, identities }) => (ended ? [] : identities)))
      known.set(source, (known.get(source) ?? 0) + 1);
    const arrivals = await arrivalsOf(tx, companyId, span, company.timeZone);
    return {
      sources: arrivals.map(({ source, provenance, lastAt, lastDay, days }): SourceJson => {
        const { usual, waited, isLate } = rhythmOf(days, today, (day) => workedOn(facts, day) > 0);
        return {
          source,
          provenance,
          lastAt,
          lastDay: lastDay === null ? null : isoDay(lastDay),
          usualDays: usual,
          waitedDays: waited,
          late: isLate,
          days: days.map(isoDay),
          sameActs: company.sameActs.flatMap(({ sources, prefer }) =>
            sources.includes(source) ? sources.filter((other) => other !== source).map((other) => ({ source: other, prefer })) : [],
          ),
          members: known.get(source) ?? 0,
        };
      }),
    };
  });
