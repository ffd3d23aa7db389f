import { isoDay, plainDay } from "../../domain/day.ts";
import { given } from "../../domain/given.ts";
import { dayIn } from "../../domain/instant.ts";
import { accepted, refusal, refused, type Outcome } from "../../domain/refusal.ts";
import { notFound } from "../../domain/not-found.ts";
import { quotasOf, type StatedQuota } from "../../domain/statement.ts";
import { inCompany } from "../../store/database.ts";
import { loadSettings } from "../../store/settings.ts";
import type { JudgedJson } from "../activity-json.ts";
import type { AdjustmentJson, StatementJson } from "../closing/closing-json.ts";
import type { DisputeJson } from "../dispute-json.ts";
import type { ListTable } from "../files/writing/list-table.ts";
import type { FollowUpJson } from "../follow-up-json.ts";
import type { ImportJson } from "../import-json.ts";
import { listActivities } from "../list-activities.ts";
import { listAuditEvents, type AuditEventJson } from "../list-audit-events.ts";
import { listAdjustments } from "../list-adjustments.ts";
import { listDisputes } from "../list-disputes.ts";
import { listFollowUps } from "../list-follow-ups.ts";
import { listImports } from "../list-imports.ts";
import { listNotices } from "../list-notices.ts";
import { listQuestions, LONGEST_SPAN, type QuestionJson } from "../list-questions.ts";
import { listStatements } from "../list-statements.ts";
import type { NoticeJson } from "../notice-json.ts";
import type { ListFilter } from "./list-filter.ts";
import { amountCell, currencyCell, named, toldList, type Asking, type Told } from "./told-list.ts";

const pageSize = 200;

type Judged = { readonly activity: JudgedJson; readonly judged: JudgedJson["verdicts"][number] };

const verdictColumns: readonly Told<Judged>[] = [
  { name: "source", en: "Source", ko: "출처", of: ({ activity }) => activity.source },
  { name: "external_id", en: "Id in the source", ko: "출처의 ID", of: ({ activity }) => activity.externalId },
  { name: "member", en: "Member", ko: "구성원", of: ({ activity }) => activity.member ?? activity.memberReference },
  { name: "day", type: "day", en: "Day", ko: "날짜", of: ({ activity }) => activity.localDay },
  { name: "time", en: "Time", ko: "시각", of: ({ activity }) => activity.localTime },
  { name: "kind", en: "Kind", ko: "활동 유형", of: ({ activity }) => activity.kind },
  { name: "prospect", en: "Prospect", ko: "잠재 고객", of: ({ activity }) => activity.prospectName ?? activity.prospect },
  { name: "metric", en: "Metric", ko: "집계 항목", of: ({ judged }, language) => named(judged.metricName, language) },
  { name: "counted", type: "boolean", en: "Counted", ko: "인정 여부", of: ({ judged }) => judged.verdict.counted },
  {
    name: "credit",
    type: "amount",
    en: "Credit",
    ko: "인정 건수",
    of: ({ judged: { verdict } }) => (verdict.counted ? amountCell(verdict.credit) : ""),
  },
  { name: "currency", en: "Currency", ko: "통화", of: ({ judged: { verdict } }) => (verdict.counted ? currencyCell(verdict.credit) : "") },
  {
    name: "reasons",
    en: "Why not",
    ko: "미인정 이유",
    of: ({ judged: { verdict } }, language) => (verdict.counted ? "" : verdict.reasons.map((each) => each[language]).join(" ")),
  },
];

/** For each record and metric, whether it counted and why not. */
export const verdictsTable = async (
  asking: Asking,
  { member, metric, kind, source, from, before }: ListFilter,
): Promise<Outcome<ListTable>> => {
  const { database, companyId, caller } = asking;
  const { metrics } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  if (metric !== undefined && !metrics.some(({ id }) => id === metric)) return refused(notFound("metric", metric, metrics));
  return toldList(verdictColumns, asking, async (cursor) => {
    const question = given({ member, kind, source, from, before, cursor: cursor ?? undefined, caller });
    const page = await listActivities(database, companyId, { ...question, limit: pageSize });
    if (!page.ok) return page;
    const items = page.value.activities.flatMap((activity) =>
      activity.verdicts
        .filter((judged) => metric === undefined || judged.metric === metric)
        .map((judged): Judged => ({ activity, judged })),
    );
    return accepted({ items, next: page.value.nextCursor });
  });
};

type Stated = { readonly statement: StatementJson; readonly quota: StatedQuota };

const statementColumns: readonly Told<Stated>[] = [
  { name: "statement", type: "integer", en: "Statement", ko: "실적 확인서", of: ({ statement }) => statement.statement },
  { name: "subject", en: "Of", ko: "대상", of: ({ statement }) => statement.content.subject.type },
  { name: "id", en: "Id", ko: "ID", of: ({ statement }) => statement.content.subject.id },
  { name: "plan", en: "Plan", ko: "활동 기준", of: ({ statement }) => statement.content.plan },
  {
    name: "starts_on",
    type: "day",
    en: "First day",
    ko: "첫날",
    of: ({ statement, quota }) => (quota.within ?? statement.content.period).startsOn,
  },
  {
    name: "ends_on",
    type: "day",
    en: "Last day",
    ko: "마지막 날",
    of: ({ statement, quota }) => isoDay(plainDay((quota.within ?? statement.content.period).endsBefore) - 1),
  },
  { name: "metric", en: "Metric", ko: "집계 항목", of: ({ quota }) => quota.metric },
  { name: "credited", type: "amount", en: "Credited", ko: "인정", of: ({ quota }) => amountCell(quota.credited) },
  { name: "target", type: "amount", en: "Target", ko: "목표치", of: ({ quota }) => amountCell(quota.target) },
  { name: "currency", en: "Currency", ko: "통화", of: ({ quota }) => currencyCell(quota.target) },
  {
    name: "status",
    en: "Status",
    ko: "상태",
    of: ({ statement: { content }, quota }) => quota.status ?? ("status" in content ? content.status : ""),
  },
  { name: "superseded", type: "boolean", en: "Holds no longer", ko: "무효", of: ({ statement }) => statement.superseded },
  { name: "acknowledged_at", en: "Acknowledged at", ko: "확인 시각", of: ({ statement }) => statement.acknowledged?.at },
  { name: "fingerprint", en: "Fingerprint", ko: "지문", of: ({ statement }) => statement.fingerprint },
];

/** The statements of closed periods, a row for each number. */
export const statementsTable = (asking: Asking, { cadence, on, member }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(statementColumns, asking, async (cursor) => {
    const question = given({ cadence, on, member, after: cursor === null ? undefined : Number(cursor), caller: asking.caller });
    const page = await listStatements(asking.database, asking.companyId, question);
    if (!page.ok) return page;
    const { statements, next } = page.value;
    const items = statements.flatMap((statement) => quotasOf(statement.content).map((quota): Stated => ({ statement, quota })));
    return accepted({ items, next: next === null ? null : String(next) });
  });

type Adjusted = { readonly adjustment: AdjustmentJson; readonly quota: AdjustmentJson["quotas"][number] };

const adjustmentColumns: readonly Told<Adjusted>[] = [
  { name: "closure", type: "integer", en: "Closure", ko: "마감", of: ({ adjustment }) => adjustment.closure },
  { name: "stated_in", type: "integer", en: "Told in closure", ko: "반영한 마감", of: ({ adjustment }) => adjustment.statedIn },
  { name: "subject", en: "Of", ko: "대상", of: ({ adjustment }) => adjustment.subject.type },
  { name: "id", en: "Id", ko: "ID", of: ({ adjustment }) => adjustment.subject.id },
  { name: "plan", en: "Plan", ko: "활동 기준", of: ({ adjustment }) => adjustment.plan },
  {
    name: "starts_on",
    type: "day",
    en: "First day",
    ko: "첫날",
    of: ({ adjustment, quota }) => (quota.within ?? adjustment.period).startsOn,
  },
  {
    name: "ends_on",
    type: "day",
    en: "Last day",
    ko: "마지막 날",
    of: ({ adjustment, quota }) => isoDay(plainDay((quota.within ?? adjustment.period).endsBefore) - 1),
  },
  { name: "metric", en: "Metric", ko: "집계 항목", of: ({ quota }) => quota.metric },
  {
    name: "credited_before",
    type: "amount",
    en: "Credited before",
    ko: "이전 인정",
    of: ({ quota }) => amountCell(quota.before?.credited),
  },
  { name: "credited_now", type: "amount", en: "Credited now", ko: "현재 인정", of: ({ quota }) => amountCell(quota.now?.credited) },
  { name: "target_before", type: "amount", en: "Target before", ko: "이전 목표치", of: ({ quota }) => amountCell(quota.before?.target) },
  { name: "target_now", type: "amount", en: "Target now", ko: "현재 목표치", of: ({ quota }) => amountCell(quota.now?.target) },
  { name: "currency", en: "Currency", ko: "통화", of: ({ quota }) => currencyCell(quota.now?.target ?? quota.before?.target) },
  { name: "status_before", en: "Status before", ko: "이전 상태", of: ({ adjustment }) => adjustment.status.before },
  { name: "status_now", en: "Status now", ko: "현재 상태", of: ({ adjustment }) => adjustment.status.now },
];

/** What closed periods came to afterwards, a row for each number that changed. */
export const adjustmentsTable = (asking: Asking, { member }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(adjustmentColumns, asking, async () => {
    const found = await listAdjustments(asking.database, asking.companyId, given({ member, caller: asking.caller }));
    if (!found.ok) return found;
    return accepted({
      items: found.value.adjustments.flatMap((adjustment) => adjustment.quotas.map((quota): Adjusted => ({ adjustment, quota }))),
      next: null,
    });
  });

const disputeColumns: readonly Told<DisputeJson>[] = [
  { name: "dispute", en: "Dispute", ko: "이의 신청", of: ({ dispute }) => dispute },
  { name: "state", en: "State", ko: "상태", of: ({ state }) => state },
  { name: "member", en: "Member", ko: "구성원", of: ({ member }) => member.id },
  { name: "name", en: "Name", ko: "이름", of: ({ member }, language) => named(member.name, language) },
  { name: "day", type: "day", en: "Day", ko: "날짜", of: ({ localDay }) => localDay },
  { name: "source", en: "Source", ko: "출처", of: ({ record }) => record?.source },
  { name: "external_id", en: "Id in the source", ko: "출처의 ID", of: ({ record }) => record?.externalId },
  { name: "metric", en: "Metric", ko: "집계 항목", of: ({ record }) => record?.metric },
  { name: "missing", type: "boolean", en: "A record is missing", ko: "빠진 기록", of: ({ missing }) => missing !== null },
  { name: "reason", en: "Reason", ko: "이유", of: ({ reason }) => reason },
  { name: "raised_at", en: "Raised at", ko: "신청 시각", of: ({ raisedAt }) => raisedAt },
  { name: "decide_through", type: "day", en: "To be decided through", ko: "결정 기한", of: ({ waiting }) => waiting?.decideThrough },
  { name: "deciders", en: "Who decides", ko: "결정하는 사람", of: ({ waiting }) => waiting?.deciders.map(({ id }) => id).join(";") },
  { name: "decided_at", en: "Decided at", ko: "결정 시각", of: ({ acts }) => acts.findLast(({ act }) => act === "decision")?.at },
  { name: "decided_by", en: "Decided by", ko: "결정한 사람", of: ({ acts }) => acts.findLast(({ act }) => act === "decision")?.by.id },
  { name: "decision", en: "Why", ko: "결정 이유", of: ({ acts }) => acts.findLast(({ act }) => act === "decision")?.said },
];

export const disputesTable = (asking: Asking, { member }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(disputeColumns, asking, async (cursor) => {
    const question = given({ member, cursor: cursor ?? undefined, caller: asking.caller });
    const page = await listDisputes(asking.database, asking.companyId, { ...question, limit: pageSize }, { now: asking.now });
    return page.ok ? accepted({ items: page.value.disputes, next: page.value.nextCursor }) : page;
  });

const questionColumns: readonly Told<QuestionJson>[] = [
  { name: "question", en: "Question", ko: "확인할 기록", of: ({ question }) => question },
  { name: "member", en: "Member", ko: "구성원", of: ({ member }) => member },
  { name: "name", en: "Name", ko: "이름", of: ({ memberName }, language) => named(memberName, language) },
  { name: "day", type: "day", en: "Day", ko: "날짜", of: ({ day }) => day },
  { name: "kind", en: "Kind", ko: "활동 유형", of: ({ kind }) => kind },
  { name: "why", en: "Why", ko: "이유", of: ({ why }, language) => why[language] },
  { name: "same_or_more", type: "integer", en: "Days with as much", ko: "이만큼인 날", of: ({ sameOrMore }) => sameOrMore },
  { name: "member_days", type: "integer", en: "Of days", ko: "전체 날", of: ({ memberDays }) => memberDays },
  { name: "answer", en: "Answer", ko: "답", of: ({ answer }) => answer?.answer },
  { name: "answer_reason", en: "Reason", ko: "답한 이유", of: ({ answer }) => answer?.reason },
  { name: "answered_by", en: "Answered by", ko: "답한 사람", of: ({ answer }) => answer?.by },
  { name: "answered_at", en: "Answered at", ko: "답한 시각", of: ({ answer }) => answer?.at },
];

/** Of the span asked for; without one the last days that can be asked about. Refuses a span with more than can be told at once. */
export const questionsTable = (asking: Asking, { from, before, team }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(questionColumns, asking, async () => {
    const endsBefore = before ?? dayIn("UTC", asking.now) + 2;
    const span = { startsOn: from ?? endsBefore - LONGEST_SPAN, endsBefore };
    const found = await listQuestions(asking.database, asking.companyId, { span, ...given({ team, caller: asking.caller }) });
    if (!found.ok) return found;
    if (found.value.more) return refused(refusal("export-part", "?from", { most: found.value.questions.length }));
    return accepted({ items: found.value.questions, next: null });
  });

const followUpColumns: readonly Told<FollowUpJson>[] = [
  { name: "member", en: "Member", ko: "구성원", of: ({ member }) => member.id },
  { name: "name", en: "Name", ko: "이름", of: ({ member }, language) => named(member.name, language) },
  { name: "plan", en: "Plan", ko: "활동 기준", of: ({ plan }, language) => named(plan.name, language) || plan.id },
  { name: "starts_on", type: "day", en: "First day", ko: "첫날", of: ({ period }) => period.startsOn },
  { name: "ends_on", type: "day", en: "Last day", ko: "마지막 날", of: ({ period }) => isoDay(plainDay(period.endsBefore) - 1) },
  { name: "state", en: "State", ko: "상태", of: ({ state }) => state },
  { name: "review_on", type: "day", en: "Review on", ko: "다시 볼 날", of: ({ reviewOn }) => reviewOn },
  { name: "leaders", en: "Who leads", ko: "담당 관리자", of: ({ leaders }) => leaders.map(({ id }) => id).join(";") },
  { name: "last_act", en: "Last said", ko: "마지막 내용", of: ({ acts }) => acts.at(-1)?.text },
  { name: "last_by", en: "By", ko: "남긴 사람", of: ({ acts }) => acts.at(-1)?.by.id },
  { name: "last_at", en: "At", ko: "남긴 시각", of: ({ acts }) => acts.at(-1)?.at },
];

export const followUpsTable = (asking: Asking, { member }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(followUpColumns, asking, async () => {
    const found = await listFollowUps(
      asking.database,
      asking.companyId,
      { settled: true, ...given({ member, caller: asking.caller }) },
      { now: asking.now },
    );
    return found.ok ? accepted({ items: found.value.followUps, next: null }) : found;
  });

const noticeColumns: readonly Told<NoticeJson>[] = [
  { name: "notice", type: "integer", en: "Notice", ko: "알림", of: ({ notice }) => notice },
  { name: "what", en: "What", ko: "종류", of: ({ what }) => what },
  { name: "text", en: "Text", ko: "내용", of: ({ text }, language) => text[language] },
  { name: "about", en: "About", ko: "누구의", of: ({ about }) => about },
  { name: "at", en: "At", ko: "시각", of: ({ at }) => at },
  { name: "read_at", en: "Read at", ko: "읽은 시각", of: ({ readAt }) => readAt },
  { name: "mail", en: "Mail", ko: "메일", of: ({ mail }) => mail?.state },
];

/** What one member was told. */
export const noticesTable = (asking: Asking, { member }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(noticeColumns, asking, async (cursor) => {
    if (member === undefined) return refused(refusal("required", "?member"));
    const page = await listNotices(asking.database, asking.companyId, {
      member,
      ...given({ cursor: cursor ?? undefined, caller: asking.caller }),
      limit: pageSize,
    });
    return page.ok ? accepted({ items: page.value.notices, next: page.value.nextCursor }) : page;
  });

const countWords = {
  received: { en: "Received", ko: "받은 기록" },
  accepted: { en: "Accepted", ko: "새로 기록" },
  duplicates: { en: "Duplicates", ko: "중복" },
  revised: { en: "Revised", ko: "정정" },
  stale: { en: "Stale", ko: "지난 내용" },
  rejected: { en: "Rejected", ko: "거부" },
  unattributed: { en: "Unattributed", ko: "담당자 미확인" },
} as const;

const importColumns: readonly Told<ImportJson>[] = [
  { name: "id", en: "Id", ko: "ID", of: ({ id }) => id },
  { name: "file", en: "File", ko: "파일", of: ({ fileName }) => fileName },
  { name: "what", en: "What", ko: "종류", of: ({ what }) => what },
  { name: "state", en: "State", ko: "상태", of: ({ state }) => state },
  { name: "created_at", en: "Sent at", ko: "보낸 시각", of: ({ createdAt }) => createdAt },
  { name: "by", en: "By", ko: "보낸 사람", of: ({ by }) => by },
  { name: "done_at", en: "Done at", ko: "끝난 시각", of: ({ doneAt }) => doneAt },
  ...(["received", "accepted", "duplicates", "revised", "stale", "rejected", "unattributed"] as const).map((name): Told<ImportJson> => ({
    name,
    type: "integer",
    ...countWords[name],
    of: ({ counts }) => counts?.[name],
  })),
  { name: "first_day", type: "day", en: "First day", ko: "첫날", of: ({ firstDay }) => firstDay },
  { name: "last_day", type: "day", en: "Last day", ko: "마지막 날", of: ({ lastDay }) => lastDay },
];

export const importsTable = (asking: Asking): Promise<Outcome<ListTable>> =>
  toldList(importColumns, asking, async (cursor) => {
    const { database, companyId, language } = asking;
    const page = await listImports(database, companyId, { ...given({ cursor: cursor ?? undefined }), limit: pageSize }, { language });
    return page.ok ? accepted({ items: page.value.imports, next: page.value.nextCursor }) : page;
  });

const auditColumns: readonly Told<AuditEventJson>[] = [
  { name: "number", type: "integer", en: "Number", ko: "번호", of: ({ number }) => number },
  { name: "at", en: "At", ko: "시각", of: ({ at }) => at },
  { name: "by", en: "By", ko: "한 사람", of: ({ by }) => by },
  { name: "act", en: "Act", ko: "작업", of: ({ act }) => act },
  { name: "subject", en: "Subject", ko: "대상 종류", of: ({ subject }) => subject },
  { name: "subject_id", en: "Which", ko: "대상", of: ({ subjectId }) => subjectId },
  { name: "before", en: "Before", ko: "전", of: ({ before }) => (before === null ? "" : JSON.stringify(before)) },
  { name: "after", en: "After", ko: "후", of: ({ after }) => (after === null ? "" : JSON.stringify(after)) },
];

export const auditTable = (asking: Asking, { act, by, subject, subjectId, from, before }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(auditColumns, asking, async (cursor) => {
    const question = given({ act, by, subject, subjectId, from, before, cursor: cursor ?? undefined });
    const page = await listAuditEvents(asking.database, asking.companyId, { ...question, limit: pageSize });
    return page.ok ? accepted({ items: page.value.events, next: page.value.nextCursor }) : page;
  });
