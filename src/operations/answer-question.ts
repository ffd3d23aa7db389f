import { isoDay, type Span } from "../domain/day.ts";
import { isSeen } from "../domain/sight.ts";
import { sightIn, type AskedBy } from "./sight-in.ts";
import type { Member } from "../domain/member.ts";
import { questionKeyOf, type AnswerOrder } from "../domain/padding.ts";
import { accepted, refusal, refused, type Outcome } from "../domain/refusal.ts";
import { shown } from "../domain/shown.ts";
import { ownCompany } from "../store/company-lock.ts";
import { inCompany, type Database } from "../store/database.ts";
import { recordAnswer } from "../store/questions.ts";
import { loadSettings } from "../store/settings.ts";
import { LONGEST_SPAN, questionsIn, type QuestionJson } from "./list-questions.ts";
import { keepAuditEvent } from "../store/audit-events.ts";

/** Whether a name that somebody answers under is the member's own. */
const isMember = ({ id, email, code }: Member, by: string): boolean =>
  [id, email, code].some((each) => each !== null && each.toLowerCase() === by.toLowerCase());

/**
 * Keeps what a person says of records that somebody should be asked about: fine, to be looked into, or padding. No number changes by it: what
 * should not count is voided or ruled on. Refuses a question that the records do not raise, and an answer about oneself.
 */
export const answerQuestion = (
  database: Database,
  companyId: number,
  id: string,
  { answer, reason, by, caller }: AnswerOrder & { readonly by: string } & AskedBy,
): Promise<Outcome<QuestionJson>> =>
  inCompany(database, companyId, async (tx): Promise<Outcome<QuestionJson>> => {
    await ownCompany(tx, companyId);
    const settings = await loadSettings(tx, companyId);
    const key = questionKeyOf(id);
    const member = settings.members.find((each) => each.id === key?.member);
    const unknown = refused(refusal("question-unknown", "/question", { found: shown(id) }));
    if (key === null || member === undefined) return unknown;
    const sight = sightIn(settings, caller, "questions:write");
    if (!isSeen(sight, member.number, key.day)) return unknown;
    if (member.number === caller?.memberNumber || isMember(member, by))
      return refused(refusal("question-own", "/by", { member: member.id }));
    const { rule, day, kind } = key;
    // What is told on a day may be about any of the days before that are asked about together.
    const span: Span = { startsOn: day - LONGEST_SPAN + 1, endsBefore: day + 1 };
    const asked = async () =>
      (await questionsIn(tx, settings, { span, members: [member.number] })).questions.find(({ question }) => question === id);
    if ((await asked()) === undefined) return unknown;
    await recordAnswer(tx, companyId, { rule, memberNumber: member.number, day, kind, answer, reason, by });
    const about = { subject: "question", subjectId: [rule, member.number, isoDay(day), kind].join(" ") };
    await keepAuditEvent(tx, companyId, { by, act: "answer-question", ...about, after: { answer } });
    const answered = await asked();
    if (answered === undefined) throw new Error("a question that was answered was not found");
    return accepted(answered);
  });
