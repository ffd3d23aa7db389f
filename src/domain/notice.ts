import type { Attainment, RequirementAttainment } from "./attainment.ts";
import { unitOf, versionOn } from "./metric.ts";
import { targetText } from "./target-text.ts";
import type { Settings } from "./company.ts";
import { isoDay, type Day } from "./day.ts";
import { disputeName, waitingOf, type Decision, type Dispute } from "./dispute.ts";
import type { Instant } from "./instant.ts";
import type { Language, Name } from "./language.ts";
import { leadersAbove } from "./leaders.ts";
import type { Member } from "./member.ts";
import type { NoticeKind, NoticeWay } from "./notice-kinds.ts";
import { periodLabel } from "./period-label.ts";
import type { Cadence } from "./period.ts";
import type { Words } from "./refusals/words.ts";

type Person = { readonly id: string; readonly name: Name };

/** What is missing to a quota: its metric and how much, in the metric's unit. */
export type Lack = { readonly metric: Name; readonly amount: string; readonly unit: "count" | "seconds" | "money" };

/** What a notice is about, named as it was called then. */
export type NoticeDetail =
  | {
      readonly what: "at_risk" | "met" | "closing_soon";
      readonly about: Person;
      readonly plan: { readonly id: string; readonly name: Name };
      readonly period: { readonly startsOn: string; readonly lastDay: string; readonly label: Words };
      readonly lacks: readonly Lack[];
    }
  | {
      readonly what: "dispute_raised";
      readonly about: Person;
      readonly dispute: string;
      readonly decideThrough: string;
      readonly reason: string;
    }
  | {
      readonly what: "dispute_decided";
      readonly about: Person;
      readonly dispute: string;
      readonly upheld: boolean;
      readonly by: Person;
      readonly reason: string;
    }
  | { readonly what: "webhook_paused"; readonly about: Person; readonly webhook: string; readonly why: "failing" | "gone" };

/** A notice before it is kept. The same subject is told to a member once for ever. */
export type Notice = { readonly memberNumber: number; readonly subject: string; readonly way: NoticeWay; readonly detail: NoticeDetail };

const person = ({ id, name }: Member): Person => ({ id, name });

/** How a member hears of a kind; without an address the inbox is all there is. */
export const wayOf = ({ email, notices }: Member, kind: NoticeKind): NoticeWay => (email === null ? "inbox" : (notices[kind] ?? "digest"));

const told = (member: Member, subject: string, detail: NoticeDetail): Notice => ({
  memberNumber: member.number,
  subject,
  way: wayOf(member, detail.what),
  detail,
});

/** To those who may decide it, each time it comes to somebody else. */
export const waitingNotices = (dispute: Dispute, settings: Settings, now: Instant): readonly Notice[] => {
  const waiting = waitingOf(dispute, settings, now);
  const member = settings.members.find(({ number }) => number === dispute.memberNumber);
  if (waiting === null || member === undefined) return [];
  const name = disputeName(dispute.number);
  const detail = {
    what: "dispute_raised",
    about: person(member),
    dispute: name,
    decideThrough: isoDay(waiting.decideThrough),
    reason: dispute.reason,
  } as const;
  return waiting.deciders.map((decider) => told(decider, `${name} ${isoDay(waiting.since)}`, detail));
};

/** To everybody whose number it is about. */
export const decidedNotices = (dispute: Dispute, decision: Decision, { members }: Settings): readonly Notice[] => {
  const name = disputeName(dispute.number);
  const by = members.find(({ number }) => number === decision.by);
  const raiser = members.find(({ number }) => number === dispute.memberNumber);
  if (by === undefined || raiser === undefined) return [];
  const { upheld, said: reason } = decision;
  const round = dispute.acts.filter(({ act }) => act === "decision").indexOf(decision) + 1;
  return dispute.parties.flatMap((party) => {
    const member = members.find(({ number }) => number === party);
    return member === undefined
      ? []
      : [
          told(member, `${name} ${round}`, {
            what: "dispute_decided",
            about: person(raiser),
            dispute: name,
            upheld,
            by: person(by),
            reason,
          }),
        ];
  });
};

/** To those who can look after it. `at` tells one pause from the next. */
export const pausedNotices = (
  { webhook, why, at }: { readonly webhook: string; readonly why: "failing" | "gone"; readonly at: string },
  admins: readonly Member[],
): readonly Notice[] =>
  admins.map((admin) => told(admin, `${webhook} ${at}`, { what: "webhook_paused", about: person(admin), webhook, why }));

/** How many days before the end of a period one is told what is missing; a day alone is too short for it. */
const closingDays: Readonly<Partial<Record<Cadence, number>>> = { week: 2, month: 5, quarter: 10, half: 10, year: 10 };

const isClosing = ({ cadence, endsBefore }: { readonly cadence: Cadence; readonly endsBefore: Day }, today: Day): boolean =>
  today < endsBefore && endsBefore - today <= (closingDays[cadence] ?? 0);

const shareOf = ({ progress }: RequirementAttainment): number => (progress === null ? 0 : Number(progress.done) / Number(progress.of));

/** Of a choice, what is missing to the part that is nearest: nobody has to do both. */
const lacksOf = (node: RequirementAttainment, on: Day): readonly Lack[] => {
  if (node.type === "over") return [];
  if (node.type === "anyOf") {
    const [nearest] = node.parts.toSorted((one, other) => shareOf(other) - shareOf(one));
    return nearest === undefined || node.status === "met" ? [] : lacksOf(nearest, on);
  }
  if (node.type !== "quota") return node.status === "met" ? [] : node.parts.flatMap((part) => lacksOf(part, on));
  if (node.credited === null || node.shortfall <= 0n) return [];
  const { metric } = node.asked;
  const version = versionOn(metric, on);
  const unit = unitOf(version.measure);
  return [{ metric: version.name, amount: targetText(node.shortfall, unit), unit: unit.type }];
};

type Standing = Extract<NoticeDetail, { plan: unknown }>["what"];

/** Whom a notice is for, and what makes it that one: known before anything is said in it. */
export type NoticeKey = { readonly memberNumber: number; readonly what: NoticeKind; readonly subject: string };

const standingOf = ({ status, ask: { period } }: Attainment, today: Day): readonly Standing[] => {
  if (status === "met") return ["met"];
  const isBehind = status === "at_risk" || status === "behind";
  return [
    ...(isBehind && today < period.endsBefore ? (["at_risk"] as const) : []),
    ...((isBehind || status === "on_pace" || status === "open") && isClosing(period, today) ? (["closing_soon"] as const) : []),
  ];
};

/**
 * What a row of attainment gives to tell today that was not told before, to the member and to who leads them: that it is met, or at risk; and,
 * to the member, that the period ends soon with something missing.
 */
export const rowNotices = (
  row: Attainment,
  settings: Settings,
  { today, isTold }: { readonly today: Day; readonly isTold: (key: NoticeKey) => boolean },
): readonly Notice[] => {
  const kinds = standingOf(row, today);
  if (kinds.length === 0) return [];
  const { member, ask } = row;
  const { period, plan, version } = ask;
  const subject = `${member.id} ${plan.id} ${isoDay(period.startsOn)}`;
  const [leaders = []] = leadersAbove(member, settings, today);
  return kinds.flatMap((what) => {
    const hearers = (what === "closing_soon" ? [member] : [member, ...leaders]).filter(
      ({ number: memberNumber }) => !isTold({ memberNumber, what, subject }),
    );
    if (hearers.length === 0) return [];
    const { calendar } = settings.company;
    const detail: NoticeDetail = {
      what,
      about: person(member),
      plan: { id: plan.id, name: version.name },
      period: {
        startsOn: isoDay(period.startsOn),
        lastDay: isoDay(period.endsBefore - 1),
        label: { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") },
      },
      lacks: what === "met" ? [] : lacksOf(row.requirement, period.startsOn),
    };
    return hearers.map((each) => told(each, subject, detail));
  });
};

/** In which language a member is written to. */
export const languageOf = ({ language }: Pick<Member, "language">, { country }: Pick<Settings["company"], "country">): Language =>
  language ?? (country === "KR" ? "ko" : "en");
