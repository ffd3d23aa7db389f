import type { Amount } from "../domain/amount.ts";
import { currencyDecimals } from "../domain/currency.ts";
import { isoDay, plainDay } from "../domain/day.ts";
import type { Language } from "../domain/language.ts";

export type ShownUnit = "count" | "seconds" | "money";

export const localeOf: Readonly<Record<Language, string>> = { en: "en-US", ko: "ko-KR" };

const durationText = (seconds: number, language: Language): string => {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = seconds % 60;
  const [h, m, s] = language === "ko" ? ["시간", "분", "초"] : [" h", " min", " s"];
  const parts = [hours > 0 ? `${hours}${h}` : "", minutes > 0 ? `${minutes}${m}` : "", rest > 0 || seconds === 0 ? `${rest}${s}` : ""];
  return parts.filter((part) => part !== "").join(" ");
};

/** An amount as a person reads it: 1,250 · 2 h 5 min · $60,000. */
export const amountText = (amount: Amount, unit: ShownUnit, language: Language): string => {
  const locale = localeOf[language];
  if (typeof amount === "object") {
    const { amountMinor, currency } = amount;
    const decimals = currencyDecimals(currency) ?? 0;
    const digits = amountMinor % 10 ** decimals === 0 ? 0 : decimals;
    return (amountMinor / 10 ** decimals).toLocaleString(locale, {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  }
  return unit === "seconds" ? durationText(amount, language) : amount.toLocaleString(locale, { maximumFractionDigits: 4 });
};

/** Days from the first to the last: 2026-03-01 – 2026-03-15. */
export const daysText = ({ startsOn, endsBefore }: { readonly startsOn: string; readonly endsBefore: string }): string =>
  `${startsOn} – ${isoDay(plainDay(endsBefore) - 1)}`;

/** What a bar is drawn by. */
export const sizeOf = (amount: Amount): number => (typeof amount === "object" ? amount.amountMinor : amount);
