import { civilOfDay } from "../../domain/civil.ts";
import type { Day } from "../../domain/day.ts";
import { detectFormat } from "../../domain/detect-format.ts";
import type { DetectedFormat, FormatHints } from "../../domain/detected-format.ts";
import { plainName } from "./fields.ts";
import type { Layout } from "./layout.ts";

type Entries = Readonly<Record<string, unknown>>;

/** What a map says of the columns that a wide sheet was made long by; the member, and a kind that no head names, remain to be found. */
export type WideProposal = {
  readonly columns: Entries;
  readonly constants: Entries;
  /** Months that the days of the heads may be of, where neither title nor sheet names one: for `unpivot.month`, the likeliest first. */
  readonly months: readonly string[];
  /** What the heads leave open of their days. */
  readonly ambiguity: DetectedFormat["ambiguity"];
};

const monthsAsked = 3;

const monthText = (year: number, month: number): string => `${year}-${String(month).padStart(2, "0")}`;

/** The months that a sheet of days may be of: those of its name in this year and the one before, else the last ones. */
const monthsFor = ({ year, month }: Layout["of"], today: Day): readonly string[] => {
  const now = civilOfDay(today);
  if (month !== null) {
    const latest = month <= now.month ? now.year : now.year - 1;
    return [monthText(latest, month), monthText(latest - 1, month)];
  }
  const last = year === null || year === now.year ? now.month : 12;
  return Array.from({ length: monthsAsked }, (_, back) => {
    const number = (year ?? now.year) * 12 + last - 1 - back;
    return monthText(Math.floor(number / 12), (number % 12) + 1);
  });
};

/** What a map needs to say of a wide sheet, so that each cell is a daily total; null of a sheet that is not wide. */
export const wideProposal = (
  { unpivot, heads, columns, of }: Layout,
  { today, country, kindOf }: { readonly today: Day; readonly country: string; readonly kindOf: (name: string) => string | null },
): WideProposal | null => {
  if (unpivot === null) return null;
  const wanted = new Set(unpivot.columns.map(plainName));
  const wide = columns.filter(({ name }) => wanted.has(plainName(name)));
  const rules: Record<string, unknown> = { quantity: { column: unpivot.value, format: "auto" } };
  let months: readonly string[] = [];
  let ambiguity: DetectedFormat["ambiguity"] = null;
  for (const [part, kind] of heads.entries()) {
    const column = unpivot.names[part] ?? unpivot.names[0];
    const texts = [...new Set(wide.map(({ name, heads: own }) => (unpivot.names.length === 1 ? name : (own[part] ?? ""))))];
    if (kind === "day") {
      rules["occurred_on"] = column;
      if (unpivot.month === null) months = monthsFor(of, today);
    }
    if (kind === "date") {
      const hints: FormatHints = {
        today,
        country,
        ...(of.year === null ? {} : { year: of.year }),
        ...(of.month === null ? {} : { month: of.month }),
      };
      const found = detectFormat(texts, "day", hints);
      ambiguity = found?.ambiguity ?? null;
      const format = found?.format ?? null;
      const year = found?.year ?? null;
      rules["occurred_on"] = { column, ...(format === null ? {} : { format }), ...(year === null ? {} : { year }) };
    }
    if (kind === "kind") rules["kind"] = { column, values: Object.fromEntries(texts.map((text) => [text, kindOf(text) ?? text])) };
  }
  return { columns: rules, constants: { total: true }, months, ambiguity };
};
