import type { CompanyFile } from "./company-file.ts";
import { currencyIn, firstWeekdayIn } from "./country-defaults.ts";
import { weekdayNames } from "./day.ts";
import { isFields, refuseUnknown, take, wordOf, type Fields } from "./field-reading.ts";
import { builtInCalendars } from "./holidays/countries.ts";
import { idFromName } from "./id-from-name.ts";
import { perhaps } from "./meant.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

const fieldNames: ReadonlySet<string> = new Set(["name", "country", "timeZone", "currency", "firstWeekday", "id"]);
const example = '{"name": "Northwind Advisory", "country": "US", "timeZone": "America/New_York"}';

const readWeekday = (value: unknown): Outcome<(typeof weekdayNames)[number]> => {
  const text = readText(value, "/firstWeekday", { max: 100 });
  if (!text.ok) return text;
  const weekday = weekdayNames.find((each) => each === wordOf(text.value));
  return weekday === undefined
    ? refused(
        refusal("enum", "/firstWeekday", {
          found: shown(text.value),
          choices: weekdayNames.join(", "),
          hint: perhaps(text.value, weekdayNames),
        }),
      )
    : accepted(weekday);
};

/**
 * The file of a new company out of the little that has to be said. Currency, first weekday and the calendar of public holidays are the
 * country's where nothing else is said; the id is made from the name. Refuses what is missing or no text; whether country, zone, currency
 * and id are such is asked where the file is read.
 */
export const readCompanyOrder = (fields: unknown): Outcome<CompanyFile> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const file = fileOf(fields, found);
  return outcomeOf(() => file, found);
};

const fileOf = (fields: Fields, found: Refusal[]): CompanyFile => {
  const text = (field: string): string => take(readText(fields[field], `/${field}`, { max: 200 }), "", found);
  const optional = (field: string): string | undefined => (isMissing(fields[field]) ? undefined : text(field));
  const name = text("name");
  const country = text("country");
  return {
    company: {
      id: optional("id") ?? idFromName(name, "company"),
      name,
      country,
      timeZone: text("timeZone"),
      currency: optional("currency") ?? currencyIn(country) ?? "USD",
      firstWeekday: isMissing(fields["firstWeekday"])
        ? firstWeekdayIn(country)
        : take(readWeekday(fields["firstWeekday"]), "monday", found),
      holidays: builtInCalendars.includes(country) ? country : undefined,
    },
  };
};

/** A refusal of the file, told of the order: `/company/timeZone` is its `/timeZone`. */
export const toldOfOrder = (refused: Refusal): Refusal => ({ ...refused, pointer: refused.pointer.replace(/^\/company(?=\/|$)/, "") });
