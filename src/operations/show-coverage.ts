import { isoDay, type Day } from "../domain/day.ts";
import { isoInstant, startOfDay, type Instant } from "../domain/instant.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { answersByHolder, hitRates, type AnswerCounts, type HitRate } from "../store/suggestions.ts";
import { todayOf } from "./company-today.ts";
import { personJson, type PersonJson } from "./dispute-json.ts";
import { topicName } from "./suggestions/contact-suggestion-json.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";

type Counts = {
  readonly routed: number;
  /** By an activity that stands in the log. */
  readonly answered: number;
  readonly waiting: number;
};

export type CoverageJson = Counts & {
  readonly from: string;
  readonly through: string;
  readonly members: readonly (Counts & {
    /** Null: what nobody had. */
    readonly member: PersonJson | null;
    /** Half of the answers came within so many seconds; null without any. */
    readonly medianSeconds: number | null;
  })[];
  /** Of the signals that came in the span, by topic and by source, the most first; topics on which there was none come last. */
  readonly topics: readonly (HitRate & { readonly topic: string; readonly name: string })[];
  readonly sources: readonly (HitRate & { readonly source: string; readonly lastAt: string })[];
};

const never: HitRate = { signals: 0, suggested: 0, answered: 0 };

/** A month: as many weekends in any of them. */
const DAYS = 28;

const sum = (rows: readonly AnswerCounts[], of: (row: AnswerCounts) => number): number => rows.reduce((all, row) => all + of(row), 0);

/** How many of the suggestions of a span were answered, and how fast: a rep's own, a manager's team's. Left out, the last four weeks. */
export const showCoverage = (
  database: Database,
  companyId: number,
  { from, through, caller }: { readonly from?: Day; readonly through?: Day } & AskedBy,
  { now }: { readonly now: Instant },
): Promise<CoverageJson> =>
  inCompany(database, companyId, async (tx) => {
    const settings = await loadSettings(tx, companyId);
    const { timeZone } = settings.company;
    const sight = sightIn(settings, caller, "suggestions:read");
    const last = through ?? todayOf(settings, now);
    const first = from ?? last - DAYS + 1;
    const holders = sight.members === "all" ? null : [...sight.members];
    const span = { from: startOfDay(timeZone, first), before: startOfDay(timeZone, last + 1) };
    const rows = await answersByHolder(tx, companyId, { ...span, holders });
    const { topics, sources } = await hitRates(tx, companyId, span);
    return {
      from: isoDay(first),
      through: isoDay(last),
      routed: sum(rows, ({ routed }) => routed),
      answered: sum(rows, ({ answered }) => answered),
      waiting: sum(rows, ({ waiting }) => waiting),
      members: rows.map(({ member: number, ...counts }) => {
        const member = settings.members.find((each) => each.number === number);
        return { member: member === undefined ? null : personJson(member), ...counts };
      }),
      topics: [
        ...topics.map((each) => ({ ...each, name: topicName(settings, each.topic) })),
        ...settings.company.topics
          .filter(({ id }) => !topics.some(({ topic }) => topic === id))
          .map(({ id, name }) => ({ topic: id, name, ...never })),
      ],
      sources: sources.map((each) => ({ ...each, lastAt: isoInstant(each.lastAt) })),
    };
  });
