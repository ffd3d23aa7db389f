import type { Amount } from "../domain/amount.ts";
import { daysIn, isoDay, plainDay, type Span } from "../domain/day.ts";
import { stretchesOf } from "../domain/day-stretches.ts";
import { nameIn, type Language } from "../domain/language.ts";
import { cadences } from "../domain/period.ts";
import {
  isOfOwnDays,
  type AskedJson,
  type DerivationJson,
  type FromTableJson,
  type ScaleJson,
  type WorkLessJson,
} from "../operations/attainment-json.ts";
import { amountText, daysText, type ShownUnit } from "./amounts.ts";
import { moment } from "./moment.ts";

type DaysWords = { readonly days: number; readonly ofDays: number; readonly span: string };
type PartWords = {
  readonly plan: string;
  readonly team: string | null;
  readonly span: string;
  readonly product: string;
  readonly value: string;
};

const words = {
  en: {
    replaced: (plan: string, audience: string, target: string | null) =>
      `${plan}, asked of ${audience}${target === null ? "" : ` (${target})`}, is replaced`,
    audience: {
      everyone: "everyone",
      members: (count: number) => (count === 1 ? "one named member" : `${count} named members`),
      phase: "phase",
      role: "role",
      team: "team",
    },
    ramp: (share: string, period: string, nth: number) => `${share} (ramp, ${period} ${nth})`,
    period: { day: "day", week: "week", month: "month", quarter: "quarter", half: "half-year", year: "year", period: "period" },
    workingDays: (done: string, of: string, less: string) => `${done}/${of} working days${less === "" ? "" : ` (${less})`}`,
    less: { holiday: "holiday", leave: "away", employment: "not employed", pattern: "own working week" },
    lessDays: (days: string) => `${days} ${days === "1" ? "day" : "days"}`,
    relief: (less: string, contacts: number) =>
      `${less} less, since ${contacts === 1 ? "one contact that was asked" : `${contacts} contacts that were asked`} may not be made`,
    unscaled: "no amount of work: ramp and working days leave it as it is",
    rounding: { "half-up": "rounded half up", up: "rounded up", down: "rounded down" },
    rounded: (rule: string, exact: string) => `${rule} from ${exact}`,
    days: (days: number, ofDays: number) => `${days}/${ofDays} days`,
    part: ({ plan, team, span, product, value }: PartWords) =>
      `${product} = ${value} (${span}, ${plan}${team === null ? "" : `, team ${team}`})`,
    fromTable: (table: string, by: string, at: string) => `from the table ${table}, set by ${by} on ${at}`,
    noTarget: (table: string) => `no target in the table ${table}, so nothing is asked`,
    ownDays: "only these days count for it",
    employed: ({ days, ofDays, span }: DaysWords) => `employed on ${days} of ${ofDays} days (${span}), the target stays`,
  },
  ko: {
    replaced: (plan: string, audience: string, target: string | null) =>
      `${plan}(${audience} 대상${target === null ? "" : `, ${target}`}) 대신 적용`,
    audience: { everyone: "전체", members: (count: number) => `지정 ${count}명`, phase: "단계", role: "역할", team: "팀" },
    ramp: (share: string, period: string, nth: number) => `${share}(수습·차월 ${nth}${period})`,
    period: { day: "일차", week: "주차", month: "개월차", quarter: "분기차", half: "반기차", year: "년차", period: "번째 기간" },
    workingDays: (done: string, of: string, less: string) => `근무일 ${done}/${of}일${less === "" ? "" : `(${less})`}`,
    less: { holiday: "공휴일", leave: "부재", employment: "재직 전후", pattern: "본인 근무 요일" },
    lessDays: (days: string) => `${days}일`,
    relief: (less: string, contacts: number) => `연락 규칙상 할 수 없는 연락 ${contacts}건만큼 ${less} 차감`,
    unscaled: "업무량이 아닌 목표치라 수습 비율과 근무일을 적용하지 않음",
    rounding: { "half-up": "반올림", up: "올림", down: "내림" },
    rounded: (rule: string, exact: string) => `${exact}에서 ${rule}`,
    days: (days: number, ofDays: number) => `${days}/${ofDays}일`,
    part: ({ plan, team, span, product, value }: PartWords) =>
      `${product} = ${value}(${span}, ${plan}${team === null ? "" : `, ${team} 팀`})`,
    fromTable: (table: string, by: string, at: string) => `목표치 표 ${table}(${at}, ${by})`,
    noTarget: (table: string) => `목표치 표 ${table}에 목표치 없음(면제)`,
    ownDays: "이 날짜의 기록만 인정",
    employed: ({ days, ofDays, span }: DaysWords) => `재직 ${ofDays}일 중 ${days}일(${span}), 목표치는 그대로`,
  },
} satisfies Record<Language, unknown>;

const audienceText = (
  { members, phase, role, team }: Extract<DerivationJson, { step: "replaced" }>["audience"],
  language: Language,
): string => {
  const say = words[language].audience;
  const parts = [
    members === undefined ? "" : say.members(members.length),
    phase === undefined ? "" : `${say.phase} ${phase}`,
    role === undefined ? "" : `${say.role} ${role}`,
    team === undefined ? "" : `${say.team} ${team}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? say.everyone : parts.join(", ");
};

/** More stretches than this are told by their number of days alone: every Friday of a quarter says no more than *13 days*. */
const FEW_STRETCHES = 4;

const stretchText = (span: Span): string => {
  const [startsOn, endsBefore] = [isoDay(span.startsOn), isoDay(span.endsBefore)];
  return daysIn(span) === 1 ? startsOn : daysText({ startsOn, endsBefore });
};

const lessText = ({ why, name, days, workingDays }: WorkLessJson, language: Language): string => {
  const say = words[language];
  const called = name === undefined ? say.less[why] : nameIn(name, language);
  const stretches = stretchesOf(days.map(plainDay));
  const isSeldom = why !== "pattern" && stretches.length <= FEW_STRETCHES;
  const when = isSeldom ? ` ${stretches.map(stretchText).join(", ")}` : "";
  const isWhole = isSeldom && workingDays === days.length;
  return `${called}${when}${isWhole ? "" : ` ${workingDays < 0 ? "+" : "−"}${say.lessDays(String(Math.abs(workingDays)))}`}`;
};

const percentText = (share: string): string => {
  const [done = 0, of = 1] = share.split("/").map(Number);
  return `${String(Number(((done / of) * 100).toFixed(2)))}%`;
};

const scaleText = (step: Exclude<ScaleJson, { step: "unscaled" }>, language: Language): string => {
  const say = words[language];
  if (step.step === "proration") {
    const less = step.less.map((each) => lessText(each, language)).join("; ");
    return say.workingDays(String(step.workingDays), String(step.ofWorkingDays), less);
  }
  const cadence = ([...cadences, "period"] as const).find((each) => step[each] !== undefined) ?? "week";
  return say.ramp(percentText(step.share), say.period[cadence], step[cadence] ?? 1);
};

const isScale = (step: DerivationJson): step is Exclude<ScaleJson, { step: "unscaled" }> =>
  step.step === "ramp" || step.step === "proration";

/** A number that does not end is told with two decimals. */
const exactText = (exact: string, unit: ShownUnit, target: Amount, language: Language): string => {
  const [done = 0, of = 1] = exact.split("/").map(Number);
  if (typeof target === "object") return amountText({ ...target, amountMinor: Number((done / of).toFixed(2)) }, unit, language);
  return (done / of).toLocaleString(language, { maximumFractionDigits: 2 });
};

const product = (base: string, scale: readonly ScaleJson[], more: readonly string[], language: Language): string =>
  [base, ...scale.filter(isScale).map((step) => scaleText(step, language)), ...more].join(" × ");

const tableText = ({ id, set }: FromTableJson, language: Language): string => {
  const say = words[language];
  return set === null ? say.noTarget(id) : say.fromTable(id, set.by, moment(set.at));
};

const lineOf = (step: DerivationJson, { target }: AskedJson, unit: ShownUnit, language: Language): string | null => {
  const say = words[language];
  const text = (amount: Amount): string => amountText(amount, unit, language);
  switch (step.step) {
    case "base":
      // The number itself is said by the formula.
      return step.table === undefined ? null : tableText(step.table, language);
    case "ramp":
    case "proration":
      // Said by the formula.
      return null;
    case "unscaled":
      return say.unscaled;
    case "relief":
      return say.relief(text(step.value), step.contacts);
    case "rounding":
      return say.rounded(say.rounding[step.rule], exactText(step.exact, unit, target, language));
    case "part": {
      const { scale = [], days, ofDays, plan, team, value, table } = step;
      const byDays = scale.some(({ step: kind }) => kind !== "ramp") ? [] : [say.days(days, ofDays)];
      const part = { plan, team, span: daysText(step), product: product(text(step.base), scale, byDays, language), value: text(value) };
      return [say.part(part), ...(table === undefined ? [] : [tableText(table, language)])].join(", ");
    }
    case "replaced":
      return say.replaced(step.plan, audienceText(step.audience, language), step.value === undefined ? null : text(step.value));
    case "employed":
      return say.employed({ ...step, span: daysText(step) });
  }
};

/** `75 = 250 × 50% (ramp, week 2) × 3/5 working days (…)`; the target alone where it is what the plan asks of everybody. */
export const targetFormula = ({ target, derivation }: AskedJson, unit: ShownUnit, language: Language): string => {
  const scale = derivation.filter(isScale);
  const base = derivation.find(({ step }) => step === "base");
  const text = amountText(target, unit, language);
  return base?.step !== "base" || scale.length === 0
    ? text
    : `${text} = ${product(amountText(base.value, unit, language), scale, [], language)}`;
};

/** What else there is to say of how the target came about: what it was rounded from, its parts, what it stands for instead. */
export const derivationNotes = (asked: AskedJson, unit: ShownUnit, language: Language): readonly string[] => [
  ...asked.derivation.map((step) => lineOf(step, asked, unit, language)).filter((text) => text !== null),
  ...(isOfOwnDays(asked.derivation) ? [words[language].ownDays] : []),
];
