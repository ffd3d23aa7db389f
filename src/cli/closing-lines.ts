import type { Amount } from "../domain/amount.ts";
import { ATTESTED_SOURCE } from "../domain/own-sources.ts";
import type { Language } from "../domain/language.ts";
import type { StatedQuota, StatedSpan } from "../domain/statement.ts";
import type { DerivationJson, RequirementJson } from "../operations/attainment-json.ts";
import type { AdjustmentJson, CauseJson, ClosureJson, StatementJson } from "../operations/closing/closing-json.ts";
import type { StatementShown } from "../operations/show-statement.ts";
import { amountText, daysText, type ShownUnit } from "./amounts.ts";
import { derivationNotes, targetFormula } from "./derivation-text.ts";
import { headingOf, statusWords } from "./attainment-table.ts";

/** `2026-04-04 09:00 UTC`: to the minute. */
const timeText = (instant: string): string => `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;

const words = {
  en: {
    closed: (by: string, at: string) => `closed by ${by} at ${at}`,
    version: (version: number) => (version === 1 ? "" : ` (version ${version})`),
    reopened: (by: string, at: string, reason: string) => `reopened by ${by} at ${at}: ${reason}`,
    despite: (reason: string) => `despite: ${reason}`,
    subject: { member: "", team: "team ", company: "company " },
    superseded: "no longer holds",
    acknowledged: (by: string, at: string) => `acknowledged by ${by} at ${at}`,
    waiting: "not acknowledged",
    fingerprint: "fingerprint",
    adjustments: "What earlier closed periods came to meanwhile; it is no part of the numbers above:",
    next: "waits for the next statements",
    toldIn: (closure: number) => `told on the statements of closure ${closure}`,
    nothing: "not asked",
    records: "the same numbers from other records",
    target: "target",
    carried: (amount: string, days: string) => `${amount} carried over from ${days}`,
    causes: {
      attested: "entered with its reason",
      record: "told by its source",
      void: "voided",
      restore: "restored",
      missing: "missing from a complete load",
      ruling: "by a ruling",
      link: "linked with, or apart from, another source's record",
      stage: "a prospect's facts were told",
      merge: "prospects were merged or unmerged",
      redating: "dated anew",
      identity: "its member became known",
      employment: "outside of a corrected employment",
      contact: "a rule of contact keeps a contact from counting, or no longer",
      colleague: "a prospect is, or is no longer, a colleague",
      signal: "the signal that it answers was told, or told otherwise",
      recount: "the metric was counted anew",
    },
  },
  ko: {
    closed: (by: string, at: string) => `${at} ${by} 마감`,
    version: (version: number) => (version === 1 ? "" : ` (${version}판)`),
    reopened: (by: string, at: string, reason: string) => `${at} ${by} 마감 해제: ${reason}`,
    despite: (reason: string) => `그래도 마감: ${reason}`,
    subject: { member: "", team: "팀 ", company: "회사 " },
    superseded: "효력 없음",
    acknowledged: (by: string, at: string) => `${at} ${by} 확인`,
    waiting: "확인 전",
    fingerprint: "지문",
    adjustments: "앞서 마감한 기간의 정정 반영. 위 숫자에는 더하지 않습니다:",
    next: "다음 확인서를 기다림",
    toldIn: (closure: number) => `마감 ${closure}의 확인서에 표시함`,
    nothing: "요구 없음",
    records: "숫자는 같고 기록이 다름",
    target: "목표치",
    carried: (amount: string, days: string) => `${days}에서 ${amount} 이월`,
    causes: {
      attested: "사유와 함께 입력됨",
      record: "출처에서 들어옴",
      void: "취소",
      restore: "되살림",
      missing: "전체 적재에 없음",
      ruling: "결정",
      link: "다른 출처 기록과 연결하거나 나눔",
      stage: "잠재 고객 사실이 들어옴",
      merge: "잠재 고객 병합",
      redating: "날짜 재산정",
      identity: "담당자 확인",
      employment: "고친 재직 기간 밖",
      contact: "연락 규칙으로 빼거나 다시 인정",
      colleague: "잠재 고객이 동료이거나 동료가 아님",
      signal: "답한 관심 신호가 오거나 바뀜",
      recount: "집계 항목을 다시 셈",
    },
  },
} satisfies Record<Language, unknown>;

/** `3  March 2026  closed by kim at …`. */
export const closureLine = (
  { closure, period, version, closedAt, closedBy, reason, reopened }: ClosureJson,
  language: Language,
): string => {
  const say = words[language];
  const notes = [
    say.closed(closedBy, timeText(closedAt)),
    ...(reason === null ? [] : [say.despite(reason)]),
    ...(reopened === null ? [] : [say.reopened(reopened.by, timeText(reopened.at), reopened.reason)]),
  ];
  return `${closure}  ${period.label[language]}${say.version(version)}  ${notes.join("; ")}`;
};

const statusText = (status: string | null | undefined, language: Language): string => {
  const known: Readonly<Record<string, string>> = statusWords[language];
  return status === null || status === undefined ? "" : (known[status] ?? status);
};

/** `12  raj  month  2026-03-01 – 2026-03-31  met`. */
export const statementHead = ({ statement, content, acknowledged, superseded }: StatementJson, language: Language): string => {
  const say = words[language];
  const notes = [
    ...("status" in content ? [statusText(content.status, language)] : []),
    ...(superseded ? [say.superseded] : []),
    ...(acknowledged === null ? [] : [say.acknowledged(acknowledged.by, timeText(acknowledged.at))]),
  ];
  return `${statement}  ${say.subject[content.subject.type]}${content.subject.id}  ${content.plan}  ${daysText(content.period)}  ${notes.join("; ")}`.trimEnd();
};

const plain = (amount: Amount | null, unit: ShownUnit, language: Language): string =>
  amount === null ? "…" : amountText(amount, unit, language);

const numberText = (
  number: { readonly credited: Amount | null; readonly target: Amount; readonly status?: string } | null,
  unit: ShownUnit,
  language: Language,
): string =>
  number === null
    ? words[language].nothing
    : `${plain(number.credited, unit, language)} / ${plain(number.target, unit, language)} ${statusText(number.status, language)}`.trimEnd();

/** `  calls: 40 / 75 = 250 × 50% (ramp, week 2) × 3/5 working days  missed`. */
const statedLine = ({ metric, credited, target, status, derivation = [] }: StatedQuota, unit: ShownUnit, language: Language): string => {
  // Frozen as attainment showed it.
  const formula = targetFormula({ target, derivation: derivation as readonly DerivationJson[] }, unit, language);
  return `  ${metric}: ${plain(credited, unit, language)} / ${formula}  ${statusText(status, language)}`.trimEnd();
};

/** What was asked, part by part, as it was frozen. */
const requirementLines = (
  requirement: RequirementJson,
  unitOf: (metric: string) => ShownUnit,
  language: Language,
  depth = 0,
): readonly string[] => {
  const indent = "  ".repeat(depth);
  if (requirement.type === "quota") {
    const unit = unitOf(requirement.metric);
    const carried = requirement.credited === null ? undefined : requirement.carriedOver;
    const notes = [
      ...(carried === undefined ? [] : [words[language].carried(amountText(carried.amount, unit, language), daysText(carried.from))]),
      ...derivationNotes(requirement, unit, language),
    ];
    return [`${indent}${[statedLine(requirement, unit, language), ...notes].join("; ")}`];
  }
  const under = requirement.type === "allOf" && depth === 0 ? 0 : depth + 1;
  const head = under === 0 ? [] : [`${indent}  ${headingOf(requirement, language)}  ${statusText(requirement.status, language)}`.trimEnd()];
  const parts =
    requirement.type === "over"
      ? requirement.periods.flatMap(({ period, status, requirement: inner }) => [
          `${indent}    ${daysText(period)}  ${statusText(status, language)}`,
          ...(inner === null ? [] : requirementLines(inner, unitOf, language, under + 1)),
        ])
      : requirement.parts.flatMap((part) => requirementLines(part, unitOf, language, under));
  return [...head, ...parts];
};

const namedIn = (metric: string, within: StatedSpan | undefined): string =>
  within === undefined ? metric : `${metric} (${daysText(within)})`;

const causeLine = (cause: CauseJson, language: Language): string => {
  const say = words[language];
  if (cause.cause === "target") {
    const is = cause.now === null ? say.nothing : targetFormula({ target: cause.now, derivation: cause.derivation }, cause.unit, language);
    return `    ${say.target} ${namedIn(cause.metric, cause.within)}: ${plain(cause.before, cause.unit, language)} → ${is}`;
  }
  const record = cause.source === null ? "" : ` ${cause.source} ${cause.externalId ?? ""}`;
  const sign = (typeof cause.credited === "number" ? cause.credited : cause.credited.amountMinor) > 0 ? "+" : "";
  return `    ${cause.day}${record}: ${sign}${plain(cause.credited, cause.unit, language)} ${cause.metric}, ${say.causes[cause.source === ATTESTED_SOURCE && cause.cause === "record" ? "attested" : cause.cause]} (${timeText(cause.at)})`;
};

/** What a closed period came to, and from what. */
export const adjustmentLines = (
  { subject, plan, period, status, quotas, causes, statedIn }: AdjustmentJson,
  language: Language,
): readonly string[] => {
  const say = words[language];
  // A single quota tells its own status.
  const isCombined = status.before !== status.now && (quotas.length !== 1 || quotas[0]?.within !== undefined);
  return [
    `${say.subject[subject.type]}${subject.id}  ${plan}  ${daysText(period)}  ${statedIn === null ? say.next : say.toldIn(statedIn)}`,
    ...(quotas.length === 0 && status.before === status.now ? [`  ${say.records}`] : []),
    ...(isCombined ? [`  ${statusText(status.before, language)} → ${statusText(status.now, language)}`] : []),
    ...quotas.map(
      ({ metric, within, unit, before, now }) =>
        `  ${namedIn(metric, within)}: ${numberText(before, unit, language)} → ${numberText(now, unit, language)}`,
    ),
    ...causes.map((cause) => causeLine(cause, language)),
  ];
};

/** A statement with its numbers, who closed and who has seen it, and what earlier closed periods came to. */
export const statementLines = (shown: StatementShown, language: Language): readonly string[] => {
  const say = words[language];
  const { closure, content, acknowledged, fingerprint, adjustments } = shown;
  const unitOf = (metric: string): ShownUnit => content.metrics[metric]?.unit ?? "count";
  return [
    statementHead({ ...shown, closure: closure.closure }, language),
    ...("requirement" in content
      ? // Frozen as attainment showed it.
        requirementLines(content.requirement as unknown as RequirementJson, unitOf, language)
      : content.parts.map((quota) => statedLine(quota, unitOf(quota.metric), language))),
    closureLine(closure, language),
    ...(acknowledged === null
      ? content.subject.type === "member"
        ? [say.waiting]
        : []
      : [
          `${say.acknowledged(acknowledged.by, timeText(acknowledged.at))}${acknowledged.remark === null ? "" : `: ${acknowledged.remark}`}`,
        ]),
    `${say.fingerprint} ${fingerprint}`,
    ...(adjustments.length === 0 ? [] : [say.adjustments, ...adjustments.flatMap((each) => adjustmentLines(each, language))]),
  ];
};
