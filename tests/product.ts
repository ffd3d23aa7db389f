import { parseDay, type Day } from "../src/domain/day.ts";
import { parseInstant, type Instant } from "../src/domain/instant.ts";
import type { Outcome } from "../src/domain/refusal.ts";
import { applyCompany } from "../src/operations/apply-company.ts";
import {
  attainmentJson,
  jsonPartsOf,
  type AttainmentRowJson,
  type QuotaJson,
  type RequirementJson,
} from "../src/operations/attainment-json.ts";
import { attainmentOf, type AttainmentQuestion } from "../src/operations/attainment-of.ts";
import { explainMember, type ExplainMemberInput } from "../src/operations/explain-member.ts";
import { recordActivities, type RecordingAnswer } from "../src/operations/record-activities.ts";
import type { Database } from "../src/store/database.ts";

/** The product as its doors use it, with days and instants written as people write them. A refusal that a test does not ask for ends it. */

export const must = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.refusals));
};

export const day = (text: string): Day => must(parseDay(text, ""));
export const instant = (text: string): Instant => must(parseInstant(text, ""));

/** A moment at which everything that the tests record has happened. */
export const NOW = instant("2026-06-30T12:00:00Z");

export type Product = {
  readonly companyId: number;
  readonly apply: (file: unknown, today?: string) => ReturnType<typeof applyCompany>;
  readonly record: (items: readonly unknown[], options?: { readonly atomic?: boolean }) => Promise<RecordingAnswer>;
  readonly rows: (
    question: Omit<AttainmentQuestion, "on" | "now"> & { readonly on: string; readonly now?: string },
  ) => Promise<readonly AttainmentRowJson[]>;
  readonly explain: (member: string, metric: string, on: string, more?: Partial<ExplainMemberInput>) => Promise<Explained>;
};

export type Explained = Awaited<ReturnType<typeof explainMember>> extends Outcome<infer T> ? T : never;

/** A company made by its file, as the first that is applied. `today`: the company's day then. */
export const openCompany = async (database: Database, file: unknown, today = "2026-03-01"): Promise<Product> => {
  const apply: Product["apply"] = (next, on = today) => applyCompany(database, next, { by: "test", today: day(on) });
  const companyId = must(await apply(file)).companyId ?? 0;
  return {
    companyId,
    apply,
    record: (items, options = {}) => recordActivities(database, companyId, items, { now: NOW, defaultProvenance: "imported", ...options }),
    rows: async ({ on, now, ...question }) =>
      attainmentJson(
        must(await attainmentOf(database, companyId, { ...question, on: day(on), now: now === undefined ? NOW : instant(now) })),
      ).rows,
    explain: async (member, metric, on, more = {}) =>
      must(await explainMember(database, companyId, { member, metric, on: day(on), limit: 1000, ...more })),
  };
};

/** The quotas of a requirement from left to right, `credited/target status`. */
export const quotaTexts = (requirement: RequirementJson): readonly string[] => quotasIn(requirement).map(quotaText);

export const quotasIn = (requirement: RequirementJson): readonly QuotaJson[] =>
  requirement.type === "quota" ? [requirement] : jsonPartsOf(requirement).flatMap(quotasIn);

const amountText = (amount: QuotaJson["target"]): string =>
  typeof amount === "number" ? String(amount) : `${amount.amountMinor} ${amount.currency}`;

export const quotaText = ({ credited, target, status }: QuotaJson): string =>
  `${credited === null ? "?" : amountText(credited)}/${amountText(target)} ${status}`;

/** Every reason why the records do not count, in English, each once. */
export const reasonsIn = ({ records }: Explained): readonly string[] => [
  ...new Set(records.flatMap(({ verdict }) => (verdict.counted ? [] : verdict.reasons.map(({ en }) => en)))),
];
