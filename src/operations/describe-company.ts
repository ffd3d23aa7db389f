import { isoDay, weekdayNames, type Day } from "../domain/day.ts";
import { wordsIn, type WordKey } from "../domain/display-words.ts";
import type { Words } from "../domain/refusals/words.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { unitOf, versionOn } from "../domain/metric.ts";
import type { Cadence } from "../domain/period.ts";
import { daysOfLog } from "../store/activity-counts.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";

export type CompanyDescription = {
  readonly company: {
    readonly id: string;
    readonly name: Name;
    readonly country: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly firstWeekday: string;
  };
  /** What things of the glossary are called here: the company's own word, else the glossary's. */
  readonly words: Readonly<Record<WordKey, Words>>;
  readonly teams: readonly { readonly id: string; readonly name: Name; readonly parent: string | null }[];
  readonly metrics: readonly {
    readonly id: string;
    readonly name: Name;
    readonly unit: "count" | "seconds" | "money";
    readonly currency?: string;
  }[];
  readonly plans: readonly { readonly id: string; readonly name: Name; readonly cadence: Cadence }[];
  readonly periodLists: readonly { readonly id: string; readonly name: Name }[];
  /** The company's own, beside those that every company has. */
  readonly kinds: readonly { readonly id: string; readonly name: Name }[];
  readonly hasFunnel: boolean;
  /** How many carry on; who is no longer in the company's file is not among them. */
  readonly members: number;
  /** The days of the log; null while nothing has come in. */
  readonly activities: { readonly firstDay: string; readonly lastDay: string } | null;
  readonly version: number;
  /** The day that it is in the company's zone. */
  readonly today: string;
};

/** What there is in the company and what it is called, as of the company's today; what has ended is left out. */
export const describeCompany = (database: Database, companyId: number, now: Instant): Promise<CompanyDescription> =>
  inCompany(database, companyId, async (tx) => {
    const { company, teams, members, metrics, plans, version } = await loadSettings(tx, companyId);
    const today: Day = dayIn(company.timeZone, now);
    const log = await daysOfLog(tx, companyId);
    return {
      company: {
        id: company.id,
        name: company.name,
        country: company.country,
        timeZone: company.timeZone,
        currency: company.currency,
        firstWeekday: weekdayNames[company.calendar.firstWeekday - 1] ?? "monday",
      },
      words: wordsIn(company.words),
      teams: teams.filter((team) => !team.ended).map(({ id, name, parent }) => ({ id, name, parent })),
      metrics: metrics
        .filter((metric) => !metric.ended)
        .map((metric) => {
          const { name, measure } = versionOn(metric, today);
          const unit = unitOf(measure);
          return { id: metric.id, name, unit: unit.type, ...(unit.type === "money" ? { currency: unit.currency } : {}) };
        }),
      plans: plans
        .filter((plan) => plan.endedOn === null || plan.endedOn > today)
        .map((plan) => {
          const { name, cadence } = plan.versions.findLast((each) => each.startsOn <= today) ?? plan.versions[0];
          return { id: plan.id, name, cadence };
        }),
      periodLists: (company.calendar.lists ?? []).map(({ id, name }) => ({ id, name })),
      kinds: company.kinds.map(({ id, name }) => ({ id, name })),
      hasFunnel: company.funnel !== null,
      members: members.filter((member) => !member.ended && member.employedBefore > today).length,
      activities: log === null ? null : { firstDay: isoDay(log.firstDay), lastDay: isoDay(log.lastDay) },
      version: Number(version),
      today: isoDay(today),
    };
  });
