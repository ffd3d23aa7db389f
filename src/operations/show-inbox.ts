import { mayDo, type Caller } from "../domain/access.ts";
import type { Day } from "../domain/day.ts";
import { isMembersAct } from "../domain/follow-up.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { accepted, type Outcome } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import type { DisputeJson } from "./dispute-json.ts";
import type { FollowUpJson } from "./follow-up-json.ts";
import type { LeaveJson } from "./leave-json.ts";
import { listDisputes } from "./list-disputes.ts";
import { listFollowUps } from "./list-follow-ups.ts";
import { listLeaves } from "./list-leaves.ts";
import { listNotices } from "./list-notices.ts";
import { listQuestions, type QuestionJson } from "./list-questions.ts";
import type { NoticeJson } from "./notice-json.ts";

/** How far back questions are asked. */
export const QUESTION_DAYS = 31;
const MOST = 100;

export type Inbox = {
  /** The member that the reader is; null: none, so nothing is theirs to decide as one. */
  readonly member: string | null;
  readonly disputes: readonly DisputeJson[];
  readonly leaves: readonly LeaveJson[];
  readonly followUps: readonly FollowUpJson[];
  readonly questions: readonly QuestionJson[];
  readonly notices: readonly NoticeJson[];
  readonly unread: number;
};

type Reader = { readonly caller: Caller; readonly now: Instant };

const own = async (database: Database, { caller, now }: Reader): Promise<{ readonly id: string | null; readonly today: Day }> =>
  inCompany(database, caller.companyId, async (tx) => {
    const { members, company } = await loadSettings(tx, caller.companyId);
    const member = members.find(({ number }) => number === caller.memberNumber);
    return { id: member?.id ?? null, today: dayIn(company.timeZone, now) };
  });

const disputesOf = async (database: Database, { caller, now }: Reader, member: string | null): Promise<Outcome<readonly DisputeJson[]>> => {
  if (member === null || !mayDo(caller, "disputes:decide")) return accepted([]);
  const list = await listDisputes(database, caller.companyId, { decider: member, limit: MOST, caller }, { now });
  return list.ok ? accepted(list.value.disputes) : list;
};

const leavesOf = async (database: Database, { caller, now }: Reader, member: string | null): Promise<Outcome<readonly LeaveJson[]>> => {
  if (!mayDo(caller, "leaves:decide")) return accepted([]);
  const list = await listLeaves(database, caller.companyId, { state: "requested", limit: MOST, now, caller });
  // Nobody decides their own.
  return list.ok ? accepted(list.value.leaves.filter((leave) => leave.member !== member)) : list;
};

/** Of those whom the reader leads, and the reader's own where it is theirs to say something. */
const followUpsOf = async (
  database: Database,
  { caller, now }: Reader,
  member: string | null,
): Promise<Outcome<readonly FollowUpJson[]>> => {
  if (member === null || !mayDo(caller, "follow-ups:write")) return accepted([]);
  const list = await listFollowUps(database, caller.companyId, { caller }, { now });
  if (!list.ok) return list;
  const isTheirs = ({ member: who, leaders, possible }: FollowUpJson): boolean =>
    who.id === member ? possible.some(isMembersAct) : leaders.some(({ id }) => id === member) && possible.some((act) => !isMembersAct(act));
  return accepted(list.value.followUps.filter(isTheirs).slice(0, MOST));
};

const questionsOf = async (
  database: Database,
  { caller }: Reader,
  { id, today }: { readonly id: string | null; readonly today: Day },
): Promise<Outcome<readonly QuestionJson[]>> => {
  if (!mayDo(caller, "questions:write")) return accepted([]);
  const span = { startsOn: today - QUESTION_DAYS + 1, endsBefore: today + 1 };
  const list = await listQuestions(database, caller.companyId, { span, answered: false, caller });
  return list.ok ? accepted(list.value.questions.filter((question) => question.member !== id).slice(0, MOST)) : list;
};

/**
 * What waits for the reader to say something: disputes and leave to decide, misses to follow up, records to ask about in the last month, and what
 * they were told. Of each at most a hundred; what the reader's roles have no say in is empty.
 */
export const showInbox = async (database: Database, reader: Reader): Promise<Outcome<Inbox>> => {
  const { caller } = reader;
  const who = await own(database, reader);
  const disputes = await disputesOf(database, reader, who.id);
  if (!disputes.ok) return disputes;
  const leaves = await leavesOf(database, reader, who.id);
  if (!leaves.ok) return leaves;
  const followUps = await followUpsOf(database, reader, who.id);
  if (!followUps.ok) return followUps;
  const questions = await questionsOf(database, reader, who);
  if (!questions.ok) return questions;
  const told =
    who.id === null
      ? accepted({ notices: [], unread: 0 })
      : await listNotices(database, caller.companyId, { member: who.id, limit: MOST, caller });
  if (!told.ok) return told;
  return accepted({
    member: who.id,
    disputes: disputes.value,
    leaves: leaves.value,
    followUps: followUps.value,
    questions: questions.value,
    notices: told.value.notices,
    unread: told.value.unread,
  });
};
