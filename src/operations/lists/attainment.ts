import type { Cadence } from "../../domain/period.ts";
import { isoDay, plainDay } from "../../domain/day.ts";
import { given } from "../../domain/given.ts";
import type { Language, Name } from "../../domain/language.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import {
  attainmentJson,
  jsonPartsOf,
  type AttainmentRowJson,
  type QuotaJson,
  type RequirementJson,
  type TeamRowJson,
} from "../attainment-json.ts";
import { attainmentOf } from "../attainment-of.ts";
import type { ListTable } from "../files/writing/list-table.ts";
import type { ListFilter } from "./list-filter.ts";
import { amountCell, currencyCell, named, toldList, type Asking, type Told } from "./told-list.ts";

type Line = {
  readonly row: AttainmentRowJson | TeamRowJson;
  readonly quota: QuotaJson;
  readonly metric: Name | undefined;
  readonly startsOn: string;
  readonly endsBefore: string;
};

const statusWords: Readonly<Record<QuotaJson["status"], { readonly en: string; readonly ko: string }>> = {
  met: { en: "met", ko: "달성" },
  ahead: { en: "ahead", ko: "앞섬" },
  on_pace: { en: "on pace", ko: "진도 정상" },
  at_risk: { en: "at risk", ko: "주의" },
  behind: { en: "behind", ko: "진도 부족" },
  missed: { en: "missed", ko: "미달" },
  open: { en: "open", ko: "진행 중" },
  counting: { en: "counting", ko: "집계 중" },
  excused: { en: "excused", ko: "면제" },
};

const coverage = (quota: QuotaJson, of: "captured" | "imported" | "selfReported" | "attested"): string =>
  "coverage" in quota ? amountCell(quota.coverage?.[of]) : "";

const columns: readonly Told<Line>[] = [
  { name: "member", en: "Member", ko: "구성원", of: ({ row }) => ("member" in row ? row.member : "") },
  {
    name: "member_name",
    en: "Name",
    ko: "이름",
    of: ({ row }, language) => ("member" in row ? named(row.memberName, language) : named(row.teamName, language)),
  },
  { name: "team", en: "Team", ko: "팀", of: ({ row }) => row.team },
  { name: "plan", en: "Plan", ko: "활동 기준", of: ({ row }, language: Language) => named(row.planName, language) || row.plan },
  { name: "status", en: "Plan status", ko: "활동 기준 상태", of: ({ row }, language) => statusWords[row.status][language] },
  { name: "starts_on", type: "day", en: "First day", ko: "첫날", of: ({ startsOn }) => startsOn },
  { name: "ends_on", type: "day", en: "Last day", ko: "마지막 날", of: ({ endsBefore }) => isoDay(plainDay(endsBefore) - 1) },
  { name: "metric", en: "Metric", ko: "집계 항목", of: ({ metric, quota }, language) => named(metric, language) || quota.metric },
  { name: "credited", type: "amount", en: "Credited", ko: "인정", of: ({ quota }) => amountCell(quota.credited) },
  { name: "target", type: "amount", en: "Target", ko: "목표치", of: ({ quota }) => amountCell(quota.target) },
  { name: "currency", en: "Currency", ko: "통화", of: ({ quota }) => currencyCell(quota.target) },
  { name: "quota_status", en: "Status", ko: "상태", of: ({ quota }, language) => statusWords[quota.status][language] },
  {
    name: "shortfall",
    type: "amount",
    en: "Shortfall",
    ko: "부족분",
    of: ({ quota }) => ("shortfall" in quota ? amountCell(quota.shortfall) : ""),
  },
  {
    name: "surplus",
    type: "amount",
    en: "Surplus",
    ko: "초과분",
    of: ({ quota }) => ("surplus" in quota ? amountCell(quota.surplus) : ""),
  },
  { name: "captured", type: "amount", en: "Captured", ko: "자동 수집", of: ({ quota }) => coverage(quota, "captured") },
  { name: "imported", type: "amount", en: "Imported", ko: "가져온 기록", of: ({ quota }) => coverage(quota, "imported") },
  { name: "self_reported", type: "amount", en: "Self-reported", ko: "직접 입력", of: ({ quota }) => coverage(quota, "selfReported") },
  { name: "attested", type: "amount", en: "Attested", ko: "확인됨", of: ({ quota }) => coverage(quota, "attested") },
];

type Span = Pick<Line, "startsOn" | "endsBefore">;

/** The quotas of a requirement, those of shorter periods with their days. */
const quotasOf = (requirement: RequirementJson, span: Span): readonly (Span & { readonly quota: QuotaJson })[] => {
  if (requirement.type === "quota") return [{ quota: requirement, startsOn: span.startsOn, endsBefore: span.endsBefore }];
  if (requirement.type === "over")
    return requirement.periods.flatMap(({ period, requirement: asked }) => (asked === null ? [] : quotasOf(asked, period)));
  return jsonPartsOf(requirement).flatMap((part) => quotasOf(part, span));
};

/** Where everybody stands: a row for each quota of each member, then of each team. */
export const attainmentTable = (asking: Asking, { on, cadence, team, member, plan }: ListFilter): Promise<Outcome<ListTable>> =>
  toldList(columns, asking, async () => {
    const { database, companyId, now, caller } = asking;
    const question: { readonly cadence?: Cadence } = given({ cadence });
    const found = await attainmentOf(database, companyId, { ...question, ...given({ on, team, member, plan, caller }), now });
    if (!found.ok) return found;
    const { metrics, rows, teamRows } = attainmentJson(found.value);
    const names = new Map(metrics.map(({ id, name }) => [id, name]));
    const items = [...rows, ...teamRows].flatMap((row): readonly Line[] =>
      quotasOf(row.requirement, row).map((each) => ({ row, metric: names.get(each.quota.metric), ...each })),
    );
    return accepted({ items, next: null });
  });
