import type { Change } from "../domain/company-changes.ts";
import type { CompanyFile, MemberEntry } from "../domain/company-file.ts";
import type { Settings } from "../domain/company.ts";
import { readCompany } from "../domain/company-reading.ts";
import { companyFileOf } from "../domain/company-writing.ts";
import { isoDay } from "../domain/day.ts";
import { dayIn, type Instant } from "../domain/instant.ts";
import { readMemberRow, withMemberRow, type MemberRow } from "../domain/member-row-reading.ts";
import { accepted, outcomeOf, type Outcome, type Refusal } from "../domain/refusal.ts";
import { inCompany, type Database } from "../store/database.ts";
import { loadSettings } from "../store/settings.ts";
import { field, identityPrefix, type Field, type FieldSet } from "./files/maps/fields.ts";
import { importFile, type BatchAnswer, type ImportInput, type ImportReport } from "./files/import-run.ts";
import { reviseCompany, type Revision } from "./revise-company.ts";
import { tellImport } from "./audit/tell-import.ts";

export type MembersImport = ImportReport & {
  /** These and the rejected add up to the received. */
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
};

/** The header of a file of members; `identities.SOURCE` is who the member is in a source that the company declares. */
export const memberFields = (sources: readonly string[]): FieldSet => ({
  fields: [
    field("id", "key"),
    field("name", "text"),
    field("email", "text"),
    field("code", "text"),
    field("role", "text"),
    field("team", "text"),
    field("team_from", "day"),
    field("time_zone", "text"),
    field("phase", "text"),
    field("phase_from", "day"),
    field("employed_from", "day"),
    field("employed_through", "day"),
    ...sources.map((source): Field => ({ column: identityPrefix + source, name: identityPrefix + source, type: "text" })),
  ],
  needed: [["id"]],
});

export type Given = { readonly index: number; readonly row: MemberRow };

/** The company with the rows put to its members. What is refused of a member is told of the row that names it: `/rows/3/email`. */
const withRows = (file: CompanyFile, given: readonly Given[], today: string): Revision => {
  const members = new Map<string, MemberEntry>((file.members ?? []).map((member) => [member.id, member]));
  for (const { row } of given) members.set(row.id, withMemberRow(members.get(row.id), row, { teams: file.teams ?? [], today }));
  const ids = [...members.keys()];
  const rows = new Map(given.map(({ index, row }) => [row.id, index]));
  const told = (refusal: Refusal): Refusal => {
    const [, list, place, ...field] = refusal.pointer.split("/");
    const row = list === "members" ? rows.get(ids[Number(place)] ?? "") : undefined;
    return row === undefined ? refusal : { ...refusal, pointer: ["", "rows", row, ...field].join("/") };
  };
  return { file: { ...file, members: [...members.values()] }, told };
};

type Merged = { readonly changes: readonly Change[]; readonly taken: readonly Given[]; readonly rejected: BatchAnswer["rejected"] };

/** What is refused of each row; what is about none of them refuses them all, and rows of one member are refused together. */
const byRow = (refusals: readonly Refusal[], given: readonly Given[]): BatchAnswer["rejected"] => {
  const aboutAll = refusals.filter(({ pointer }) => !pointer.startsWith("/rows/"));
  const idOf = new Map(given.map(({ index, row }) => [index, row.id]));
  const aboutMember = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const [, list, place, ...field] = refusal.pointer.split("/");
    const id = list === "rows" ? idOf.get(Number(place)) : undefined;
    if (id !== undefined) aboutMember.set(id, [...(aboutMember.get(id) ?? []), { ...refusal, pointer: `/${field.join("/")}` }]);
  }
  return given.flatMap(({ index, row }) => {
    const found = [...(aboutMember.get(row.id) ?? []), ...(aboutMember.size === 0 ? aboutAll : [])];
    return found.length === 0 ? [] : [{ index, refusals: found }];
  });
};

/** Puts the rows to the company; those that it refuses are left out, and the others are tried again. */
const mergeRows = async (rows: readonly Given[], put: (rows: readonly Given[]) => Promise<Outcome<readonly Change[]>>): Promise<Merged> => {
  const rejected: BatchAnswer["rejected"][number][] = [];
  let given = rows;
  while (given.length > 0) {
    const outcome = await put(given);
    if (outcome.ok) return { changes: outcome.value, taken: given, rejected };
    const refused = byRow(outcome.refusals, given);
    rejected.push(...refused);
    const indexes = new Set(refused.map(({ index }) => index));
    given = given.filter(({ index }) => !indexes.has(index));
  }
  return { changes: [], taken: [], rejected };
};

/** What putting these rows to the company as it is now would refuse; stores nothing. */
export const refusedMembers = async (settings: Settings, rows: readonly Given[], now: Instant): Promise<BatchAnswer["rejected"]> => {
  const today = dayIn(settings.company.timeZone, now);
  const file = companyFileOf(settings);
  const { rejected } = await mergeRows(rows, (given) => {
    const revised = withRows(file, given, isoDay(today));
    const read = readCompany(revised.file, settings, today);
    return Promise.resolve(read.ok ? accepted([]) : outcomeOf(() => [], read.refusals.map(revised.told)));
  });
  return rejected;
};

type Answer = BatchAnswer & { readonly created: number; readonly changed: number; readonly unchanged: number };

const batchSize = 1000;

/**
 * Imports members from CSV or NDJSON: adds those that the company does not have, and changes of the others what the file says. An empty cell
 * leaves what is there; whom the file does not name stays. A team or phase without a day of its own holds from today where it changes something.
 */
export const importMembers = async (database: Database, companyId: number, input: ImportInput): Promise<Outcome<MembersImport>> => {
  const { company } = await inCompany(database, companyId, (tx) => loadSettings(tx, companyId));
  const counts = { created: 0, changed: 0, unchanged: 0 };
  const record = async (items: readonly unknown[]): Promise<Answer> => {
    const read = items.map(readMemberRow);
    const given = read.flatMap((outcome, index): readonly Given[] => (outcome.ok ? [{ index, row: outcome.value }] : []));
    const { changes, taken, rejected } = await mergeRows(given, (attempt) =>
      reviseCompany(database, companyId, (file, today) => withRows(file, attempt, today), { by: input.by ?? "import" }),
    );
    const acts = new Map(changes.flatMap(({ what, id, act }) => (what === "member" ? [[id, act] as const] : [])));
    const actsOf = taken.map(({ row }) => acts.get(row.id));
    return {
      created: actsOf.filter((act) => act === "added").length,
      changed: actsOf.filter((act) => act !== undefined && act !== "added").length,
      unchanged: actsOf.filter((act) => act === undefined).length,
      rejected: [...read.flatMap((outcome, index) => (outcome.ok ? [] : [{ index, refusals: outcome.refusals }])), ...rejected],
    };
  };
  const report = await importFile(input, {
    fieldSet: memberFields(company.sources.map(({ id }) => id)),
    currency: company.currency,
    country: company.country,
    timeZone: company.timeZone,
    batchSize,
    inFlight: 1,
    keyOf: () => null,
    record,
    add: (answer) => {
      for (const name of ["created", "changed", "unchanged"] as const) counts[name] += answer[name];
    },
  });
  if (!report.ok) return report;
  const { received, rejected } = report.value;
  await tellImport(database, companyId, { what: "members", by: input.by, counts: { received, rejected, ...counts } });
  return accepted({ ...report.value, ...counts });
};
