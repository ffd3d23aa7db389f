import { mayDo, type Caller } from "../domain/access.ts";
import { askedMetrics } from "../domain/ask.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { decidersOf } from "../domain/dispute.ts";
import { given } from "../domain/given.ts";
import { dayIn, isoInstant, type Instant } from "../domain/instant.ts";
import type { Name } from "../domain/language.ts";
import { metricExpression } from "../domain/metric-expression.ts";
import { versionOn, type Metric, type Window } from "../domain/metric.ts";
import { zonesOf } from "../domain/member-zone.ts";
import type { Member } from "../domain/member.ts";
import { isOfOtherKind } from "../domain/other-kind.ts";
import { cadences, periodContaining, type Period } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { isLed, isSeen, narrowed } from "../domain/sight.ts";
import { waysToCount, type WayToCount } from "../domain/way-to-count.ts";
import { within } from "../domain/within.ts";
import { closuresOf } from "../store/closures.ts";
import { inCompany, type Database, type Transaction } from "../store/database.ts";
import { filesOf, listedDisputes, waitingDisputes } from "../store/disputes.ts";
import { listedNotices, unreadNotices } from "../store/notices.ts";
import { nextContacts, type Contact } from "../store/own-prospects.ts";
import { loadSettings } from "../store/settings.ts";
import { statementsWhere } from "../store/statements.ts";
import { judgedActivities } from "../store/verdicts.ts";
import { judgedJson, membersByNumber, type JudgedJson } from "./activity-json.ts";
import { attainmentJson, periodJson, type AttainmentJson, type PeriodJson } from "./attainment-json.ts";
import { attainmentIn } from "./attainment-of.ts";
import { readContent } from "./closing/restated.ts";
import { mayContact, type MeantVerdict } from "./contacts/may-contact.ts";
import { findingsJson, type FindingJson } from "./contacts/refuse-contacts.ts";
import { countedMetrics } from "./counted-metrics.ts";
import { disputesJson, type DisputeJson } from "./dispute-json.ts";
import { prospectNamed, type ProspectNamed } from "./find-own-prospects.ts";
import { questionsIn } from "./list-questions.ts";
import { noticeJson, type NoticeJson } from "./notice-json.ts";
import { sightIn } from "./sight-in.ts";

/** One kind of record that the quotas of a member ask for. */
export type EntryJson = WayToCount & { readonly metrics: readonly string[] };

export type ContactJson = ProspectNamed & {
  readonly stage: string | null;
  /** Why now: they asked to be called back, were never contacted, or not in this window. */
  readonly why: "callback" | "never" | "window";
  readonly last: { readonly on: string; readonly kind: string; readonly outcome: string | null } | null;
  /** Whether a call may be made now; null of whom no number is known. */
  readonly call: {
    readonly verdict: "allowed" | "refused" | "flagged";
    readonly findings: readonly FindingJson[];
    readonly from: string | null;
  } | null;
};

export type WaitingJson = {
  /** Disputes that the reader may decide. */
  readonly disputes: number;
  /** Questions about the records of those whom the reader leads, of the last two weeks, without an answer. */
  readonly questions: number;
  readonly statements: readonly {
    readonly statement: number;
    readonly plan: string;
    readonly planName: Name;
    readonly period: PeriodJson;
  }[];
  readonly unread: number;
  readonly notices: readonly NoticeJson[];
};

export type TodayJson = {
  readonly today: string;
  readonly member: { readonly id: string; readonly name: Name };
  readonly attainment: AttainmentJson;
  readonly entries: readonly EntryJson[];
  readonly contacts: {
    /** In which each prospect is contacted once. */
    readonly window: PeriodJson;
    readonly all: number;
    readonly next: readonly ContactJson[];
  };
  readonly records: {
    readonly counted: number;
    /** Meant for a quota, and counted for none. */
    readonly notCounted: number;
    /** The latest first. */
    readonly latest: readonly JudgedJson[];
    /** The member's about today's, the latest first. */
    readonly disputes: readonly DisputeJson[];
  };
  readonly waiting: WaitingJson;
};

const MOST_CONTACTS = 20;
const MOST_RECORDS = 500;
const MOST_SHOWN = 50;
const NOTICES = 3;
const CLOSURES_LOOKED_AT = 12;
const QUESTION_DAYS = 14;
const DISPUTES_LOOKED_AT = 50;

type Reader = { readonly settings: Settings; readonly caller: Caller; readonly member: Member; readonly today: Day; readonly now: Instant };

/** What people enter for the quotas that they carry: each kind once, in the order of the quotas. */
const entriesOf = ({ company }: Settings, metrics: readonly Metric[], on: Day): readonly EntryJson[] => {
  const entries = new Map<string, { readonly way: WayToCount; readonly metrics: string[] }[]>();
  for (const metric of metrics) {
    const version = versionOn(metric, on);
    for (const way of waysToCount(metricExpression(company, version), version)) {
      const same = within(entries, `${way.kind} ${way.direction ?? ""}`, () => []);
      same.push({ way, metrics: [metric.id] });
    }
  }
  return [...entries.values()].flatMap((all) => {
    const [first] = all;
    if (first === undefined) return [];
    const asks = (what: "asksProspect" | "asksDuration" | "asksOutcome"): boolean => all.some(({ way }) => way[what]);
    return [
      {
        ...first.way,
        asksProspect: asks("asksProspect"),
        asksDuration: asks("asksDuration"),
        asksOutcome: asks("asksOutcome"),
        metrics: all.flatMap((each) => each.metrics),
      },
    ];
  });
};

/** The shortest window in which one of the metrics counts a prospect once; a week where none does. */
const contactWindow = ({ company }: Settings, metrics: readonly Metric[], today: Day): Period => {
  const windows = new Set<Window>(metrics.flatMap((metric) => versionOn(metric, today).oncePer?.prospect ?? []));
  const shortest = cadences.find((cadence) => cadence !== "day" && windows.has(cadence)) ?? "week";
  return periodContaining(shortest, today, company.calendar);
};

const contactJson = (contact: Contact, verdict: MeantVerdict | undefined): readonly ContactJson[] => {
  const named = prospectNamed(contact);
  if (named === undefined) return [];
  const { stage, last } = contact;
  const call =
    named.phone === null || verdict === undefined
      ? null
      : {
          verdict: verdict.verdict,
          findings: findingsJson(verdict).filter(({ forbids }) => forbids),
          from: verdict.from === null ? null : isoInstant(verdict.from),
        };
  const why = last === null ? "never" : last.outcome === "callback" ? "callback" : "window";
  return [{ ...named, stage, why, last: last === null ? null : { ...last, on: isoDay(last.on) }, call }];
};

const isCounted = ({ verdicts }: JudgedJson): boolean => verdicts.some(({ verdict }) => verdict.counted);

/** An e-mail never was meant to be a call: one that no quota asks for is not missing in any. */
const isMeant = ({ verdicts }: JudgedJson): boolean => verdicts.some(({ verdict }) => !isOfOtherKind(verdict));

const recordsToday = async (
  tx: Transaction,
  { settings, caller, member, today }: Reader,
  metrics: readonly Metric[],
): Promise<Omit<TodayJson["records"], "disputes">> => {
  // By whose record a prospect has counted already is told of whom one sees.
  const seen = narrowed(sightIn(settings, caller, "activities:read"));
  const rows = await judgedActivities(tx, settings, {
    metrics,
    which: { memberNumber: member.number, startsOn: today, endsBefore: today + 1, ...given({ seen }) },
    counted: null,
    after: null,
    isLatestFirst: true,
    limit: MOST_RECORDS,
  });
  const named = membersByNumber(settings);
  const records = rows.map((row) => judgedJson(row, settings, named));
  const counted = records.filter(isCounted).length;
  return { counted, notCounted: records.filter(isMeant).length - counted, latest: records.slice(0, MOST_SHOWN) };
};

const disputesToday = async (tx: Transaction, { settings, caller, member, today, now }: Reader): Promise<readonly DisputeJson[]> => {
  const asked = { memberNumber: member.number, isWaiting: false, below: null, limit: DISPUTES_LOOKED_AT };
  const found = (await listedDisputes(tx, settings.companyId, asked)).filter(({ localDay }) => localDay === today);
  const files = await filesOf(
    tx,
    settings.companyId,
    found.map(({ number }) => number),
  );
  return disputesJson(found, settings, { files, now, sight: sightIn(settings, caller, "disputes:read") });
};

/** The member's own statements of the last closed periods that nobody has acknowledged. */
const statementsWaiting = async (tx: Transaction, settings: Settings, member: Member): Promise<WaitingJson["statements"]> => {
  const closures = (await closuresOf(tx, settings.companyId, null)).filter(({ reopened }) => reopened === null).slice(-CLOSURES_LOOKED_AT);
  if (closures.length === 0) return [];
  const found = await statementsWhere(tx, settings.companyId, {
    closureNumbers: closures.map(({ number }) => number),
    subject: "member",
    subjectNumbers: [member.number],
    limit: 100,
  });
  return found
    .filter(({ acknowledged }) => acknowledged === null)
    .flatMap(({ number, closureNumber, content: text }) => {
      const content = readContent(text);
      const closure = closures.find((each) => each.number === closureNumber);
      if (content === null || closure === undefined) return [];
      const version = settings.plans.find(({ id }) => id === content.plan)?.versions.find((each) => each.version === content.planVersion);
      const period = periodJson(periodContaining(closure.cadence, closure.startsOn, settings.company.calendar), settings.company.calendar);
      return [{ statement: number, plan: content.plan, planName: version?.name ?? { en: content.plan }, period }];
    });
};

const questionsWaiting = async (tx: Transaction, { settings, caller, today }: Reader): Promise<number> => {
  const sight = sightIn(settings, caller, "questions:read");
  // Whoever looks after the whole company has them in the inbox.
  if (!mayDo(caller, "questions:read") || sight.members === "all") return 0;
  const members = settings.members.filter(({ number }) => isLed(sight, number)).map(({ number }) => number);
  if (members.length === 0) return 0;
  const span = { startsOn: Math.max(today - QUESTION_DAYS, sight.since), endsBefore: today + 1 };
  return (await questionsIn(tx, settings, { span, members })).questions.filter(({ answer }) => answer === null).length;
};

const disputesWaiting = async (tx: Transaction, { settings, caller, member, now }: Reader): Promise<number> => {
  if (!mayDo(caller, "disputes:decide")) return 0;
  const sight = sightIn(settings, caller, "disputes:decide");
  return (await waitingDisputes(tx, settings.companyId)).filter(
    (each) =>
      isSeen(sight, each.memberNumber, each.localDay) && decidersOf(each, settings, now).some(({ number }) => number === member.number),
  ).length;
};

const waitingFor = async (tx: Transaction, reader: Reader): Promise<WaitingJson> => {
  const { settings, member } = reader;
  const { companyId, company } = settings;
  const asked = { memberNumber: member.number, isUnread: true, below: null, limit: NOTICES };
  return {
    disputes: await disputesWaiting(tx, reader),
    questions: await questionsWaiting(tx, reader),
    statements: await statementsWaiting(tx, settings, member),
    unread: await unreadNotices(tx, companyId, member.number),
    notices: (await listedNotices(tx, companyId, asked)).map((each) => noticeJson(each, member.id, company.timeZone)),
  };
};

/**
 * The first view of a day: what the plans ask of whoever asks in all periods that run, whom to contact next, what they recorded today and whether it
 * counted, and what waits for them. All of it is of one moment. Refuses an account that is no member.
 */
export const showToday = (database: Database, caller: Caller, { now }: { readonly now: Instant }): Promise<Outcome<TodayJson>> =>
  inCompany(
    database,
    caller.companyId,
    async (tx): Promise<Outcome<TodayJson>> => {
      const { companyId } = caller;
      const settings = await loadSettings(tx, companyId);
      const member = settings.members.find(({ number }) => number === caller.memberNumber);
      if (member === undefined) return refused(refusal("member-needed", ""));
      const today = dayIn(zonesOf(settings)(member, dayIn(settings.company.timeZone, now)), now);
      const attainment = await attainmentIn(tx, companyId, { on: today, member: member.id, now, caller });
      if (!attainment.ok) return attainment;
      const counting = new Set(attainment.value.counting.map(({ metric }) => metric));
      const asked = new Set(attainment.value.sections.flatMap(({ rows }) => rows.flatMap(({ ask }) => askedMetrics(ask.requirement))));
      const carried = settings.metrics.filter((metric) => asked.has(metric));
      const judging = carried.filter((metric) => !counting.has(metric));
      const metrics = carried.length > 0 ? judging : await countedMetrics(tx, settings);
      const reader = { settings, caller, member, today, now };
      const window = contactWindow(settings, carried, today);
      const { contacts, all } = await nextContacts(tx, companyId, {
        memberNumber: member.number,
        since: window.startsOn,
        limit: MOST_CONTACTS,
      });
      const calls = await mayContact(
        tx,
        settings,
        contacts.map((contact) => ({
          prospect: contact.number,
          name: contact.name ?? prospectNamed(contact)?.prospect ?? "",
          channel: "telephone",
          at: now,
        })),
      );
      return accepted({
        today: isoDay(today),
        member: { id: member.id, name: member.name },
        attainment: attainmentJson(attainment.value),
        entries: entriesOf(settings, carried, today),
        contacts: {
          window: periodJson(window, settings.company.calendar),
          all,
          next: contacts.flatMap((contact, index) => contactJson(contact, calls[index])),
        },
        records: { ...(await recordsToday(tx, reader, metrics)), disputes: await disputesToday(tx, reader) },
        waiting: await waitingFor(tx, reader),
      });
    },
    { isolation: "repeatable read" },
  );
