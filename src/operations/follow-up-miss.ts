import { given } from "../domain/given.ts";
import { seenOf } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Settings } from "../domain/company.ts";
import { isoDay, type Day } from "../domain/day.ts";
import { actsPossible, followUpState, isMembersAct, type FollowUp } from "../domain/follow-up.ts";
import type { FollowUpReport } from "../domain/follow-up-reading.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { leadersAbove } from "../domain/leaders.ts";
import { engagementOn, type Member } from "../domain/member.ts";
import { notFound } from "../domain/not-found.ts";
import { periodLabel } from "../domain/period-label.ts";
import { periodContaining, type Period } from "../domain/period.ts";
import { accepted, refusal, refused, type Outcome, type Refusal } from "../domain/refusal.ts";
import { ownDisputes, shareCompany } from "../store/company-lock.ts";
import { noteTouched } from "../store/changes.ts";
import { inCompany, type Database } from "../store/database.ts";
import { followUpOf, keepFollowUpAct } from "../store/follow-ups.ts";
import { loadSettings } from "../store/settings.ts";
import { attainmentOf } from "./attainment-of.ts";
import { findPerson } from "./find-dispute.ts";
import { followUpJson, type FollowUpJson } from "./follow-up-json.ts";
import { keepAuditEvent } from "../store/audit-events.ts";
import { doer } from "../store/doer.ts";

type Missed = { readonly member: Member; readonly planNumber: number; readonly period: Period };

/** The member, the plan and its period around the day, if the member missed it. */
const findMissed = async (
  database: Database,
  companyId: number,
  { member: memberId, plan: planId, on }: FollowUpReport,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<Missed>> => {
  const settings = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const seen = seenOf(sightIn(settings, caller, "follow-ups:write"), settings.members);
  const member = seen.find(({ id }) => id === memberId);
  if (member === undefined) return refused(notFound("member", memberId, seen));
  const plan = settings.plans.find(({ id }) => id === planId);
  if (plan === undefined) return refused(notFound("plan", planId, settings.plans));
  const { calendar } = settings.company;
  const version = plan.versions.findLast(({ startsOn, cadence }) => startsOn <= periodContaining(cadence, on, calendar).startsOn);
  const period = periodContaining((version ?? plan.versions[0]).cadence, on, calendar);
  const lastDay = period.endsBefore - 1;
  if (engagementOn(member, lastDay) === "contractor") return refused(refusal("follow-up-contractor", "/member", { member: member.id }));
  // Whom the plans ask is read on the period's last day, or while the member was still there.
  const asked = Math.min(lastDay, Math.max(period.startsOn, member.employedBefore - 1));
  const question = { on: asked, cadence: period.cadence, member: member.id, plan: plan.id, now };
  const attainment = await attainmentOf(database, companyId, question);
  if (!attainment.ok) return attainment;
  const status = attainment.value.sections.flatMap(({ rows }) => rows.map((row) => row.status))[0];
  if (status === "missed") return accepted({ member, planNumber: plan.number, period });
  const label = { en: periodLabel(period, calendar, "en"), ko: periodLabel(period, calendar, "ko") };
  const found = status ?? { en: "not asked", ko: "대상 아님" };
  return refused(refusal("follow-up-not-missed", "/on", { member: member.id, plan: plan.id, period: label, status: found }));
};

const refuseActor = (report: FollowUpReport, person: Member, member: Member, settings: Settings, today: Day): Refusal | undefined => {
  if (isMembersAct(report.act))
    return person.number === member.number ? undefined : refusal("follow-up-not-member", "/by", { member: member.id });
  const leaders = leadersAbove(member, settings, today).flat();
  return leaders.includes(person)
    ? undefined
    : refusal("follow-up-not-leader", "/by", { by: person.id, member: member.id, leaders: leaders.map(({ id }) => id).join(", ") || "–" });
};

const refuseAct = ({ act, reviewOn }: FollowUpReport, followUp: FollowUp, today: Day): Refusal | undefined => {
  const state = followUpState(followUp, today);
  const possible = actsPossible(state);
  if (!possible.includes(act)) {
    const all = possible.join(", ");
    const next =
      all === ""
        ? { en: "nothing more is done about it", ko: "더 할 일이 없습니다" }
        : { en: `possible are ${all}`, ko: `할 수 있는 것: ${all}` };
    return refusal("follow-up-act", "/act", { state, possible: next });
  }
  return reviewOn !== null && reviewOn < today
    ? refusal("follow-up-review-past", "/reviewOn", { found: isoDay(reviewOn), today: isoDay(today) })
    : undefined;
};

/**
 * Follows up a missed period: the member says why; who leads them excuses it, or agrees on a plan and a day, and reviews it; the member
 * acknowledges the review. Refuses a period that was not missed, a contractor's, who has no part in it, and what does not come next.
 */
export const followUpMiss = async (
  database: Database,
  companyId: number,
  report: FollowUpReport,
  { now, caller }: { readonly now: Instant } & AskedBy,
): Promise<Outcome<FollowUpJson>> => {
  const missed = await findMissed(database, companyId, report, { now, ...given({ caller }) });
  if (!missed.ok) return missed;
  const { planNumber, period } = missed.value;
  return inCompany(database, companyId, async (tx): Promise<Outcome<FollowUpJson>> => {
    await shareCompany(tx, companyId);
    await ownDisputes(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const today = dayIn(settings.company.timeZone, now);
    const person = findPerson(settings, report.by);
    if (!person.ok) return person;
    const member = settings.members.find(({ number }) => number === missed.value.member.number) ?? missed.value.member;
    const key = { memberNumber: member.number, planNumber, startsOn: period.startsOn };
    const followUp = await followUpOf(tx, companyId, key);
    const no = refuseActor(report, person.value, member, settings, today) ?? refuseAct(report, followUp, today);
    if (no !== undefined) return refused(no);
    const { act, text: said, reviewOn } = report;
    await keepFollowUpAct(tx, companyId, key, { act, by: person.value.number, said, reviewOn, at: now });
    noteTouched(tx, ["follow-ups"], new Set([member.number]));
    await keepAuditEvent(tx, companyId, {
      by: doer(),
      act: "follow-up-miss",
      subject: "follow-up",
      subjectId: `${member.number} ${planNumber} ${isoDay(period.startsOn)}`,
      after: { act, memberNumber: person.value.number },
    });
    return accepted(followUpJson({ followUp: await followUpOf(tx, companyId, key), period }, settings, today));
  });
};
