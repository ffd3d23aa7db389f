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

const fieldNames: ReadonlySet<string> = new Set(["name", "country", "timeZone", "currency", "firstWeekday", "id", "preset", "sample"]);
const example = '{"name": "Northwind Advisory", "country": "US", "timeZone": "America/New_York"}';

export type CompanyOrder = {
  readonly file: CompanyFile;
  /** The trade whose kinds, metrics and plans it starts with. */
  readonly preset: string | null;
  /** Whether the people of the preset's sample belong to it. */
  readonly withSample: boolean;
};

const readChoice = <Choice extends string>(value: unknown, pointer: string, choices: readonly Choice[]): Outcome<Choice> => {
  const text = readText(value, pointer, { max: 100 });
  if (!text.ok) return text;
  const choice = choices.find((each) => wordOf(each) === wordOf(text.value));
  return choice === undefined
    ? refused(refusal("enum", pointer, { found: shown(text.value), choices: choices.join(", "), hint: perhaps(text.value, choices) }))
    : accepted(choice);
};

/**
 * The file of a new company out of the little that has to be said. Currency, first weekday and the calendar of public holidays are the
 * country's where nothing else is said; the id is made from the name. Refuses what is missing or no text; whether country, zone, currency
 * and id are such is asked where the file is read. A preset is one of `presets`.
 */
export const readCompanyOrder = (fields: unknown, presets: readonly string[]): Outcome<CompanyOrder> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const file = fileOf(fields, found);
  const preset = isMissing(fields["preset"]) ? null : take(readChoice(fields["preset"], "/preset", presets), "", found);
  const withSample = fields["sample"] ?? false;
  if (typeof withSample !== "boolean") found.push(refuseType(withSample, "boolean", "true", "/sample"));
  else if (withSample && preset === null) found.push(refusal("sample-without-preset", "/sample", { choices: presets.join(", ") }));
  return outcomeOf(() => ({ file, preset, withSample: withSample === true }), found);
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
        : take(readChoice(fields["firstWeekday"], "/firstWeekday", weekdayNames), "monday", found),
      holidays: builtInCalendars.includes(country) ? country : undefined,
    },
  };
};

/** A refusal of the file, told of the order: `/company/timeZone` is its `/timeZone`. */
export const toldOfOrder = (refused: Refusal): Refusal => ({ ...refused, pointer: refused.pointer.replace(/^\/company(?=\/|$)/, "") });
