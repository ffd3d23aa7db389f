import { seenOf, type Sight } from "../../domain/sight.ts";
import type { ListFilter } from "./list-filter.ts";
import type { Settings } from "../../domain/company.ts";
import { isoDay, type Day } from "../../domain/day.ts";
import { nameIn } from "../../domain/language.ts";
import { heldOn, type Dated, type Member } from "../../domain/member.ts";
import { FROM_THE_BEGINNING } from "../../domain/member-row-reading.ts";
import { accepted, type Outcome } from "../../domain/refusal.ts";
import type { Transaction } from "../../store/database.ts";
import { nowOf, todayOf } from "../company-today.ts";
import { identityPrefix } from "../files/maps/fields.ts";
import { importColumns, type ListTable } from "../files/writing/list-table.ts";
import { memberFields } from "../import-members.ts";

type Cells = Readonly<Record<string, string>>;

const dayText = (day: Day): string => (Number.isFinite(day) ? isoDay(day) : "");

/** What held from which day on. That something held no longer no row can say: only the company's file does. */
const histories = (column: string, dated: Dated<string | null>): readonly Cells[] => {
  const told = dated.flatMap(({ value, from }) => (value === null ? [] : [{ value, from }]));
  const beginning = told.length > 1 ? FROM_THE_BEGINNING : "";
  return told.map(({ value, from }) => ({ [column]: value, [`${column}_from`]: Number.isFinite(from) ? isoDay(from) : beginning }));
};

/** One row as a rule; further ones for each later team and phase. */
const rowsOf = (member: Member, today: Day): readonly Cells[] => {
  const [team, ...laterTeams] = histories("team", member.team);
  const [phase, ...laterPhases] = histories("phase", member.phase);
  const { id } = member;
  return [
    {
      id,
      name: nameIn(member.name, "en"),
      email: member.email ?? "",
      code: member.code ?? "",
      role: member.role,
      ...team,
      time_zone: heldOn(member.timeZone, today) ?? "",
      ...phase,
      employed_from: dayText(member.employedFrom),
      employed_through: dayText(member.employedBefore - 1),
      ...Object.fromEntries(member.identities.map(({ source, externalId }) => [identityPrefix + source, externalId])),
    },
    ...[...laterTeams, ...laterPhases].map((each) => ({ id, ...each })),
  ];
};

/** Members who have not ended, in the columns by which they are imported. */
export const membersTable = (_: Transaction, settings: Settings, _filter: ListFilter, sight: Sight): Outcome<ListTable> => {
  const { company } = settings;
  const members = seenOf(sight, settings.members);
  const sources = [
    ...new Set([...company.sources.map(({ id }) => id), ...members.flatMap(({ identities }) => identities.map(({ source }) => source))]),
  ];
  const columns = importColumns(memberFields(sources).fields);
  const today = todayOf(settings, nowOf());
  const rows = members
    .filter(({ ended }) => !ended)
    .flatMap((member) => rowsOf(member, today))
    .map((cells) => columns.map(({ name }) => cells[name] ?? ""));
  async function* pages(): AsyncGenerator<readonly (readonly string[])[]> {
    yield rows;
  }
  return accepted({ columns, pages });
};
