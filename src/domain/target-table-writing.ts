import { unitsOf } from "./company-changes.ts";
import type { CompanyFile, TargetRowEntry, TargetTableEntry } from "./company-file.ts";
import { companyFileOf, nameEntry } from "./company-writing.ts";
import { targetEntry } from "./target-text.ts";
import type { Settings } from "./company.ts";
import type { Unit } from "./credit.ts";
import { periodContaining } from "./period.ts";
import { periodText } from "./period-text.ts";
import type { Holder, TableEntry, TargetTable } from "./target-table.ts";
import { within } from "./within.ts";

const count: Unit = { type: "count" };

/** Rows in the order of members or teams, and each in the order of time. */
const rowsOf = (
  table: TargetTable,
  entries: readonly TableEntry[],
  holders: readonly { readonly number: number; readonly id: string }[],
  { company: { calendar }, metrics }: Settings,
): Readonly<Record<string, TargetRowEntry>> => {
  const unit = unitsOf(metrics).get(table.metric) ?? count;
  const byNumber = new Map<number, TableEntry[]>();
  for (const entry of entries) within(byNumber, entry.holderNumber, () => []).push(entry);
  return Object.fromEntries(
    holders.flatMap(({ number, id }) => {
      const own = (byNumber.get(number) ?? []).toSorted((a, b) => a.startsOn - b.startsOn);
      const row = own.map(
        ({ startsOn, value }) =>
          [periodText(periodContaining(table.cadence, startsOn, calendar), calendar), targetEntry(value, unit)] as const,
      );
      return row.length === 0 ? [] : [[id, Object.fromEntries(row)] as const];
    }),
  );
};

/** The section of the company file. */
const targetTableEntries = (settings: Settings, entries: readonly TableEntry[]): readonly TargetTableEntry[] =>
  settings.company.targetTables.map((table) => {
    const of = (holder: Holder): readonly TableEntry[] =>
      entries.filter((entry) => entry.tableNumber === table.number && entry.holder === holder);
    const rows = rowsOf(table, of("member"), settings.members, settings);
    const teamRows = rowsOf(table, of("team"), settings.teams, settings);
    return {
      id: table.id,
      name: nameEntry(table.name),
      metric: table.metric,
      cadence: table.cadence,
      ...(Object.keys(rows).length === 0 ? {} : { rows }),
      ...(Object.keys(teamRows).length === 0 ? {} : { teamRows }),
      ...(table.ended ? { ended: true } : {}),
    };
  });

/** The whole file, given everything that the target tables hold now. */
export const companyFileWithTargets = (settings: Settings, entries: readonly TableEntry[]): CompanyFile => {
  const { plans, ...file } = companyFileOf(settings);
  const targetTables = targetTableEntries(settings, entries);
  return { ...file, ...(targetTables.length === 0 ? {} : { targetTables }), plans };
};
