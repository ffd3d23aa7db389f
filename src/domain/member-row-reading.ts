import type { DatedEntry, MemberEntry, NameEntry, TeamEntry } from "./company-file.ts";
import { isoDay, parseDay } from "./day.ts";
import { isFields, refuseUnknown, take, wordOf } from "./field-reading.ts";
import { readExternalId } from "./key.ts";
import { perhaps } from "./meant.ts";
import { roles, type Role } from "./member.ts";
import { accepted, outcomeOf, refusal, refused, type Outcome, type Refusal } from "./refusal.ts";
import { shown } from "./shown.ts";
import { readText } from "./text.ts";
import { isMissing, refuseType } from "./value-type.ts";

/** What a row of a file of members says; what is null it does not say, and stays as it is. */
export type MemberRow = {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly code: string | null;
  readonly role: Role | null;
  readonly team: string | null;
  readonly teamFrom: string | null;
  readonly timeZone: string | null;
  readonly phase: string | null;
  readonly phaseFrom: string | null;
  readonly employedFrom: string | null;
  readonly employedThrough: string | null;
  /** Who the member is in other systems, by source. */
  readonly identities: Readonly<Record<string, string>>;
};

const fieldNames: ReadonlySet<string> = new Set([
  "id",
  "name",
  "email",
  "code",
  "role",
  "team",
  "teamFrom",
  "timeZone",
  "phase",
  "phaseFrom",
  "employedFrom",
  "employedThrough",
  "identities",
]);

const readRole = (value: unknown): Outcome<Role> => {
  const text = readText(value, "/role", { max: 100 });
  if (!text.ok) return text;
  const role = roles.find((each) => each === wordOf(text.value));
  return role === undefined
    ? refused(refusal("enum", "/role", { found: shown(text.value), choices: roles.join(", "), hint: perhaps(text.value, roles) }))
    : accepted(role);
};

const readDayText = (value: unknown, pointer: string): Outcome<string> => {
  const day = parseDay(value, pointer);
  return day.ok ? accepted(isoDay(day.value)) : day;
};

/** In place of a day: before every other that is known. */
export const FROM_THE_BEGINNING = "beginning";

const readFromText = (value: unknown, pointer: string): Outcome<string> =>
  value === FROM_THE_BEGINNING ? accepted("") : readDayText(value, pointer);

const readIdentities = (value: unknown, found: Refusal[]): Readonly<Record<string, string>> => {
  if (isMissing(value)) return {};
  if (!isFields(value)) {
    found.push(refuseType(value, "object", '{"crm": "005A"}', "/identities"));
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([source, id]) => [source, take(readExternalId(id, `/identities/${source}`), "", found)]),
  );
};

/** A row of a file of members. Refuses with every wrong at once; what a company decides (is there such a team?) is seen when the row is merged into it. */
export const readMemberRow = (fields: unknown): Outcome<MemberRow> => {
  if (!isFields(fields)) return refused(refuseType(fields, "object", '{"id": "raj", …}', ""));
  const found: Refusal[] = [];
  refuseUnknown(fields, fieldNames, found);
  const optional = <T>(name: keyof MemberRow, read: (value: unknown, pointer: string) => Outcome<T>): T | null => {
    const value = fields[name];
    return isMissing(value) ? null : take<T | null>(read(value, `/${name}`), null, found);
  };
  const text = (value: unknown, pointer: string): Outcome<string> => readText(value, pointer, { max: 200 });
  const row = {
    id: take(readExternalId(fields["id"], "/id"), "", found),
    name: optional("name", text),
    email: optional("email", text),
    code: optional("code", text),
    role: optional("role", readRole),
    team: optional("team", text),
    teamFrom: optional("teamFrom", readFromText),
    timeZone: optional("timeZone", text),
    phase: optional("phase", text),
    phaseFrom: optional("phaseFrom", readFromText),
    employedFrom: optional("employedFrom", readDayText),
    employedThrough: optional("employedThrough", readDayText),
    identities: readIdentities(fields["identities"], found),
  };
  return outcomeOf(() => row, found);
};

type History = readonly { readonly value: string | null; readonly from?: string | null | undefined }[];

const historyOf = (entry: DatedEntry | null | undefined): History => (typeof entry === "string" ? [{ value: entry }] : (entry ?? []));

/** Days as text sort as they follow each other; an entry without one holds from the beginning. */
const fromOf = ({ from }: History[number]): string => from ?? "";

/**
 * A value in the history of what held: from its day on until the next change that is known. Without a day it holds from today (from the
 * beginning where nothing held before), which is what the company reads of a plain value; one that holds already changes nothing.
 */
const datedFrom = (
  before: DatedEntry | null | undefined,
  { value, from, today }: { readonly value: string | null; readonly from: string | null; readonly today: string },
): DatedEntry | null | undefined => {
  if (value === null) return before;
  const history = historyOf(before);
  if (from === null) return history.findLast((entry) => fromOf(entry) <= today)?.value === value ? before : value;
  return [
    ...history.filter((entry) => fromOf(entry) < from),
    { value, ...(from === "" ? {} : { from }) },
    ...history.filter((entry) => fromOf(entry) > from),
  ];
};

const namesOf = (name: NameEntry | null | undefined): readonly string[] =>
  typeof name === "string" ? [name] : Object.values(name ?? {}).flatMap((each) => each ?? []);

/** A team by its id; people also know it by its name, if only one has it. */
export const teamNamed = (teams: readonly TeamEntry[], found: string): string => {
  if (teams.some((team) => team.id === found)) return found;
  const [team, ...others] = teams.filter((each) => namesOf(each.name).includes(found));
  return team === undefined || others.length > 0 ? found : team.id;
};

/** The member as the row has it: what the row does not say stays. A member that had ended is one again. */
export const withMemberRow = (
  before: MemberEntry | undefined,
  row: MemberRow,
  { teams, today }: { readonly teams: readonly TeamEntry[]; readonly today: string },
): MemberEntry => {
  const { id, name, email, code, role, timeZone, employedFrom, employedThrough } = row;
  const identities = (before?.identities ?? []).filter(({ source }) => !Object.hasOwn(row.identities, source));
  return {
    ...before,
    id,
    // Who has a name in each language is not renamed by one of them.
    name: before !== undefined && name !== null && namesOf(before.name).includes(name) ? before.name : (name ?? before?.name ?? id),
    email: email ?? before?.email,
    code: code ?? before?.code,
    role: role ?? before?.role,
    team: datedFrom(before?.team, { value: row.team === null ? null : teamNamed(teams, row.team), from: row.teamFrom, today }),
    timeZone: datedFrom(before?.timeZone, { value: timeZone, from: null, today }),
    phase: datedFrom(before?.phase, { value: row.phase, from: row.phaseFrom, today }),
    employedFrom: employedFrom ?? before?.employedFrom,
    employedThrough: employedThrough ?? (before?.ended === true ? undefined : before?.employedThrough),
    identities: [...identities, ...Object.entries(row.identities).map(([source, externalId]) => ({ source, externalId }))],
    ended: undefined,
  };
};
