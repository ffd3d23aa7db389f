import { createContext, use, useMemo, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Language, Name } from "../domain/language.ts";
import { nameIn } from "../domain/language.ts";
import type { Amount, Metric } from "./api.ts";
import { daysFrom, noonOf } from "./days.ts";
import { useLanguage } from "./language.tsx";

type Span = { readonly startsOn: string; readonly endsBefore: string };

const moneyFormats = new Map<string, { format: Intl.NumberFormat; minorPerMajor: number }>();

const moneyFormat = (language: Language, currency: string) => {
  const key = `${language} ${currency}`;
  const known = moneyFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat(language, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
  });
  const digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const made = { format, minorPerMajor: 10 ** digits };
  moneyFormats.set(key, made);
  return made;
};

const useMadeFormats = () => {
  const { language } = useLanguage();
  const t = useTranslations();
  return useMemo(() => {
    const number = new Intl.NumberFormat(language);
    const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
    const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" });
    const [weekday, month, numericMonth] = [part({ weekday: "short" }), part({ month: "short" }), part({ month: "long" })];

    const dayParts = (day: string) => {
      const instant = noonOf(day);
      return { weekday: weekday.format(instant), month: month.format(instant), day: String(Number(day.slice(8))), year: day.slice(0, 4) };
    };

    const short = (day: string, near: string): string =>
      t(day.slice(0, 4) === near.slice(0, 4) ? "day.short" : "day.withYear", dayParts(day));

    const seconds = (value: number): string => {
      const [hours, minutes, rest] = [Math.floor(value / 3600), Math.floor((value % 3600) / 60), Math.round(value % 60)];
      if (hours > 0) return t("amount.hours", { hours: number.format(hours), minutes: number.format(minutes) });
      if (minutes === 0) return t("amount.seconds", { seconds: number.format(rest) });
      return rest === 0
        ? t("amount.minutes", { minutes: number.format(minutes) })
        : t("amount.minutesSeconds", { minutes: number.format(minutes), seconds: number.format(rest) });
    };

    /** The figure alone: `112`, `$45,120`, `3 h 20 min`. */
    const amount = (metric: Metric | undefined, value: Amount | null): string => {
      if (value === null) return t("amount.unknown");
      const currency = typeof value === "number" ? metric?.currency : value.currency;
      const plain = typeof value === "number" ? value : value.amountMinor;
      if (currency !== undefined && (typeof value !== "number" || metric?.unit === "money")) {
        const { format, minorPerMajor } = moneyFormat(language, currency);
        return format.format(plain / minorPerMajor);
      }
      return metric?.unit === "seconds" ? seconds(plain) : number.format(plain);
    };

    return {
      name: (name: Name | undefined): string => (name === undefined ? "" : nameIn(name, language)),
      amount,
      /** The figure as it is said, with the counter that Korean asks for: `112건`. */
      amountSaid: (metric: Metric | undefined, value: Amount): string =>
        metric?.unit === "count" || metric === undefined ? t("amount.counted", { value: amount(metric, value) }) : amount(metric, value),
      number: (value: number): string => number.format(value),
      percent: (share: number): string => percent.format(share),
      seconds,
      /** `Wed 25 Mar`, `3월 25일(수)`; with the year where it is not the year of `near`. */
      day: short,
      /** A day of a period that the reader has before them: where that is one month, Korean leaves the month out (`25일(수)`). */
      dayWithin: (day: string, { startsOn, endsBefore }: Span, near: string): string =>
        startsOn.slice(0, 7) === daysFrom(endsBefore, -1).slice(0, 7) && startsOn.slice(0, 4) === near.slice(0, 4)
          ? t("day.inMonth", dayParts(day))
          : short(day, near),
      span: ({ startsOn, endsBefore }: Span, near: string): string => {
        const last = daysFrom(endsBefore, -1);
        if (startsOn === last) return short(last, near);
        if (startsOn.slice(0, 7) !== last.slice(0, 7) || startsOn.slice(0, 4) !== near.slice(0, 4))
          return t("day.span", { first: short(startsOn, near), last: short(last, near) });
        const [from, through] = [dayParts(startsOn), dayParts(last)];
        return t("day.spanInMonth", {
          firstWeekday: from.weekday,
          firstDay: from.day,
          lastWeekday: through.weekday,
          lastDay: through.day,
          month: through.month,
        });
      },
      weekday: (day: string): string => dayParts(day).weekday,
      month: (day: string): string => numericMonth.format(noonOf(day)),
      monthShort: (day: string): string => month.format(noonOf(day)),
      dayOfMonth: (day: string): string => t("day.tick", { day: String(Number(day.slice(8))) }),
    };
  }, [language, t]);
};

export type Formats = ReturnType<typeof useMadeFormats>;

const Made = createContext<Formats | null>(null);

/** Formats are dear to make and cheap to use: once for the page. */
export const FormatsProvider = ({ children }: { children: ReactNode }) => <Made value={useMadeFormats()}>{children}</Made>;

/** How the reader's language writes days, numbers, money and lengths of time. */
export const useFormats = (): Formats => {
  const formats = use(Made);
  if (formats === null) throw new Error("useFormats outside of FormatsProvider");
  return formats;
};

/** `3:41`, `1:02:05`: how a length of a call is read in a list. */
export const clock = (durationSeconds: number): string => {
  const [hours, minutes, seconds] = [
    Math.floor(durationSeconds / 3600),
    Math.floor((durationSeconds % 3600) / 60),
    Math.floor(durationSeconds % 60),
  ];
  const tail = `${hours > 0 ? String(minutes).padStart(2, "0") : minutes}:${String(seconds).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
};
