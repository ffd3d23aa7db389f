import { civilOfDay, englishMonth } from "../../../domain/civil.ts";
import type { Day } from "../../../domain/day.ts";
import type { Layout } from "../layout/layout.ts";
import type { MapContent, MapQuestion } from "./propose-map.ts";

/** Columns for days by their numbers, of which nothing says the month. */
export type MonthAsked = {
  /** What holds now: the answer, or the likeliest. */
  readonly month: string;
  readonly isAnswered: boolean;
  readonly choices: readonly string[];
};

const monthsOffered = 12;
const yearsOffered = 3;
const monthForm = /^20\d{2}-(?:0[1-9]|1[0-2])$/;

const textOf = (year: number, month: number): string => `${year}-${String(month).padStart(2, "0")}`;

/** Null where the sheet has no such columns, or says their month. */
export const askMonth = ({ unpivot, heads, of }: Layout, today: Day, answer: string | undefined): MonthAsked | null => {
  if (unpivot === null || unpivot.month !== null || !heads.includes("day")) return null;
  const { year, month } = civilOfDay(today);
  const now = year * 12 + month - 1;
  const choices =
    of.month === null
      ? Array.from({ length: monthsOffered }, (_, back) => textOf(Math.floor((now - back) / 12), ((now - back) % 12) + 1))
      : Array.from({ length: yearsOffered }, (_, back) => textOf(year - back, of.month ?? 1));
  const answered = answer !== undefined && monthForm.test(answer) ? answer : null;
  const [likeliest = ""] = choices;
  return {
    month: answered ?? likeliest,
    isAnswered: answered !== null,
    choices: answered === null || choices.includes(answered) ? choices : [answered, ...choices],
  };
};

export const monthQuestion = ({ month, isAnswered, choices }: MonthAsked, map: MapContent): MapQuestion => {
  const unpivot = map["unpivot"];
  const of = (each: string): MapContent =>
    typeof unpivot === "object" && unpivot !== null ? { ...map, unpivot: { ...unpivot, month: each } } : map;
  return {
    id: "month",
    column: null,
    text: { en: "Of which month are the days that the columns are for?", ko: "열에 적힌 날짜는 몇 월입니까?" },
    chosen: isAnswered ? month : null,
    choices: choices.map((each) => {
      const [year = "", number = ""] = each.split("-");
      return {
        id: each,
        label: { en: `${englishMonth(Number(number))} ${year}`, ko: `${year}년 ${Number(number)}월` },
        map: of(each),
      };
    }),
  };
};
