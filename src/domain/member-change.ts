import type { CompanyFile, MemberEntry } from "./company-file.ts";
import { readChoice } from "./choice.ts";
import { isoDay, parseDay } from "./day.ts";
import { isFields, refuseUnknown, take } from "./field-reading.ts";
import { languages, type Language } from "./language.ts";
import { engagements, roles, type Role } from "./member.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";
import { shortWeekdays } from "./working-pattern.ts";

/** What holds of a member from a day on. */
export const datedFields = ["team", "phase", "timeZone", "holidays", "workingDays", "engagement"] as const;
export type DatedField = (typeof datedFields)[number];

/** `value` null: nothing of the member's own holds any more, so that the team's or the company's does. */
export type MemberChange =
  | { readonly field: Exclude<DatedField, "workingDays">; readonly value: string | null; readonly from: string }
  | { readonly field: "workingDays"; readonly value: Readonly<Record<string, number>> | null; readonly from: string }
  /** What a member is called and does is so without a day: reports of days gone say it, too. */
  | { readonly field: "name"; readonly value: Readonly<Partial<Record<Language, string>>>; readonly from: null }
  | { readonly field: "role"; readonly value: Role; readonly from: null }
  /** `value` is the last day of employment. */
  | { readonly field: "employedThrough"; readonly value: string | null; readonly from: null };

/** What holds without a day. */
export const undatedFields = ["name", "role", "employedThrough"] as const;

const fields = [...datedFields, ...undatedFields] as const;
const known: ReadonlySet<string> = new Set(["field", "value", "from"]);
const weekdays: ReadonlySet<string> = new Set(shortWeekdays);
const example = '{"field": "team", "value": "red", "from": "2026-04-01"}';

const dayText = (value: unknown, pointer: string): Outcome<string> => {
  const day = parseDay(value, pointer);
  return day.ok ? accepted(isoDay(day.value)) : day;
};

/** `{"mon": 1, "tue": 0.5}`; what each may be the company's file says. */
const readWeek = (value: unknown, pointer: string): Outcome<Readonly<Record<string, number>>> => {
  if (!isFields(value)) return refused(refuseType(value, "object", '{"mon": 1, "tue": 0.5}', pointer));
  const found: Refusal[] = [];
  refuseUnknown(value, weekdays, found, pointer);
  const week = Object.entries(value).map(([weekday, work]) => {
    if (typeof work !== "number") found.push(refuseType(work, "number", "0.5", `${pointer}/${weekday}`));
    return [weekday, Number(work)] as const;
  });
  return outcomeOf(() => Object.fromEntries(week), found);
};

/** `{"en": "Raj", "ko": "라지"}`: the whole name, in one language or several. What each may be the company's file says. */
const readNames = (value: unknown): Outcome<Readonly<Partial<Record<Language, string>>>> => {
  if (isMissing(value)) return refused(refusal("required", "/value"));
  if (!isFields(value)) return refused(refuseType(value, "object", '{"en": "Raj", "ko": "라지"}', "/value"));
  const found: Refusal[] = [];
  refuseUnknown(value, new Set<string>(languages), found, "/value");
  const name = languages.flatMap((language): [Language, string][] =>
    isMissing(value[language]) ? [] : [[language, take(readText(value[language], `/value/${language}`, { max: 200 }), "", found)]],
  );
  return outcomeOf(() => Object.fromEntries(name), found);
};

/** A change of one thing that holds of a member. What the value may be is seen when it is put to the company. */
export const readMemberChange = (body: unknown): Outcome<MemberChange> => {
  if (!isFields(body)) return refused(refuseType(body, "object", example, ""));
  const found: Refusal[] = [];
  refuseUnknown(body, known, found);
  const field = readChoice(body["field"], fields, "/field");
  if (!field.ok) return refused(field.refusals[0], ...field.refusals.slice(1), ...found);
  const { value } = body;
  const optional = <T>(read: (given: unknown, pointer: string) => Outcome<T>): T | null =>
    isMissing(value) ? null : take<T | null>(read(value, "/value"), null, found);
  const text = (given: unknown, pointer: string): Outcome<string> => readText(given, pointer, { max: 200 });
  if (field.value === "name") {
    const named = take(readNames(value), {}, found);
    return outcomeOf(() => ({ field: "name", value: named, from: null }), found);
  }
  if (field.value === "role") {
    const role = take(readChoice(value, roles, "/value"), "rep", found);
    return outcomeOf(() => ({ field: "role", value: role, from: null }), found);
  }
  if (field.value === "employedThrough") {
    const through = optional(dayText);
    return outcomeOf(() => ({ field: "employedThrough", value: through, from: null }), found);
  }
  const from = take(dayText(body["from"], "/from"), "", found);
  if (field.value === "workingDays") {
    const week = optional(readWeek);
    return outcomeOf(() => ({ field: "workingDays", value: week, from }), found);
  }
  const { value: name } = field;
  const said = name === "engagement" ? optional((given, pointer) => readChoice(given, engagements, pointer)) : optional(text);
  return outcomeOf(() => ({ field: name, value: said, from }), found);
};

type Entry = { readonly value: unknown; readonly from?: string | null | undefined };

const isHistory = (entry: unknown): entry is readonly Entry[] =>
  Array.isArray(entry) && entry.every((each: unknown) => isFields(each) && Object.hasOwn(each, "value"));

/** Days as text sort as they follow each other; an entry without one holds from the beginning. */
const withEntry = (before: unknown, { value, from }: { readonly value: unknown; readonly from: string }): readonly Entry[] => {
  const history: readonly Entry[] = isMissing(before) ? [] : isHistory(before) ? before : [{ value: before }];
  return [
    ...history.filter((entry) => (entry.from ?? "") < from),
    { value, from },
    ...history.filter((entry) => (entry.from ?? "") > from),
  ];
};

const changed = (entry: MemberEntry, change: MemberChange): MemberEntry =>
  change.from === null
    ? { ...entry, [change.field]: change.value }
    : // The company's reading refuses what does not belong there.
      { ...entry, [change.field]: withEntry(entry[change.field], change) };

/** The file with this member as the change has it: what was said from a later day on stays. */
export const withMemberChange = (file: CompanyFile, id: string, change: MemberChange): CompanyFile => ({
  ...file,
  members: (file.members ?? []).map((entry) => (entry.id === id ? changed(entry, change) : entry)),
});
