import type { Amount } from "../domain/amount.ts";
import { isCompanyCadence } from "../domain/cadence.ts";
import type { Language } from "../domain/language.ts";
import type { NumberChangesJson } from "../operations/number-changes-json.ts";
import { amountText, sizeOf, type ShownUnit } from "./amounts.ts";

const words = {
  en: {
    none: "No number changes.",
    total: (metric: string, cadence: string, numbers: number, difference: string) =>
      `${metric}: ${numbers} ${numbers === 1 ? "number" : "numbers"} by ${cadence} ${numbers === 1 ? "changes" : "change"}, ${difference} altogether`,
    cadence: { day: "day", week: "week", month: "month", quarter: "quarter", half: "half-year", year: "year" },
  },
  ko: {
    none: "달라지는 숫자가 없습니다.",
    total: (metric: string, cadence: string, numbers: number, difference: string) =>
      `${metric}: ${cadence} 단위 숫자 ${numbers}개가 달라지며 합계 ${difference}`,
    cadence: { day: "일", week: "주", month: "월", quarter: "분기", half: "반기", year: "연" },
  },
} satisfies Record<Language, unknown>;

const negated = (amount: Amount): Amount =>
  typeof amount === "number" ? -amount : { amountMinor: -amount.amountMinor, currency: amount.currency };

/** `+3` · `−2 min`. */
const differenceText = (difference: Amount, unit: ShownUnit, language: Language): string =>
  sizeOf(difference) < 0 ? `−${amountText(negated(difference), unit, language)}` : `+${amountText(difference, unit, language)}`;

/** How much of which metric changes altogether, and then for whom in which period. */
export const numberLines = ({ totals, numbers }: NumberChangesJson, language: Language): readonly string[] => {
  const say = words[language];
  if (totals.length === 0) return [say.none];
  const units = new Map(totals.map(({ metric, unit }) => [metric, unit]));
  return [
    ...totals.map(({ metric, unit, cadence, numbers: count, difference }) =>
      say.total(metric, isCompanyCadence(cadence) ? say.cadence[cadence] : cadence, count, differenceText(difference, unit, language)),
    ),
    ...numbers.map(({ metric, member, period, before, after, difference }) => {
      const unit = units.get(metric) ?? "count";
      const [was, is] = [before, after].map((amount) => amountText(amount, unit, language));
      return `  ${metric}, ${member}, ${period.label[language]}: ${was ?? ""} → ${is ?? ""} (${differenceText(difference, unit, language)})`;
    }),
  ];
};
