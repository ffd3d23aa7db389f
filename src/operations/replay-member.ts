import { mayDo } from "../domain/access.ts";
import { isSeen, seenOf, type Sight } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import type { MemberCredits } from "../domain/member-credits.ts";
import { asIfAlways, asIfVersion } from "../domain/draft.ts";
import type { Instant } from "../domain/instant.ts";
import type { Member } from "../domain/member.ts";
import type { Metric } from "../domain/metric.ts";
import { notFound } from "../domain/not-found.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import type { Words } from "../domain/refusals/words.ts";
import { runningCounts, type CountProgress } from "../store/counting.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { creditsFromLog } from "../store/log-count.ts";
import { settingsChanges, type Subject } from "../store/settings-history.ts";
import { loadSettings } from "../store/settings.ts";
import { attainmentJson, type AttainmentJson, type AttainmentRowJson, type MetricJson, type PeriodJson } from "./attainment-json.ts";
import { periodsReached } from "../domain/reached-periods.ts";
import { sectionOf, tallied, type AttainmentSection, type CreditsSource, type Reading } from "./attainment-of.ts";
import { todayOf } from "./company-today.ts";
import { countedSource } from "./counted-source.ts";
import { metricsToCount } from "./drafted-metrics.ts";
import { draftNamed } from "./draft-json.ts";
import { keptAsks, type CadenceAsks } from "./kept-asks.ts";
import { settingsChangeJson, type SettingsChangeJson } from "./settings-change-json.ts";

export type ReplayQuestion = {
  readonly member: string;
  readonly on: Day;
  readonly plan?: string;
  /** What is looked at in place of what was in force: a draft by its id, or a version of the plan by its number. */
  readonly with?: { readonly draft: string } | { readonly version: number };
  readonly now: Instant;
} & AskedBy;

/** A number is a version of the plan; anything else is a draft's id. */
export const otherMeant = (text: string): NonNullable<ReplayQuestion["with"]> =>
  /^\d{1,9}$/.test(text) ? { version: Number(text) } : { draft: text };

export type ReplayJson = {
  readonly member: string;
  readonly on: string;
  /** True when it is told by what was not in force on the day. */
  readonly replay: boolean;
  readonly with: { readonly draft: string } | { readonly version: number } | null;
  /** What the numbers are read from, for people. */
  readonly basis: Words;
  readonly periods: readonly PeriodJson[];
  readonly metrics: readonly MetricJson[];
  readonly rows: readonly AttainmentRowJson[];
  readonly withheld: AttainmentJson["withheld"];
  /** Who changed the plans, their metrics and the member, the latest first; `since`: after the day, so what was told then may have been otherwise. */
  readonly changes: readonly (SettingsChangeJson & { readonly since: boolean })[];
};

const CHANGES = 50;
const COUNTING_SECONDS = 600;

const basisOf = (on: string, isOther: boolean): Words => ({
  en: `${isOther ? "A replay: by what was not in force. " : "By what was in force on the day. "}Counted from the log as it is now, through ${on} by the member's local days.`,
  ko: `${isOther ? "당시 시행되지 않은 기준으로 다시 계산한 값입니다. " : "당시 시행된 기준입니다. "}지금의 기록 원장에서 구성원의 현지 날짜로 ${on}까지 센 값입니다.`,
});

/** The settings to look by: the present ones, of which the versions of the day are asked, or as if something else had held. */
const settingsFor = async (tx: Transaction, present: Settings, { with: other, plan, now }: ReplayQuestion): Promise<Outcome<Settings>> => {
  if (other === undefined) return accepted(present);
  if ("draft" in other) {
    const draft = await draftNamed(tx, present.companyId, other.draft);
    return draft.ok ? asIfAlways(present, draft.value.content, todayOf(present, now)) : draft;
  }
  const { version } = other;
  if (plan === undefined) return refused(refusal("replay-version-plan", "/plan", { found: version }));
  const settings = asIfVersion(present, plan, version);
  if (settings !== undefined) return accepted(settings);
  const versions = present.plans.find(({ id }) => id === plan)?.versions ?? [];
  return refused(refusal("replay-version", "/with", { plan, found: version, choices: versions.map((each) => each.version).join(", ") }));
};

/** What was done after the day is left out. */
const through = (on: Day, source: CreditsSource): CreditsSource => {
  const cut = (reading: Reading): Reading => ({
    ...reading,
    period: { ...reading.period, endsBefore: Math.min(reading.period.endsBefore, on + 1) },
  });
  const nothing = ({ metricNumbers }: Reading): ReadonlyMap<number, MemberCredits> => new Map(metricNumbers.map((metric) => [metric, []]));
  const isLater = ({ period }: Reading): boolean => period.startsOn > on;
  return {
    ofAll: async (reading) => (isLater(reading) ? nothing(reading) : source.ofAll(cut(reading))),
    ofMember: async (member, reading) => (isLater(reading) ? nothing(reading) : source.ofMember(member, cut(reading))),
    ofMoved: (moved, reading) => source.ofMoved(moved, cut(reading)),
  };
};

/** Whom else a plan asks is no part of what one member was asked. */
const seenChange = (change: SettingsChangeJson, { members }: Sight): SettingsChangeJson =>
  members === "all"
    ? change
    : { ...change, changes: change.changes.filter(({ what, field }) => what !== "plan" || field !== "for"), more: 0 };

type Looking = {
  readonly present: Settings;
  readonly settings: Settings;
  readonly member: Member;
  readonly question: ReplayQuestion;
  readonly running: ReadonlyMap<number, CountProgress>;
};

const sectionFor = async (tx: Transaction, asks: CadenceAsks, looking: Looking): Promise<AttainmentSection | undefined> => {
  const { present, settings, member, question, running } = looking;
  const { on } = question;
  const [inForce] = asks.inForce;
  if (inForce === undefined) return undefined;
  const { period } = inForce;
  const isOther = settings !== present;
  const counted: readonly Metric[] = isOther ? metricsToCount(settings, present, new Set(asks.metrics.map(({ id }) => id)), running) : [];
  const credits =
    counted.length === 0
      ? []
      : await creditsFromLog(tx, settings, {
          metrics: counted,
          periods: periodsReached(
            asks.inForce.map(({ version }) => version),
            [period],
            settings.company.calendar,
          ),
          byDayOf: [member.number],
          only: member.number,
        });
  const metricNumbers = new Set(counted.map(({ number }) => number));
  return sectionOf(tx, period.cadence, {
    question: { ...question, member: member.id },
    settings,
    on,
    asks: await keptAsks(tx, settings, on),
    running: new Map([...running].filter(([metric]) => !metricNumbers.has(metric))),
    source: through(on, countedSource({ metricNumbers, credits }, tallied(tx))),
    today: on,
  });
};

/**
 * What a member's targets and numbers were at the end of a day, by the versions in force on it, with everything done up to then, and who changed
 * what they were asked; or what a draft or another version of a plan would have said. Read from the log as it is now. Refuses a day to come, and
 * a member, plan, draft or version that there is not.
 */
export const replayMember = (database: Database, companyId: number, question: ReplayQuestion): Promise<Outcome<ReplayJson>> =>
  inCompany(
    database,
    companyId,
    async (tx): Promise<Outcome<ReplayJson>> => {
      const present = await loadSettings(tx, companyId);
      const { on } = question;
      const today = todayOf(present, question.now);
      if (on > today) return refused(refusal("replay-future", "/on", { found: isoDay(on), today: isoDay(today) }));
      const sight = sightIn(present, question.caller, "attainment:read");
      const member = present.members.find(({ id, number }) => id === question.member && isSeen(sight, number, on));
      if (member === undefined) return refused(notFound("member", question.member, seenOf(sight, present.members)));
      const { caller } = question;
      if (caller !== undefined && question.with !== undefined && "draft" in question.with && !mayDo(caller, "settings:read"))
        return refused(refusal("role-required", "", { permission: "settings:read" }));
      const found = await settingsFor(tx, present, question);
      if (!found.ok) return found;
      const settings = found.value;
      if (question.plan !== undefined && !settings.plans.some(({ id }) => id === question.plan))
        return refused(notFound("plan", question.plan, settings.plans));

      const running = new Map((await runningCounts(tx, companyId)).map((count) => [count.metricNumber, count]));
      const sections: AttainmentSection[] = [];
      for (const asks of (await keptAsks(tx, settings, on)).byCadence.values()) {
        const section = await sectionFor(tx, asks, { present, settings, member, question, running });
        if (section !== undefined && section.rows.length > 0) sections.push(section);
      }
      const metrics = settings.metrics.filter(({ number }) => running.has(number));
      const counting = metrics.flatMap((metric) => {
        const count = running.get(metric.number);
        return count === undefined ? [] : [{ metric, done: count.done, of: count.of }];
      });
      const told = attainmentJson({ on, cadence: null, settings, sections, away: [], counting });
      const subjects: readonly Subject[] = [
        ...[...new Set(told.rows.map(({ plan }) => plan))].map((id) => ({ what: "plan" as const, id })),
        ...told.metrics.map(({ id }) => ({ what: "metric" as const, id })),
        { what: "member", id: member.id },
      ];
      const changes = await settingsChanges(tx, companyId, {
        subjects,
        below: null,
        limit: CHANGES,
        day: on,
        timeZone: present.company.timeZone,
      });
      return accepted({
        member: member.id,
        on: isoDay(on),
        replay: question.with !== undefined,
        with: question.with ?? null,
        basis: basisOf(isoDay(on), question.with !== undefined),
        periods: told.periods,
        metrics: told.metrics,
        rows: told.rows,
        withheld: told.withheld,
        changes: changes.map((change) => ({ ...seenChange(settingsChangeJson(change), sight), since: change.since })),
      });
    },
    { isolation: "repeatable read", timeoutSeconds: COUNTING_SECONDS },
  );
